using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;

namespace HyperSearch.Cli.Terminal;

/// <summary>A study's status as text.</summary>
internal static class StatusText
{
    private const int MostFailures = 3, LabelWidth = 11;

    public static void Write(TextWriter output, StudyStatus status, StudyFolder folder)
    {
        var lines = new StringWriter();
        Compose(lines, status, folder);
        int? columns = WordWrap.ColumnsOf(output);
        output.WriteLine(string.Join('\n', lines.ToString().TrimEnd('\n').Split('\n').Select(line => WordWrap.Of(line, columns, LabelWidth))));
    }

    /// <summary><c>optimizer.learningRate=0.0123 optimizer.weightDecay=2e-6</c>.</summary>
    public static string Parameters(JsonObject parameters) => string.Join(' ', parameters.Select(p =>
        $"{p.Key}={(p.Value is JsonValue v && v.TryGetValue(out double number) ? Numbers.Short(number) : p.Value?.ToJsonString() ?? "null")}"));

    private static void Compose(StringWriter output, StudyStatus status, StudyFolder folder)
    {
        TrialCounts n = status.Trials;
        int over = n.Completed + n.Pruned + n.Diverged + n.Failed;
        string others = string.Concat(new[] { (n.Pruned, "pruned"), (n.Diverged, "diverged"), (n.Failed, "failed"), (n.Running, "running") }
            .Where(x => x.Item1 > 0).Select(x => string.Create(CultureInfo.InvariantCulture, $", {x.Item1} {x.Item2}")));
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.Name}: {status.State}, {over} of {n.Total} trials over ({n.Completed} completed{others})"));
        if (status.Ended is { } ended)
        {
            output.WriteLine($"ended:     {ended}");
        }

        foreach (string carried in status.History ?? [])
        {
            output.WriteLine($"history:   {carried}");
        }

        if (status.SecondsLeft is { } seconds)
        {
            output.WriteLine($"time left: about {Numbers.Duration(TimeSpan.FromSeconds(seconds))}");
        }

        foreach (RunningTrial running in status.Running)
        {
            string value = running.Value is { } v ? $", {Numbers.Short(v)}" : "";
            output.WriteLine($"running:   {new WorkId(running.Trial, running.Repeat)} on {running.Worker}, epoch {running.Epoch} of {running.Epochs}{value}");
        }

        foreach (FailedTrial failed in (status.Failures ?? []).Take(MostFailures))
        {
            output.WriteLine($"failed:    trial {failed.Trial}{(failed.Why is { } why ? $": {ForeignText.Plain(why)}" : "")}");
        }

        if (status.Failures is [var first, ..])
        {
            output.WriteLine($"           `hypersearch status {folder.Root} --trial {first.Trial}` tells all of its attempts");
        }

        if (status.Best is { } best)
        {
            output.WriteLine($"best:      {Numbers.Short(best.Value)} (trial {best.Trial})  {Parameters(best.Parameters)}");
        }

        if (status.Best?.Diagnosis is { } own)
        {
            output.WriteLine($"           {own.Verdict}: {own.Evidence}");
        }

        if (status.Best is null)
        {
            output.WriteLine("best:      no trial has completed");
        }

        if (status.Confirmed is { } confirmed)
        {
            string interval = confirmed.Interval is { } i ? $", 95 % interval {Numbers.Short(i[0])}..{Numbers.Short(i[1])}" : "";
            output.WriteLine($"confirmed: trial {confirmed.Trial}, {confirmed.Verdict}{interval}");
        }

        if (status.Tuners is [.., var tuner])
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tuner:     {tuner.Tuner} from trial {tuner.Trial} on: {tuner.Why}"));
        }

        foreach (RangeStatus range in status.Ranges.Where(r => r.Round == status.Ranges[^1].Round))
        {
            output.WriteLine($"range:     {range.Parameter} {Numbers.Short(range.Min)}..{Numbers.Short(range.Max)} (round {range.Round}: {range.Why})");
        }

        foreach (DiagnosisCount diagnosis in status.Diagnoses)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"diagnosis: {diagnosis.Trials} {diagnosis.Verdict} (trial {diagnosis.Example}: {diagnosis.Evidence})"));
        }

        output.WriteLine($"hash:      {status.Hash}");
        if (File.Exists(folder.Best))
        {
            output.WriteLine($"exported:  {folder.Best}");
        }

        if (File.Exists(folder.Report))
        {
            output.WriteLine($"report:    {folder.Report}");
        }
    }
}
