using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Studies;

/// <summary>All epochs of a study as tables.</summary>
public static class EpochTable
{
    /// <summary>RFC 4180 CSV with a header: trial, repeat (0 or which confirmation), epoch, and a column for every metric.</summary>
    /// <param name="journal">The study's records.</param>
    public static string MetricsToCsv(IEnumerable<Record> journal) => ToCsv(journal, [], epoch => epoch.Metrics.Keys, (epoch, names) => [names.Select(n => Cell(epoch.Metrics, n))]);

    /// <summary>RFC 4180 CSV with a header: trial, repeat, epoch, layer (from 1; the last gives the scores), and a column for every measure of the layers.</summary>
    /// <param name="journal">The study's records.</param>
    public static string LayersToCsv(IEnumerable<Record> journal) => ToCsv(
        journal.Where(r => r is EpochReported { Layers: not null }),
        ["layer"],
        epoch => epoch.Layers!.Keys,
        (epoch, names) => Enumerable.Range(0, epoch.Layers!.Values.Select(v => v.Count).DefaultIfEmpty().Max())
            .Select(layer => names.Select(n => epoch.Layers.TryGetValue(n, out IReadOnlyList<double>? values) && layer < values.Count ? CsvText.Cell(values[layer]) : "").Prepend(CsvText.Cell(layer + 1))));

    private static string ToCsv(
        IEnumerable<Record> journal, string[] keys, Func<EpochReported, IEnumerable<string>> namesOf, Func<EpochReported, string[], IEnumerable<IEnumerable<string>>> rowsOf)
    {
        EpochReported[] epochs = [.. journal.OfType<EpochReported>()];
        string[] names = [.. epochs.SelectMany(namesOf).Distinct()];
        var csv = new CsvText();
        csv.AddLine(["trial", "repeat", "epoch", .. keys, .. names]);
        foreach (EpochReported epoch in epochs)
        {
            foreach (IEnumerable<string> row in rowsOf(epoch, names))
            {
                csv.AddLine([CsvText.Cell(epoch.Trial), CsvText.Cell(epoch.Repeat), CsvText.Cell(epoch.Epoch), .. row]);
            }
        }

        return csv.ToString();
    }

    private static string Cell(IReadOnlyDictionary<string, double> metrics, string name) => metrics.TryGetValue(name, out double value) ? CsvText.Cell(value) : "";
}
