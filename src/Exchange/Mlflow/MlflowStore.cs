namespace HyperSearch.Exchange.Mlflow;

/// <summary>The experiments of a folder of MLflow's, those in its trash too: MLflow finds an experiment by its name, so that no two may have the same.</summary>
/// <param name="folder">The folder, which need not be there.</param>
internal sealed class MlflowStore(string folder)
{
    private const int DigitsInName = 8;

    /// <summary>The name for a study's experiment: the study's, or, where another study has taken that, with the beginning of its own hash.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="hash">Its hash.</param>
    /// <exception cref="ExchangeException">It is there already, or no name is left.</exception>
    public string NameFor(string study, string hash)
    {
        string[] names = [study, $"{study}-{hash[..DigitsInName]}"];
        Dictionary<string, string> taken = Experiments().Where(e => names.Contains(e.Name)).DistinctBy(e => e.Name).ToDictionary(e => e.Name, e => e.Folder);
        if (taken.Values.FirstOrDefault(f => HashOf(f) == hash) is { } same)
        {
            throw new ExchangeException($"{same} is this study already: it has the same hash. It is not overwritten; remove it, or choose another folder with --out.");
        }

        return Array.Find(names, n => !taken.ContainsKey(n))
            ?? throw new ExchangeException($"{folder} has experiments {string.Join(" and ", names)} already, of other studies; choose another folder with --out.");
    }

    private IEnumerable<(string Name, string Folder)> Experiments()
    {
        string[] places = [folder, Path.Combine(folder, ".trash")];
        return from place in places.Where(Directory.Exists)
               from experiment in Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal)
               let name = NameOf(Path.Combine(experiment, MlflowExport.MetaFile))
               where name is not null
               select (name, experiment);
    }

    /// <summary>The name that an experiment's file says. A study's own has no character that YAML would write otherwise, but for the quotes around it.</summary>
    private static string? NameOf(string meta)
    {
        const string Key = "name:";
        string? line = File.Exists(meta) ? File.ReadLines(meta).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line?[Key.Length..].Trim().Trim('\'', '"');
    }

    private static string? HashOf(string experiment)
    {
        string tag = Path.Combine(experiment, "tags", MlflowExport.HashTag);
        return File.Exists(tag) ? File.ReadAllText(tag) : null;
    }
}
