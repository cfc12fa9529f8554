using System.Globalization;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>
/// Reads a CSV file: a header, a column with the label, all others numbers. Labels are classes, in the order of their numbers where all are numbers and else of their
/// characters; for regression they are the numbers to be predicted.
/// </summary>
internal static class CsvSource
{
    private static readonly string[] Missing = ["", "NA", "NaN", "nan", "?"];

    /// <summary>The first <paramref name="samples"/> samples (all where null) of a file. Nothing after them is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The name of the label's column and what becomes of missing values.</param>
    /// <param name="samples">How many are wanted.</param>
    /// <param name="isRegression">Whether the label is a number to be predicted.</param>
    /// <param name="like">Data whose columns and classes this must have; null where there is none.</param>
    public static Dataset Load(string path, DataOptions options, int? samples, bool isRegression, Dataset? like)
    {
        if (!File.Exists(path))
            throw new DataException($"The data file {path} does not exist{(Directory.Exists(path) ? " as a file; it is a folder" : "")}.");

        try
        {
            using var text = new StreamReader(path);
            return Load(new CsvReader(text, path), path, options, samples, isRegression, like);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The features of all samples of a file, found by their names; other columns, such as a label, are left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The names of the features, in order.</param>
    /// <param name="missing">What becomes of missing values.</param>
    public static float[] LoadFeatures(string path, IReadOnlyList<string> names, MissingValues missing)
    {
        try
        {
            using var text = new StreamReader(path);
            var reader = new CsvReader(text, path);
            string[] header = reader.Read() ?? throw new DataException($"{path} is empty; expected a header line.");
            CheckTwice(header, path);
            int[] columns = [.. names.Select(name => Array.IndexOf(header, name))];
            int lacking = Array.IndexOf(columns, -1);
            if (lacking >= 0)
                throw new DataException($"{path}: line 1: there is no column '{Short(names[lacking])}', which the model has learnt from; the columns are {Short(string.Join(", ", header), 200)}.");

            List<float> features = [];
            while (reader.Read() is { } fields)
            {
                CheckFields(fields, header, path, reader.Line);
                features.AddRange(columns.Select(c => Feature(fields[c], missing, path, reader.Line, header[c])));
            }

            return features.Count > 0 ? [.. features] : throw new DataException($"{path} holds 0 samples; expected at least one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static Dataset Load(CsvReader reader, string path, DataOptions options, int? samples, bool isRegression, Dataset? like)
    {
        string[] header = reader.Read() ?? throw new DataException($"{path} is empty; expected a header line.");
        int labelColumn = LabelColumn(header, path, options.Label!);
        string[] names = [.. header.Where((_, i) => i != labelColumn)];
        if (like is not null && !names.SequenceEqual(like.FeatureNames))
            throw new DataException($"{path}: the features of the header, line 1, are {string.Join(", ", names)}; expected those of the training part, {string.Join(", ", like.FeatureNames)}.");

        List<float> features = [];
        List<(string Text, int Line)> labels = [];
        while (labels.Count != samples && reader.Read() is { } fields)
        {
            CheckFields(fields, header, path, reader.Line);
            for (int i = 0; i < fields.Length; i++)
            {
                if (i != labelColumn)
                    features.Add(Feature(fields[i], options.Missing, path, reader.Line, header[i]));
            }

            string label = fields[labelColumn];
            labels.Add(!Missing.Contains(label) ? (label, reader.Line) : throw new DataException($"{path}: line {reader.Line}: the label '{options.Label}' is missing."));
        }

        if (labels.Count == 0 || labels.Count < samples)
            throw new DataException($"{path} holds {labels.Count} samples; {(samples is { } wanted ? $"{wanted} are asked for" : "expected at least one")}.");

        return isRegression
            ? new Dataset([.. features], new int[labels.Count], names.Length, 1) { Targets = Targets(labels, path, options.Label!), FeatureNames = names, HasMissing = features.Contains(float.NaN) }
            : Classified([.. features], labels, names, path, options.Label!, like);
    }

    private static void CheckTwice(string[] header, string path)
    {
        if (header.GroupBy(name => name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DataException($"{path}: line 1: the column '{twice.Key}' is there {twice.Count()} times; names must differ.");
    }

    private static void CheckFields(string[] fields, string[] header, string path, int line)
    {
        if (fields.Length != header.Length)
            throw new DataException($"{path}: line {line} has {fields.Length} fields; the header has {header.Length}.");
    }

    private static int LabelColumn(string[] header, string path, string label)
    {
        CheckTwice(header, path);
        int column = Array.IndexOf(header, label);
        return column < 0 ? throw new DataException($"{path}: line 1: there is no column '{label}' for the label; the columns are {string.Join(", ", header)}.")
            : header.Length < 2 ? throw new DataException($"{path}: line 1: there is no column but the label '{label}'; expected at least one feature.")
            : column;
    }

    private static float Feature(string text, MissingValues missing, string path, int line, string column)
    {
        if (Missing.Contains(text))
        {
            return missing != MissingValues.Refuse ? float.NaN
                : throw new DataException($"{path}: line {line}: the value of '{column}' is missing ({(text.Length == 0 ? "empty" : text)}); expected a number, or \"missing\": \"mean\" in the data section.");
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
            : throw new DataException($"{path}: line {line}: the value of '{column}' is '{Short(text)}'; expected a number.");
    }

    private static float[] Targets(List<(string Text, int Line)> labels, string path, string label)
    {
        float[] targets = new float[labels.Count];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = float.TryParse(labels[i].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value
                : throw new DataException($"{path}: line {labels[i].Line}: the label '{label}' is '{Short(labels[i].Text)}'; mean_squared_error expects a number.");
        }

        return targets;
    }

    private static Dataset Classified(float[] features, List<(string Text, int Line)> labels, string[] names, string path, string label, Dataset? like)
    {
        string[] classes = [.. like?.ClassNames ?? Sorted(labels.Select(l => l.Text).Distinct())];
        if (classes.Length is < 2 or > NetworkOptions.MaximumUnits)
            throw new DataException($"{path}: the label '{label}' has {classes.Length} different values; expected 2 to {NetworkOptions.MaximumUnits} (or the loss mean_squared_error, to predict a number).");

        Dictionary<string, int> numbers = classes.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        int[] indices = new int[labels.Count];
        for (int i = 0; i < indices.Length; i++)
        {
            if (!numbers.TryGetValue(labels[i].Text, out indices[i]))
                throw new DataException($"{path}: line {labels[i].Line}: the label '{label}' is '{Short(labels[i].Text)}', which the training part does not have.");
        }

        return new Dataset(features, indices, names.Length, classes.Length) { ClassNames = classes, FeatureNames = names, HasMissing = features.Contains(float.NaN) };
    }

    private static string[] Sorted(IEnumerable<string> classes)
    {
        string[] all = [.. classes.Order(StringComparer.Ordinal)];
        return all.All(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? [.. all.OrderBy(c => double.Parse(c, NumberStyles.Float, CultureInfo.InvariantCulture))]
            : all;
    }

    private static string Short(string text, int most = 40) => text.Length <= most ? text : text[..most] + "...";
}
