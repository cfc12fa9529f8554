using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Collects the faults of one file, so that all of them are told at once.</summary>
internal sealed class FaultList
{
    /// <summary>More than this many are counted, not kept: nobody reads them, and a hostile file could have a hundred thousand.</summary>
    public const int Most = 1000;

    private readonly List<Fault> faults = [];

    /// <summary>How many faults were found, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>A fault of a value.</summary>
    public void Add(string path, SourceNode at, string message) => Add(path, at.Source, at.Start, at.Excerpt, message);

    /// <summary>A fault of a key.</summary>
    public void AddKey(string path, SourceMember member, string message) =>
        Add(path, member.Value.Source, member.Start, $"\"{ForeignText.Blanked(member.Name, 60)}\"", message);

    /// <summary>Something is missing in <paramref name="parent"/>.</summary>
    public void AddMissing(string path, SourceNode parent, string message) => Add(path, parent.Source, parent.Start, null, message);

    /// <summary>A fault at a place that is not a value, such as an error of syntax.</summary>
    public void Add(string path, SourceText source, int offset, string? value, string message)
    {
        Count++;
        if (faults.Count >= Most)
        {
            return;
        }

        (int line, int? column) = source.Place(offset);
        faults.Add(new Fault(ForeignText.Blanked(path, 200), line, column, value, ForeignText.Blanked(message, 2000)));
    }

    /// <summary>The faults in the order of the file.</summary>
    public IReadOnlyList<Fault> InOrder()
    {
        List<Fault> ordered = [.. faults.OrderBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Path, StringComparer.Ordinal)];
        if (Count > ordered.Count)
        {
            ordered.Add(new Fault("", ordered[^1].Line, null, null, $"{Count - ordered.Count} more faults follow; they are told once these are mended."));
        }

        return ordered;
    }
}
