namespace HyperSearch.Search.Journals;

/// <summary>What a study took over from an earlier one when it started, so that it never needs the earlier one's folder again.</summary>
/// <param name="Folder">The folder it was read from.</param>
/// <param name="Study">The earlier study's name.</param>
/// <param name="Hash">The earlier study's hash as it was then.</param>
/// <param name="Trials">The trials that fit, those that the earlier study had carried over itself first, then its own by number.</param>
/// <param name="LeftOut">How many do not fit and why, in words, the most frequent reason first.</param>
public sealed record CarriedStudy(string Folder, string Study, string Hash, IReadOnlyList<CarriedTrial> Trials, IReadOnlyList<LeftOutTrials> LeftOut)
{
    /// <summary>What was taken over and what was not, in a sentence.</summary>
    public string InWords() => $"{Trials.Count} of {Trials.Count + LeftOut.Sum(l => l.Trials)} trials of {Study} ({Folder}) are carried over"
        + string.Concat(LeftOut.Select(l => $"; {l.Trials} left out: {l.Why}")) + ".";
}
