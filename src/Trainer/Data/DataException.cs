namespace HyperSearch.Trainer.Data;

/// <summary>The data cannot be used. The message is one sentence that names the file, what was found and what was expected.</summary>
public sealed class DataException : Exception
{
    /// <summary>Without a message.</summary>
    public DataException()
    {
    }

    /// <summary>With the sentence the user reads.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence the user reads and what led to it.</summary>
    public DataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
