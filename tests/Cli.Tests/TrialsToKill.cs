namespace HyperSearch.Cli.Tests;

/// <summary>A study of many tiny trials, as it is when nothing disturbs it: it is still running after fifty kills, and no trial is so long that it would meet ten of them.</summary>
public sealed class TrialsToKill() : FinishedRun(Text)
{
    /// <summary>Its study file.</summary>
    public static string Text { get; } = SmallStudies.Text(trials: 250, samples: 100);
}
