using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>Writes the reference page of study files from their schema, which is written from the types.</summary>
internal sealed class StudyReference
{
    private readonly StringBuilder page = new();
    private readonly JsonObject schema;

    private StudyReference(string schema) => this.schema = JsonNode.Parse(schema)!.AsObject();

    /// <summary>The page.</summary>
    public static string Of(string schema)
    {
        var reference = new StudyReference(schema);
        reference.Write();
        return reference.page.ToString();
    }

    private void Write()
    {
        Say("""
            # The study file

            This page is written from the types that a study file is read into; a test keeps it current. [The schema](../studies/study.schema.json) says the same to an editor: begin a file with
            `"$schema": "PATH/study.schema.json"`. `hypersearch validate FILE` names every fault with its line, its value and what is allowed.

            A study is JSON; comments (`//`, `/* */`) and trailing commas are allowed, unknown keys are not. **Bold** keys are needed; the others have a default.
            """);
        Section("The whole", schema);
        JsonObject parts = Properties(schema);
        Parts("objective", parts["objective"]!.AsObject());
        Space(parts["space"]!.AsObject());
        Parts("search", parts["search"]!.AsObject());
        JsonArray trainers = parts["trainer"]!["anyOf"]!.AsArray();
        Say("## trainer: a network\n\nWhat the program trains itself.");
        Members("trainer", trainers[0]!.AsObject());
        Inner("trainer", trainers[0]!.AsObject());
        Say($"## trainer: a program\n\n{Description(trainers[1]!)} Keys of other names may stand here too: their values are for `{{name}}` in `command`.");
        Members("trainer", trainers[1]!.AsObject());
        Inner("trainer", trainers[1]!.AsObject());
    }

    private void Space(JsonObject space)
    {
        JsonObject shared = schema["$defs"]!.AsObject();
        Say($"""
            ## space

            {Description(space)} At least one. With a program as the trainer, the names between braces in its command. Everything but the data can be searched.

            | key of a dimension of numbers | meaning |
            | --- | --- |
            | **`min`**, **`max`** | Where it is searched. Both ends are included and can be reached. |
            | `limits` | `min` and `max` again: how far the narrowing tuner may widen the range. Absent: a range only narrows. |
            {Row("scale")}
            {Row("integer")}
            {Row("step")}
            {Row("when")}

            | key of a dimension of choices | meaning |
            | --- | --- |
            | **`choices`** | The values, of any kind that the field can have, lists and whole sections too. They are never narrowed. |
            {Row("ordered")}
            {Row("when")}

            What can be searched in a network:

            | path | values |
            | --- | --- |
            {string.Join('\n', Properties(space).Select(path => $"| `{path.Key}` | {Cell(Searched(path.Key, path.Value!.AsObject()))} |"))}
            | `network.hidden.0` and so on | the items of a list, counted from 0 |
            """);

        string Row(string key) => $"| `{key}` | {Cell(Description(shared[key]!))} |";
    }

    /// <summary>A section and those within it.</summary>
    private void Parts(string path, JsonObject section)
    {
        if (section["oneOf"] is JsonArray forms)
        {
            Say($"## {path}\n\n{Description(section)} `type` says which.");
            foreach (JsonObject form in forms.OfType<JsonObject>().Where(form => form["properties"] is not null))
            {
                Say($"### {path}: {form["properties"]!["type"]!["const"]}\n\n{Description(form)}");
                Members(path, form);
            }

            return;
        }

        Section(path, section);
        Inner(path, section);
    }

    private void Inner(string path, JsonObject section)
    {
        foreach ((string key, JsonNode? part) in Properties(section))
        {
            if (IsSection(part!))
            {
                Parts($"{path}.{key}", part!.AsObject());
            }
        }
    }

    private void Section(string path, JsonObject section)
    {
        Say($"## {path}\n\n{Description(section)}");
        Members(path == "The whole" ? "" : path, section);
    }

