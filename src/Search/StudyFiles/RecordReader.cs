using System.Text;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.StudyFiles;

/// <summary>
/// Reads JSON into immutable records and tells everything that is wrong with it at once. The rules are the types and their attributes: nullable, <c>required</c>,
/// <c>[Range]</c> (of a list: for its items), <c>[MinLength]</c>, <c>[MaxLength]</c> and other validation attributes, <c>[JsonPropertyName]</c>, <c>[JsonPolymorphic]</c> with
/// <c>[JsonDerivedType]</c>, and <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/> for what concerns several members.
/// </summary>
/// <remarks>
/// Keys are camelCase, enums snake_case in small letters. A record has a constructor without parameters and properties with <c>init</c>; members may be truth values, numbers,
/// texts, enums, records, and arrays or read-only lists of these. Nothing is thrown for anything a text may hold.
/// </remarks>
public static class RecordReader
{
    /// <summary>Reads a text, in which comments and trailing commas are allowed.</summary>
    /// <returns>The record, or null where there are faults.</returns>
    public static T? Read<T>(string text, out IReadOnlyList<Fault> faults)
        where T : class => Read<T>(Encoding.UTF8.GetBytes(text), out faults);

    /// <summary>Reads a text in UTF-8, with or without a byte order mark.</summary>
    /// <returns>The record, or null where there are faults.</returns>
    public static T? Read<T>(ReadOnlyMemory<byte> utf8, out IReadOnlyList<Fault> faults)
        where T : class => (T?)Read(typeof(T), utf8, true, out faults);

    /// <summary>Reads a JSON object; its faults have no lines.</summary>
    /// <returns>The record, or null where there are faults.</returns>
    public static T? Read<T>(JsonObject json, out IReadOnlyList<Fault> faults)
        where T : class => (T?)Read(typeof(T), json, out faults);

    /// <summary>Reads a JSON object into a record of a type known at run time; its faults have no lines.</summary>
    /// <returns>The record, or null where there are faults.</returns>
    public static object? Read(Type type, JsonObject json, out IReadOnlyList<Fault> faults) =>
        Read(type, Encoding.UTF8.GetBytes(json.ToJsonString()), false, out faults);

    private static object? Read(Type type, ReadOnlyMemory<byte> utf8, bool hasPlaces, out IReadOnlyList<Fault> faults)
    {
        var list = new FaultList();
        object? record = null;
        if (SourceParser.Parse(utf8, list, hasPlaces) is { } root)
        {
            new RecordReading(list).TryRead(root, ValueRules.OfRecord(type), "", out record);
        }

        faults = list.InOrder();
        return faults.Count == 0 ? record : null;
    }
}
