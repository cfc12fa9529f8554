namespace HyperSearch.Cli.Tests;

/// <summary>A study of a second, for tests that read it or alter copies of it.</summary>
public sealed class FinishedStudy() : FinishedRun(SmallStudies.Text());
