using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;

namespace HyperSearch.Cli.Terminal;

/// <summary>All that is known of a trial, as text.</summary>
internal static class TrialText
{
    private const int LabelWidth = 12;

    public static void Write(TextWriter output, TrialAccount trial)
    {
        int? columns = WordWrap.ColumnsOf(output);
        string value = trial.Value is { } v ? $", {Numbers.Short(v)}" : "";
        Line($"trial {trial.Trial}: {trial.State}{value}{(trial.Why is { } why ? $", {ForeignText.Plain(why)}" : "")}");
        Line($"parameters: {StatusText.Parameters(trial.Parameters)}");
        if (trial.Values.Count > 0)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"values:     {string.Join(' ', trial.Values.Select(x => x is { } number ? Numbers.Short(number) : "NaN"))} ({trial.Values.Count} of {trial.Epochs} epochs)"));
        }

        if (trial.Diagnosis is { } diagnosis)
        {
            Line($"diagnosis:  {diagnosis.Verdict}: {diagnosis.Evidence}");
        }

        foreach (AttemptAccount attempt in trial.Attempts)
        {
            string of = attempt.Repeat > 0 ? $"{new WorkId(trial.Trial, attempt.Repeat)}, " : "";
            Line($"{of}attempt {attempt.Attempt} on {attempt.Worker}{(attempt.Why is { } reason ? $": {ForeignText.Plain(reason)}" : "")}");
            foreach (string line in attempt.StandardError?.TrimEnd().Split('\n') ?? [])
            {
                output.WriteLine($"  | {LastOf(line)}");
            }
        }

        void Line(string text) => output.WriteLine(WordWrap.Of(text, columns, LabelWidth));
    }

    /// <summary>Of what a progress bar wrote over itself the last stays.</summary>
    private static string LastOf(string line) => ForeignText.Plain(line.TrimEnd('\r').Split('\r')[^1]);
}
