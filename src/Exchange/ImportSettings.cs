using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange;

/// <summary>What a file of another tool does not say of itself.</summary>
public sealed record ImportSettings
{
    /// <summary>Which of several studies of a journal; null: the only one.</summary>
    public string? Study { get; init; }

    /// <summary>Whether more or less is better; null: as the file says.</summary>
    public Direction? Direction { get; init; }

    /// <summary>New names of parameters, by their names in the file.</summary>
    public IReadOnlyDictionary<string, string> Renamed { get; init; } = new Dictionary<string, string>();

    /// <summary>The columns of a table, by their names in its header, that are neither parameters nor facts of a trial.</summary>
    public IReadOnlyCollection<string> Ignored { get; init; } = [];

    /// <summary>Makes sure that every parameter that is to be renamed is there, and that no two come to have one name.</summary>
    /// <exception cref="ExchangeException">It is not so.</exception>
    internal void CheckNames(string file, IReadOnlyCollection<string> parameters)
    {
        if (Renamed.FirstOrDefault(r => !parameters.Contains(r.Key)) is { Key: { } unknown } rename)
        {
            throw new ExchangeException($"--rename {unknown}={rename.Value}: {file} has no parameter {unknown}; it has {string.Join(", ", parameters)}.");
        }

        if (parameters.GroupBy(NameOf).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new ExchangeException($"--rename: {string.Join(" and ", same)} would both be called {same.Key}.");
        }
    }

    /// <summary>The new name of a parameter, or the one that it has.</summary>
    internal string NameOf(string parameter) => Renamed.GetValueOrDefault(parameter, parameter);
}
