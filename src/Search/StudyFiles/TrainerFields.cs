using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>The fields of a trainer section by their paths.</summary>
/// <param name="optionsType">The record of the section.</param>
/// <param name="section">The section with its defaults written out, or null where it has faults; then lists are not looked into.</param>
internal sealed class TrainerFields(Type optionsType, JsonObject? section)
{
    /// <summary>The part that says what is learnt from; a search that changed it would compare what cannot be compared.</summary>
    private const string Data = "data";

    /// <summary>The section with its defaults written out, or null where it has faults.</summary>
    public JsonObject? Section => section;

    /// <summary>The record of the section.</summary>
    public Type OptionsType => optionsType;

    /// <summary>Every field that can be searched, except the items of lists.</summary>
    public static IEnumerable<(string Path, RecordMember Member)> Searchable(Type optionsType) =>
        All(optionsType, "").Where(f => !IsData(f.Path));

    /// <summary>Whether a path leads into the data.</summary>
    public static bool IsData(string path) => path == Data || path.StartsWith(Data + ".", StringComparison.Ordinal);

    /// <summary>The rules of the field at a path; where there is none, null and what is wrong with the path.</summary>
    public ValueRules? Find(string path, out string problem)
    {
        problem = "";
        var rules = ValueRules.OfRecord(optionsType);
        string walked = "";
        foreach (string key in path.Split('.'))
        {
            string at = walked.Length == 0 ? "the trainer section" : $"`{walked}`";
            ValueRules? next = null;
            if (rules.IsAny)
            {
                next = rules;
            }
            else if (rules.IsRecord)
            {
                (next, problem) = Member(rules.Type, walked, key, at, path);
            }
            else if (rules.Item is not null)
            {
                next = IsItem(walked, key, ref problem) ? rules.Item : null;
            }
            else
            {
                problem = $"{at} has no parts.";
            }

            if (next is null)
            {
                return null;
            }

            rules = next;
            walked = walked.Length == 0 ? key : $"{walked}.{key}";
        }

        return rules;
    }

    private (ValueRules? Rules, string Problem) Member(Type type, string walked, string key, string at, string path)
    {
        RecordShape shape = RecordShape.Of(type);
        if (shape.Discriminator is { } discriminator)
        {
            if (key == discriminator)
            {
                return (null, $"{at} as a whole is chosen, not its {key}: search {at} with choices.");
            }

            string? word = section is null ? null : (JsonPath.Get(section, walked) as JsonObject)?[discriminator]?.GetValue<string>();
            shape = RecordShape.Of(shape.Derived.Where(d => d.Word == word).Select(d => d.Type).FirstOrDefault() ?? type);
        }

        return shape.Find(key) is { } member ? (member.Rules, "") : shape.Others is not null ? (ValueRules.Any, "") : (null, $"{at} has no field \"{ForeignText.Blanked(key, 60)}\"; {Near(path, shape)}");
    }

    private string Near(string path, RecordShape shape)
    {
        string[] all = [.. Searchable(optionsType).Select(f => f.Path)];
        return all.FirstOrDefault(p => p.EndsWith("." + path, StringComparison.OrdinalIgnoreCase)) is { } whole ? $"did you mean `{whole}`?"
            : Suggestion.Nearest(path, all.Where(p => p.Count('.') == path.Count('.'))) is { } near ? $"did you mean `{near}`?"
            : Suggestion.For(path, [.. shape.Members.Select(m => m.Name)], "fields");
    }

    private bool IsItem(string list, string key, ref string problem)
    {
        bool isIndex = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index.ToString(CultureInfo.InvariantCulture) == key;
        int count = section is null ? int.MaxValue : (JsonPath.Get(section, list) as JsonArray)?.Count ?? 0;
        if (isIndex && index < count)
        {
            return true;
        }

        problem = !isIndex ? $"`{list}` is a list; its items are numbered from 0."
            : $"the list `{list}` of the trainer section has {count} item{(count == 1 ? "" : "s")}{(count > 0 ? $", numbered 0 to {count - 1}" : "")}.";
        return false;
    }

    /// <summary>All fields; those of a section that is chosen by type are the fields of all its types.</summary>
    private static IEnumerable<(string Path, RecordMember Member)> All(Type type, string prefix)
    {
        RecordShape shape = RecordShape.Of(type);
        IEnumerable<RecordMember> members = shape.Discriminator is null ? shape.Members : shape.Derived.SelectMany(d => RecordShape.Of(d.Type).Members).DistinctBy(m => m.Name);
        foreach (RecordMember member in members)
        {
            string path = prefix + member.Name;
            yield return (path, member);
            if (member.Rules.IsRecord)
            {
                foreach ((string, RecordMember) inner in All(member.Rules.Type, path + "."))
                {
                    yield return inner;
                }
            }
        }
    }
}
