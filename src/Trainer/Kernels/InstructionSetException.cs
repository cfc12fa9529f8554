namespace HyperSearch.Trainer.Kernels;

/// <summary>The environment asks for vector instructions that do not exist, or that this processor lacks. The message is one sentence.</summary>
public sealed class InstructionSetException : Exception
{
    /// <summary>Without a message.</summary>
    public InstructionSetException()
    {
    }

    /// <summary>With the sentence the user reads.</summary>
    public InstructionSetException(string message)
        : base(message)
    {
    }

    /// <summary>With the sentence the user reads and what led to it.</summary>
    public InstructionSetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
