namespace HyperSearch.Search.Studies;

/// <summary>A study folder is not what a command needs. The message says what and what to do.</summary>
/// <param name="message">One sentence.</param>
public sealed class StudyFolderException(string message) : Exception(message);
