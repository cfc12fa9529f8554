namespace HyperSearch.Trainer.Data;

/// <summary>The data cannot be used. The message is one sentence that names the file, what was found and what was expected.</summary>
public sealed class DataException : Exception
{
    /// <summary>The dotted path of the setting of a study file that is to blame, such as <c>trainer.data.path</c>; null where it is not known.</summary>
    public string? Setting { get; init; }

    /// <summary>The sentence alone.</summary>
    public string Reason => base.Message;

    /// <summary>The sentence, behind the setting where that is known.</summary>
    public override string Message => Setting is null ? Reason : $"{Setting}: {Reason}";

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