    private void Members(string path, JsonObject section)
    {
        string[] needed = [.. section["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? []];
        string[] rows =
        [
            .. Properties(section).Where(member => member.Value!["const"] is null).Select(member =>
                $"| {(needed.Contains(member.Key) ? $"**`{member.Key}`**" : $"`{member.Key}`")} | {Cell(Value(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value!.AsObject()))} | {Cell(Meaning(member.Key, member.Value!))} |"),
        ];
        if (rows.Length > 0)
        {
            Say("| key | value | meaning |\n| --- | --- | --- |\n" + string.Join('\n', rows));
        }
    }

    private string Searched(string path, JsonObject dimension)
    {
        bool isNumber = dimension["oneOf"] is not null;
        JsonNode choices = isNumber ? dimension["oneOf"]![1]! : dimension;
        JsonNode items = choices["properties"]!["choices"]!["items"]!;
        JsonObject field = At((items["$ref"] ?? items["anyOf"]![0]!["$ref"]!).GetValue<string>());
        return IsSection(field) ? "whole sections, by `choices`" : (isNumber ? "" : "by `choices`: ") + Value(path, field);
    }

    private JsonObject At(string pointer) =>
        pointer.Split('/').Skip(1).Aggregate((JsonNode)schema, (node, step) => node is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!).AsObject();

    private static string Value(string path, JsonObject value)
    {
        if (path == "trainer")
        {
            return "[a network](#trainer-a-network) or [a program](#trainer-a-program)";
        }

        if (IsSection(value) || path == "space")
        {
            return $"a [section](#{path.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant()})";
        }

        string[] types = value["type"] is JsonArray several ? [.. several.Select(t => t!.GetValue<string>())] : value["type"] is { } one ? [one.GetValue<string>()] : [];
        JsonNode?[] words = value["enum"]?.AsArray().ToArray() ?? value["anyOf"]?[0]?["enum"]?.AsArray().ToArray() ?? [];
        string text = words.Length > 0 ? Listed([.. words.Select(word => word is null ? "null" : $"`{word}`"), .. value["anyOf"] is null ? [] : (string[])["a program's own word"]])
            : types.Contains("array") ? $"a list of {Plural(value["items"]!.AsObject())}"
            : Listed([.. types.Select(Word)]);
        return text + Range(value);
    }

    private static string Word(string type) => type switch
    {
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "boolean" => "true or false",
        "object" => "an object",
        _ => type,
    };

    private static string Plural(JsonObject item) => item["type"]?.GetValue<string>() switch
    {
        "integer" => "whole numbers",
        "string" => "texts",
        "object" => "objects",
        _ => "values",
    };

    private static string Range(JsonObject value)
    {
        string? from = value["minimum"] is { } least ? $"from {least}" : value["exclusiveMinimum"] is { } above ? $"above {above}" : null;
        string? to = value["maximum"] is { } most ? from is not null && from[0] == 'f' ? $"to {most}" : $"at most {most}" : value["exclusiveMaximum"] is { } below ? $"below {below}" : null;
        return from is null && to is null ? "" : ", " + string.Join(from is not null && from[0] == 'f' && to?[0] == 't' ? " " : ", ", new[] { from, to }.OfType<string>());
    }

    private static string Listed(string[] words) => words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static bool IsSection(JsonNode value) => value["properties"] is not null || value["oneOf"] is not null;

    private static JsonObject Properties(JsonObject section) => section["properties"]!.AsObject();

    /// <summary>The trainer section is either of two, each with a description of its own.</summary>
    private static string Meaning(string key, JsonNode value) => key == "trainer" ? "What is trained, on what, and the values of all parameters that are not searched." : Description(value);

    private static string Description(JsonNode value) => value["description"]?.GetValue<string>() ?? "";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private void Say(string paragraph) => page.Append(page.Length == 0 ? "" : "\n").Append(paragraph.ReplaceLineEndings("\n").TrimEnd()).Append('\n');
}
