using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>
/// The schema of <c>space</c>: every searchable path is a key of its own, so that an editor can complete it, and its values are those of the field, by reference into the
/// schema of the trainer section.
/// </summary>
internal static class SpaceSchema
{
    private static readonly RecordShape Form = RecordShape.Of(typeof(DimensionForm));

    /// <summary>What the dimensions share.</summary>
    public static JsonObject Definitions() => new()
    {
        ["scale"] = Shared("scale"),
        ["integer"] = Shared("integer"),
        ["step"] = Step(),
        ["ordered"] = Shared("ordered"),
        ["when"] = When(),
    };

    /// <summary>The schema of the space.</summary>
    public static JsonObject Write(TrainerPort trainer, string description)
    {
        var fields = new Dictionary<string, List<(string Pointer, RecordMember Member)>>();
        Collect(trainer.OptionsType, "", trainer.Program is null ? "#/properties/trainer" : "#/properties/trainer/anyOf/0", fields);
        var properties = new JsonObject();
        var patterns = new JsonObject();
        foreach ((string path, List<(string Pointer, RecordMember Member)> found) in fields.Where(f => !TrainerFields.IsData(f.Key)))
        {
            ValueRules rules = found[0].Member.Rules;
            properties[path] = Dimension(found[0].Member.Description, rules, [.. found.Select(f => f.Pointer)]);
            if (rules.Item is { } item)
            {
                patterns[$"^{path.Replace(".", "\\.", StringComparison.Ordinal)}\\.(0|[1-9][0-9]*)$"] =
                    Dimension($"An item of {path}, counted from 0.", item, [.. found.Select(f => f.Pointer + "/items")]);
            }
        }

        return new JsonObject
        {
            ["description"] = description,
            ["type"] = "object",
            ["minProperties"] = 1,
            ["properties"] = properties,
            ["patternProperties"] = patterns,
            ["additionalProperties"] = trainer.Program is null ? false : Dimension("A name that stands in the command of a program.", new ValueRules(typeof(double), false, []), []),
        };
    }

    private static void Collect(Type type, string prefix, string pointer, Dictionary<string, List<(string, RecordMember)>> fields)
    {
        RecordShape shape = RecordShape.Of(type);
        if (shape.Discriminator is not null)
        {
            for (int i = 0; i < shape.Derived.Count; i++)
            {
                Collect(shape.Derived[i].Type, prefix, $"{pointer}/oneOf/{i}", fields);
            }

            return;
        }

        foreach (RecordMember member in shape.Members)
        {
            (string path, string at) = (prefix + member.Name, $"{pointer}/properties/{member.Name}");
            if (!fields.TryGetValue(path, out List<(string, RecordMember)>? found))
            {
                fields[path] = found = [];
            }

            found.Add((at, member));
            if (member.Rules.IsRecord)
            {
                Collect(member.Rules.Type, path + ".", at, fields);
            }
        }
    }

    private static JsonObject Dimension(string? description, ValueRules rules, IReadOnlyList<string> pointers)
    {
        JsonObject choices = Choices(pointers);
        JsonObject schema = !rules.IsNumber ? choices : new JsonObject { ["oneOf"] = new JsonArray(Numeric(rules, pointers), choices) };
        if (description is not null)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private static JsonObject Numeric(ValueRules rules, IReadOnlyList<string> pointers) => Closed(
        new JsonObject
        {
            ["min"] = Bound(pointers),
            ["max"] = Bound(pointers),
            ["scale"] = Shape("scale"),
            ["integer"] = rules.IsWhole ? new JsonObject { ["const"] = true } : Shape("integer"),
            ["step"] = Shape("step"),
            ["limits"] = Closed(new JsonObject { ["min"] = Bound(pointers), ["max"] = Bound(pointers) }, "min", "max"),
            ["when"] = Shape("when"),
        },
        "min",
        "max");

    private static JsonObject Choices(IReadOnlyList<string> pointers) => Closed(
        new JsonObject
        {
            ["choices"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true, ["items"] = Field(pointers) },
            ["ordered"] = Shape("ordered"),
            ["when"] = Shape("when"),
        },
        "choices");

    private static JsonObject Closed(JsonObject properties, params string[] required) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]),
        ["additionalProperties"] = false,
    };

    /// <summary>A legal value of the field, but a number even where the field may be null.</summary>
    private static JsonObject Bound(IReadOnlyList<string> pointers)
    {
        JsonObject schema = Field(pointers);
        schema["type"] = "number";
        return schema;
    }

    /// <summary>A legal value of the field; several types of a section may have fields of one name.</summary>
    private static JsonObject Field(IReadOnlyList<string> pointers) => pointers.Count == 0 ? []
        : pointers.Count == 1 ? Reference(pointers[0])
        : new JsonObject { ["anyOf"] = new JsonArray([.. pointers.Select(Reference)]) };

    private static JsonObject Shape(string name) => Reference($"#/$defs/{name}");

    private static JsonObject Reference(string pointer) => new() { ["$ref"] = pointer };

    private static JsonObject Shared(string name) => SchemaWriter.Member(Form, Form.Find(name)!);

    private static JsonObject Step()
    {
        JsonObject schema = Shared("step");
        schema["exclusiveMinimum"] = 0;
        return schema;
    }

    private static JsonObject When()
    {
        JsonObject schema = Shared("when");
        schema["type"] = "object";
        schema["additionalProperties"] = new JsonObject { ["type"] = "array", ["minItems"] = 1 };
        return schema;
    }
}
