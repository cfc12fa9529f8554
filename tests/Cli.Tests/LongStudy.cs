namespace HyperSearch.Cli.Tests;

/// <summary>A study of some seconds, as it is when nothing disturbs it.</summary>
public sealed class LongStudy() : FinishedRun(SmallStudies.LongText());
