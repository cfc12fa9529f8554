using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Turns record types into JSON Schema, by the same rules as <see cref="RecordReading"/> reads them.</summary>
internal static class SchemaWriter
{
    /// <summary>The schema of a record; of one chosen by type, that of each of its types.</summary>
    public static JsonObject Record(Type type)
    {
        RecordShape shape = RecordShape.Of(type);
        if (shape.Discriminator is null)
        {
            return Members(shape, null);
        }

        JsonObject schema = Described(type.GetCustomAttribute<DescriptionAttribute>()?.Description);
        schema["type"] = "object";
        schema["oneOf"] = new JsonArray([.. shape.Derived.Where(d => !d.Type.IsDefined(typeof(LibraryOnlyAttribute), false)).Select(d => Members(RecordShape.Of(d.Type), (shape.Discriminator, d.Word)))]);
        return schema;
    }

    /// <summary>The schema of a member, with its description and default.</summary>
    public static JsonObject Member(RecordShape owner, RecordMember member)
    {
        JsonObject schema = Value(member.Rules);
        if (member.Description is { } description)
        {
            schema.Remove("description");
            schema.Insert(0, "description", description);
        }

        // The defaults of a section are those of its members, and stand there.
        object? value = owner.DefaultOf(member);
        if (value is not null && (!member.Rules.IsRecord || RecordShape.Of(member.Rules.Type).Discriminator is not null))
        {
            schema["default"] = RecordWriter.Value(value);
        }

        return schema;
    }

    /// <summary>The schema of a value.</summary>
    public static JsonObject Value(ValueRules rules)
    {
        JsonObject schema = rules switch
        {
            { Type.IsEnum: true } => new JsonObject { ["enum"] = new JsonArray([.. EnumWords.Of(rules.Type).Select(w => JsonValue.Create(w.Word))]) },
            { IsWhole: true } => Typed("integer"),
            { IsNumber: true } => Typed("number"),
            { Forms: { Count: > 0 } forms } => new JsonObject { ["type"] = new JsonArray([.. forms.Select(f => Value(f)["type"]!.DeepClone())]) },
            { Item: { } item } => new JsonObject { ["type"] = "array", ["items"] = Value(item) },
            { Type: var t } when t == typeof(bool) => Typed("boolean"),
            { Type: var t } when t == typeof(string) => Typed("string"),
            { Type: var t } when t == typeof(SourceNode) || rules.IsAny => [],
            { IsOpen: true } => Typed("object"),
            _ => Record(rules.Type),
        };
        foreach (ValidationAttribute check in rules.Checks)
        {
            Constrain(schema, rules, check);
        }

        if (rules.IsNullable)
        {
            AllowNull(schema);
        }

        return schema;
    }

    private static JsonObject Members(RecordShape shape, (string Key, string Word)? choice)
    {
        JsonObject schema = Described(shape.Type.GetCustomAttribute<DescriptionAttribute>()?.Description);
        var properties = new JsonObject();
        var required = new JsonArray();
        if (choice is var (key, word))
        {
            properties[key] = new JsonObject { ["const"] = word };
            required.Add(key);
        }

        foreach (RecordMember member in shape.Members)
        {
            properties[member.Name] = Member(shape, member);
            if (member.IsRequired)
            {
                required.Add(member.Name);
            }
        }

        schema["type"] = "object";
        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        schema["additionalProperties"] = shape.Others is not null;
        return schema;
    }

    private static void Constrain(JsonObject schema, ValueRules rules, ValidationAttribute check)
    {
        switch (check)
        {
            // The range of a list is that of its items, which have it already.
            case RangeAttribute range when rules.Item is null:
                RangeText text = RangeText.Of(range);
                if (text.Min is { } min)
                {
                    schema[text.MinIsOutside ? "exclusiveMinimum" : "minimum"] = min;
                }

                if (text.Max is { } max)
                {
                    schema[text.MaxIsOutside ? "exclusiveMaximum" : "maximum"] = max;
                }

                break;
            case MinLengthAttribute least:
                schema[rules.Item is null ? "minLength" : "minItems"] = least.Length;
                break;
            case MaxLengthAttribute { Length: >= 0 } most:
                schema[rules.Item is null ? "maxLength" : "maxItems"] = most.Length;
                break;
            case RegularExpressionAttribute pattern:
                schema["pattern"] = pattern.Pattern;
                break;
        }
    }

    private static void AllowNull(JsonObject schema)
    {
        if (schema["enum"] is JsonArray words)
        {
            words.Add((JsonNode?)null);
        }

        if (schema["type"] is { } type)
        {
            schema["type"] = new JsonArray([.. type is JsonArray types ? types.Select(t => t!.DeepClone()) : [type.DeepClone()], "null"]);
        }

        if (schema["oneOf"] is JsonArray forms)
        {
            forms.Add((JsonNode)Typed("null"));
        }
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Described(string? description) => description is null ? [] : new JsonObject { ["description"] = description };
}
