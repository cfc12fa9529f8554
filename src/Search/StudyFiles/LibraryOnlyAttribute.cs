namespace HyperSearch.Search.StudyFiles;

/// <summary>Marks options that only a program that uses the library can give meaning to: the schema of study files and the lists of the command line leave them out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LibraryOnlyAttribute : Attribute;
