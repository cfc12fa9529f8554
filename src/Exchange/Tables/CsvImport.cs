using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Exchange.Reading;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;

namespace HyperSearch.Exchange.Tables;

/// <summary>
/// Reads a study from a table: that of <c>export --format csv</c>; that of Optuna's <c>trials_dataframe</c>, whose parameters are the columns <c>params_NAME</c>; or any other with a column
/// <c>value</c>, whose other columns are parameters but for <c>state</c> or <c>outcome</c>, and <c>trial</c> or <c>number</c>, which count the rows.
/// </summary>
internal sealed class CsvImport
{
    private const string OptunaPrefix = "params_", Objective = "value";
    private static readonly string[] Ours = ["trial", "round", "outcome", Objective, "epochs", "diagnosis", "evidence"];
    private static readonly string[] Plain = [Objective, "state", "outcome", "trial", "number", ""];

    private readonly string file;
    private readonly IReadOnlyCollection<string> ignored;
    private readonly IReadOnlyList<string> header;
    private readonly Dictionary<string, int> facts; // the columns that are no parameters, by their names
    private readonly bool isOurs, isOptunas;
    private readonly List<(int Line, IReadOnlyList<string> Cells)> rows = [];

    private CsvImport(string text, string file, IReadOnlyCollection<string> ignored)
    {
        this.file = file;
        this.ignored = ignored;
        CheckSeparator(text);
        using IEnumerator<(int Line, IReadOnlyList<string> Cells)> all = CsvRows.Read(text, file).GetEnumerator();
        header = all.MoveNext() ? all.Current.Cells : throw new ExchangeException($"{file}: the file is empty; a table as CSV with a header, or a journal file of Optuna's, is expected.");
        isOurs = header.Take(Ours.Length).SequenceEqual(Ours);
        isOptunas = !isOurs && header.Any(h => h.StartsWith(OptunaPrefix, StringComparison.Ordinal));
        CheckIgnored();
        if (Used().GroupBy(h => (h.Item, IsParameter(h))).FirstOrDefault(g => g.Count() > 1 && g.Key.Item.Length > 0) is { } twice)
        {
            throw new ExchangeException($"{file}:1: two columns are called {twice.Key.Item}.");
        }

        facts = Used().Where(h => h.Item.Length > 0 && !IsParameter(h)).ToDictionary(h => h.Item, h => h.Index);
        while (all.MoveNext())
        {
            rows.Add(all.Current.Cells.Count == header.Count ? all.Current
                : throw new ExchangeException($"{file}:{all.Current.Line}: {all.Current.Cells.Count} cells; the header names {header.Count} columns."));
        }
    }

    /// <summary>The study of a table.</summary>
    /// <exception cref="ExchangeException">It is not such a table, or does not say whether more or less is better.</exception>
    public static ForeignStudy Read(string text, ImportedSource source, ImportSettings settings) => new CsvImport(text, source.File, settings.Ignored).Read(source, settings);

    private ForeignStudy Read(ImportedSource source, ImportSettings settings)
    {
        if (!facts.ContainsKey(Objective))
        {
            throw new ExchangeException(header.Contains("values_0") ? $"{file}:1: the table has several objectives (values_0 and more); one, in a column `value`, can be taken over."
                : $"{file}:1: there is no column `value`, which is the objective; the columns are {string.Join(", ", header)}. A table of parameters and their value, or a journal file of Optuna's, is expected.");
        }

        if (settings.Study is not null)
        {
            throw new ExchangeException($"--study: a table holds one study; {file} names none.");
        }

        (int Index, string Name)[] places = [.. Places()];
        settings.CheckNames(file, [.. places.Select(p => p.Name)]);
        CsvColumn[] columns = [.. places.Select(p => new CsvColumn(settings.NameOf(p.Name), rows.Select(r => r.Cells[p.Index])))];
        return new ForeignStudy
        {
            Source = source,
            Name = Path.GetFileNameWithoutExtension(file),
            Direction = settings.Direction ?? throw new ExchangeException($"{file}: a table does not say whether more or less of its value is better; give --direction minimize or maximize."),
            Parameters = [.. columns.Where(c => !c.IsEmpty).Select(c => c.Parameter())],
            Trials = [.. rows.Select(row => TrialOf(row.Line, row.Cells, [.. places.Zip(columns).Where(p => row.Cells[p.First.Index].Length > 0).Select(p => (p.Second, row.Cells[p.First.Index]))]))],
        };
    }

