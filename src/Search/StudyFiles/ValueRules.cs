using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.StudyFiles;

/// <summary>What a value may be: its type and the attributes that narrow it.</summary>
/// <param name="Type">The type, without the question mark of a nullable one.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="Checks">The validation attributes; of a list, <see cref="RangeAttribute"/> holds for the items.</param>
internal sealed record ValueRules(Type Type, bool IsNullable, IReadOnlyList<ValidationAttribute> Checks)
{
    private static readonly Type[] WholeTypes = [typeof(int), typeof(long), typeof(ulong), typeof(uint), typeof(short), typeof(byte)];

    /// <summary>The rules of a list's items, or null where the value is no list.</summary>
    public ValueRules? Item { get; } = ItemType(Type) is { } item ? new ValueRules(item, false, [.. Checks.OfType<RangeAttribute>()]) : null;

    /// <summary>
    /// The rules of the forms of a value that has several, such as a number or a text: a struct whose public constructors take one parameter each and whose property
    /// <c>Value</c> gives that back. Empty for all else.
    /// </summary>
    public IReadOnlyList<ValueRules> Forms { get; } = [.. FormTypes(Type).Select(form => new ValueRules(form, false, []))];

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole => WholeTypes.Contains(Type);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => IsWhole || Type == typeof(double) || Type == typeof(float);

    /// <summary>Whether it is any JSON value.</summary>
    public bool IsAny => Type == typeof(JsonElement);

    /// <summary>Whether it is an object with members of its own.</summary>
    public bool IsRecord => Item is null && Forms.Count == 0 && !IsNumber && !IsAny && !Type.IsEnum && Type != typeof(bool) && Type != typeof(string) && Type != typeof(SourceNode) && !IsOpen;

    /// <summary>Whether it is an object of any members, which whoever knows them checks.</summary>
    public bool IsOpen => Type == typeof(JsonObject);

    /// <summary>The rules of a value that may be anything.</summary>
    public static ValueRules Any { get; } = new(typeof(JsonElement), true, []);

    /// <summary>The rules of a record as a whole.</summary>
    public static ValueRules OfRecord(Type type) => new(type, false, []);

    /// <summary>The form that a value with several has.</summary>
    public static object? FormOf(object value) => FormTypes(value.GetType()).Any() ? value.GetType().GetProperty("Value")!.GetValue(value) : null;

    private static IEnumerable<Type> FormTypes(Type type) =>
        type is { IsValueType: true, IsPrimitive: false, IsEnum: false } && type.GetProperty("Value")?.PropertyType == typeof(object)
            ? type.GetConstructors().Where(c => c.GetParameters().Length == 1).Select(c => c.GetParameters()[0].ParameterType)
            : [];

    private static Type? ItemType(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
        : null;
}
