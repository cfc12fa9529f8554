using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli.Init;

/// <summary>What kind of data a word or a path stands for.</summary>
/// <param name="Section">The data section of a study file.</param>
/// <param name="IsRegression">Whether numbers are to be predicted rather than classes.</param>
/// <param name="Remark">What the user is to look at; null: nothing.</param>
internal sealed record DataGuess(JsonObject Section, bool IsRegression, string? Remark)
{
    // Enough to tell numbers that are classes from others.
    private const int RowsLookedAt = 1000, MostClasses = 100;

    /// <summary>The data.</summary>
    /// <param name="data"><c>digits</c>, <c>mnist</c>, a CSV file, or a folder of IDX or npy files.</param>
    /// <param name="label">The column of a CSV file that holds the label; null: the last.</param>
    /// <param name="folder">The folder of the study file.</param>
    /// <exception cref="WrongInputException">There are no such data.</exception>
    public static DataGuess Of(string data, string? label, string folder)
    {
        DataGuess guess = Guess(data, label, folder);
        return label is null || guess.Section["label"] is not null ? guess : throw new WrongInputException($"--label {label}: a column of a CSV file; {data} is none.");
    }

    private static DataGuess Guess(string data, string? label, string folder)
    {
        if (data == "digits")
        {
            return new DataGuess(new JsonObject { ["source"] = "digits", ["samples"] = 2000, ["validation"] = 0.2 }, false, null);
        }

        bool isThere = Path.Exists(data);
        string path = isThere ? Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(data)) : data;
        string found = isThere ? Path.GetFullPath(data) : DataFolder.Find(data, folder)!;
        if (File.Exists(found))
        {
            return OfCsv(found, path, label);
        }

        if (File.Exists(Path.Combine(found, "features.npy")))
        {
            return new DataGuess(new JsonObject { ["source"] = "npy", ["path"] = path, ["normalize"] = "standard", ["validation"] = 0.2 }, false, "labels that are numbers to be predicted, not classes, need \"loss\": \"mean_squared_error\" and the metric validation.rmse");
        }

        bool isIdx = Directory.Exists(found) && Directory.EnumerateFiles(found, "train-images-idx3-ubyte*").Any();
        if (isIdx || data == "mnist")
        {
            return new DataGuess(new JsonObject { ["source"] = "idx", ["path"] = path, ["samples"] = 5000, ["validation"] = 0.2 }, false, isIdx ? null : "`hypersearch data mnist` fetches the data first");
        }

        throw new WrongInputException($"--data {data}: {(Directory.Exists(found) ? "this folder holds neither train-images-idx3-ubyte (IDX) nor features.npy" : "there is no such file or folder")}; digits, mnist, a CSV file, or a folder of IDX or npy files are allowed.");
    }

    private static DataGuess OfCsv(string file, string path, string? label)
    {
        string[] lines = [.. File.ReadLines(file).Take(RowsLookedAt + 1)];
        string[] header = lines.Length > 0 ? Fields(lines[0]) : [];
        label ??= header is [.., var last] ? last : "";
        int column = Array.IndexOf(header, label);
        if (column < 0)
        {
            throw new WrongInputException($"--label {label}: {file} has no such column; there are {string.Join(", ", header.Take(30))}.");
        }

        string[] labels = [.. lines.Skip(1).Select(Fields).Where(f => f.Length == header.Length).Select(f => f[column])];
        double[] numbers = [.. labels.Select(l => double.TryParse(l, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        bool isRegression = numbers.Length > 0 && numbers.All(double.IsFinite) && (numbers.Any(n => n != Math.Floor(n)) || numbers.Distinct().Count() > MostClasses);
        string remark = $"the label is taken to be column \"{label}\", {(isRegression ? "numbers to be predicted" : "classes")}";
        return new DataGuess(new JsonObject { ["source"] = "csv", ["path"] = path, ["label"] = label, ["normalize"] = "standard", ["validation"] = 0.2 }, isRegression, remark);
    }

    /// <summary>The fields of a line, near enough for a guess.</summary>
    private static string[] Fields(string line) => [.. line.Split(',').Select(f => f.Trim().Trim('"'))];
}