    /// <summary>The columns that hold parameters, and the parameters' names.</summary>
    private IEnumerable<(int Index, string Name)> Places() =>
        Used().Where(IsParameter).Select(h => (h.Index, isOptunas ? h.Item[OptunaPrefix.Length..] : h.Item));

    /// <summary>The columns but for those to be ignored.</summary>
    private IEnumerable<(int Index, string Item)> Used() => header.Index().Where(h => !ignored.Contains(h.Item) || IsObjective(h));

    private bool IsObjective((int Index, string Item) column) => column.Item == Objective && !IsParameter(column);

    /// <summary>Whether a column holds a parameter; one of ours may be called like a column before it.</summary>
    private bool IsParameter((int Index, string Item) column) =>
        isOurs ? column.Index >= Ours.Length : isOptunas ? column.Item.StartsWith(OptunaPrefix, StringComparison.Ordinal) : !Plain.Contains(column.Item);

    /// <summary>Spreadsheets whose numbers have decimal commas write semicolons. Neither those numbers nor tabs are read, so that no table is misread: it is said.</summary>
    private void CheckSeparator(string text)
    {
        ReadOnlySpan<char> first = text.AsSpan().TrimStart("\r\n");
        first = first[..(first.IndexOfAny('\r', '\n') is >= 0 and var end ? end : first.Length)];
        string? found = first.Contains(',') ? null : first.Contains(';') ? "semicolons" : first.Contains('\t') ? "tabs" : null;
        if (found is not null)
        {
            throw new ExchangeException($"{file}:1: the columns are separated by {found}; commas are needed, and in the numbers decimal points. Save the table again as CSV with commas (in pandas, to_csv without sep).");
        }
    }

    private void CheckIgnored()
    {
        if (ignored.FirstOrDefault(i => !header.Index().Any(h => h.Item == i && !IsObjective(h))) is { } wrong)
        {
            throw new ExchangeException($"--ignore {wrong}: {(header.Contains(wrong) ? "this column is the objective, which is needed" : $"{file} has no column {wrong}; it has {string.Join(", ", header)}")}.");
        }
    }

    private ForeignTrial TrialOf(int line, IReadOnlyList<string> cells, (CsvColumn Column, string Cell)[] given)
    {
        double? value = Cell(cells, Objective) is { } text ? NumberOf(line, text) : null;
        (Outcome? outcome, bool isBegun) = (Cell(cells, "state") ?? Cell(cells, "outcome"))?.ToLowerInvariant() switch
        {
            null => (value is null ? Outcome.Failed : Outcome.Completed, true),
            "complete" or "completed" => (Outcome.Completed, true),
            "pruned" => (Outcome.Pruned, true),
            "diverged" => (Outcome.Diverged, true),
            "fail" or "failed" => (Outcome.Failed, true),
            "running" => ((Outcome?)null, true),
            "waiting" => (null, false),
            var other => throw new ExchangeException($"{file}:{line}: {other} is no state of a trial; complete, pruned, diverged, fail, running or waiting is expected."),
        };
        return new ForeignTrial
        {
            Outcome = outcome,
            Parameters = new JsonObject(given.Select(g => KeyValuePair.Create(g.Column.Name, g.Column.Value(g.Cell)))),
            Value = value,
            IsBegun = isBegun,
            Diagnosis = isOurs && Cell(cells, "diagnosis") is { } verdict ? new TrialDiagnosis(verdict, Cell(cells, "evidence") ?? "") : null,
            Began = TimeOf(line, cells, "datetime_start"),
            Ended = TimeOf(line, cells, "datetime_complete"),
        };
    }

    private string? Cell(IReadOnlyList<string> cells, string column) => facts.TryGetValue(column, out int i) && cells[i].Length > 0 ? cells[i] : null;

    private double NumberOf(int line, string text) => text.ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw new ExchangeException($"{file}:{line}: value: {text} is not a number."),
    };

    private DateTimeOffset? TimeOf(int line, IReadOnlyList<string> cells, string column) => !isOptunas || Cell(cells, column) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) ? time
        : throw new ExchangeException($"{file}:{line}: {column}: {text} is not a time such as 2026-01-31 12:00:00.");
}
