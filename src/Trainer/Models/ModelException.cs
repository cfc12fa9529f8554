namespace HyperSearch.Trainer.Models;

/// <summary>A saved model cannot be used. The message is one sentence that names the file, the place, what was found and what was expected.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Without a message.</summary>
    public ModelException()
    {
    }

    /// <summary>With the sentence the user reads.</summary>
    public ModelException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence the user reads and what led to it.</summary>
    public ModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
