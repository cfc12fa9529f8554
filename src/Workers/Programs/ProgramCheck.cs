using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Workers.Programs;

/// <summary>Whether a command and a space fit: every name in the command has a value in every trial, and every value that is given or searched is used.</summary>
internal static class ProgramCheck
{
    private static readonly string[] Unsearchable = [TrainerPort.ProgramKey, "folder", "timeout", "memory"];
    private static readonly string[] Known = [.. Unsearchable, "epochs"];

    /// <summary>Everything that does not fit.</summary>
    public static IEnumerable<SectionFault> Faults(JsonObject section, Space space)
    {
        var faults = new List<SectionFault>();
        var used = new HashSet<string>();
        var command = (JsonArray)section[TrainerPort.ProgramKey]!;
        for (int i = 0; i < command.Count; i++)
        {
            try
            {
                IReadOnlyList<string> names = CommandTemplate.NamesIn(command[i]!.GetValue<string>());
                used.UnionWith(names);
                faults.AddRange(names.Distinct().Select(name => WithoutValue(name, section, space)).OfType<string>().Select(message => new SectionFault(["trainer", TrainerPort.ProgramKey, $"{i}"], message)));
            }
            catch (FormatException e)
            {
                faults.Add(new SectionFault(["trainer", TrainerPort.ProgramKey, $"{i}"], $"{e.Message}."));
            }
        }

        bool all = used.Contains(CommandTemplate.AllParameters);
        foreach (Dimension dimension in space.Dimensions)
        {
            string top = dimension.Path.Split('.')[0];
            if (Unsearchable.Contains(top))
            {
                faults.Add(new SectionFault(["space", dimension.Path], $"`{top}` says how the program is run and cannot be searched."));
            }
            else if (!all && dimension.Path != "epochs" && !used.Any(name => IsWithin(dimension.Path, name)))
            {
                faults.Add(new SectionFault(["space", dimension.Path], $"The command does not use it: {{{dimension.Path}}} stands nowhere in it, nor does {{{CommandTemplate.AllParameters}}}."));
            }
        }

        foreach ((string key, _) in section.Where(member => !all && !Known.Contains(member.Key)))
        {
            if (!used.Any(name => IsWithin(name, key) || IsWithin(key, name)))
            {
                faults.Add(new SectionFault(["trainer", key], $"\"{key}\" is not a key of a program's section ({string.Join(", ", Known)}), and {{{key}}} stands nowhere in the command."));
            }
        }

        return faults;
    }

    private static string? WithoutValue(string name, JsonObject section, Space space)
    {
        if (name == CommandTemplate.AllParameters || section.ContainsKey(name) || JsonPath.Get(section, name) is not null)
        {
            return null;
        }

        return space.Dimensions.FirstOrDefault(d => d.Path == name) is not { } dimension
            ? $"{{{name}}} has no value: search it, or give it as \"{name}\" in the trainer section; braces themselves are written {{{{ and }}}}."
            : dimension.When.Count > 0 ? $"{{{name}}} has no value where its condition does not hold; give the one for then as \"{name}\" in the trainer section."
            : null;
    }

    private static bool IsWithin(string path, string whole) => path == whole || path.StartsWith(whole + ".", StringComparison.Ordinal);
}
