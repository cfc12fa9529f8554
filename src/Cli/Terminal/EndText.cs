using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.Cli.Terminal;

/// <summary>How a trial ended that has no value and no reason of its own.</summary>
internal static class EndText
{
    /// <summary>What of its epochs there was. The clock counts one at least, but an epoch that nobody has reported is not named.</summary>
    public static string Of(TrialEnded ended, StudyState state)
    {
        int epochs = Math.Min(ended.Epochs, state.Find(new WorkId(ended.Trial, ended.Repeat))?.Values.Count ?? ended.Epochs);
        return string.Create(CultureInfo.InvariantCulture, $"{ended.Outcome.ToString().ToLowerInvariant()} {(epochs == 0 ? "before its first epoch was reported" : $"after epoch {epochs}")}");
    }
}
