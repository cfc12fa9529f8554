using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.StudyFiles;

/// <summary>The words by which a file names the values of an enum: snake_case in small letters, unless an attribute names another.</summary>
internal static class EnumWords
{
    /// <summary>The words and their fields, in the order of declaration.</summary>
    public static IReadOnlyList<(string Word, FieldInfo Field)> Of(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => f.MetadataToken).Select(f => (Word(f), f))];

    /// <summary>The word of one value.</summary>
    public static string Of(object value) => Word(value.GetType().GetField(value.ToString()!)!);

    private static string Word(FieldInfo field) =>
        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name);
}
