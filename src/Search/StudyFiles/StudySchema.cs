using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Writes the JSON Schema (2020-12) of study files, from the types they are read into.</summary>
public static class StudySchema
{
    /// <summary>The schema, indented, with line feeds and one at the end; the same text on every machine.</summary>
    /// <param name="trainer">The trainer whose section and metrics the schema describes.</param>
    public static string Generate(TrainerPort trainer)
    {
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "HyperSearch study" };
        foreach ((string key, JsonNode? value) in SchemaWriter.Record(typeof(StudySections)).ToArray())
        {
            schema[key] = value?.DeepClone();
        }

        var properties = (JsonObject)schema["properties"]!;
        var metrics = new JsonObject { ["enum"] = new JsonArray([.. trainer.Metrics.Select(m => JsonValue.Create(m))]) };
        properties["space"] = SpaceSchema.Write(trainer, properties["space"]!["description"]!.GetValue<string>());
        if (trainer.Program is { } program)
        {
            // The words of the trainer in the box are offered, and any other is allowed.
            properties["objective"]!["properties"]!["metric"]!["anyOf"] = new JsonArray(metrics, new JsonObject { ["type"] = "string" });
            properties["trainer"] = new JsonObject { ["anyOf"] = new JsonArray(SchemaWriter.Record(trainer.OptionsType), SchemaWriter.Record(program.OptionsType)) };
        }
        else
        {
            properties["objective"]!["properties"]!["metric"]!["enum"] = metrics["enum"]!.DeepClone();
            properties["trainer"] = SchemaWriter.Record(trainer.OptionsType);
        }

        schema["$defs"] = SpaceSchema.Definitions();
        return Text(schema);
    }

    private static string Text(JsonObject schema)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            schema.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
