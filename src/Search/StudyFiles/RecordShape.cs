using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.StudyFiles;

/// <summary>The members of a record type as a file sees them, found once by reflection.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Shapes = new();

    private readonly Dictionary<string, RecordMember> byName;
    private readonly Lazy<object?> defaults;

    private RecordShape(Type type)
    {
        Type = type;
        Discriminator = type.GetCustomAttribute<JsonPolymorphicAttribute>()?.TypeDiscriminatorPropertyName;
        Derived = Discriminator is null ? [] : [.. type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => ((string)a.TypeDiscriminator!, a.DerivedType))];
        var nullability = new NullabilityInfoContext();
        Others = type.GetProperties().FirstOrDefault(p => p.IsDefined(typeof(JsonExtensionDataAttribute)));
        Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } && !p.IsDefined(typeof(JsonIgnoreAttribute)) && p != Others)
            .OrderBy(p => Depth(p.DeclaringType!)).ThenBy(p => p.MetadataToken)
            .Select(p => new RecordMember(p, nullability))];
        byName = Members.ToDictionary(m => m.Name);
        defaults = new Lazy<object?>(() => type.IsAbstract ? null : Activator.CreateInstance(type));
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>The key that chooses among <see cref="Derived"/>; null for a record that is not chosen from several.</summary>
    public string? Discriminator { get; }

    /// <summary>The records to choose from, by their words.</summary>
    public IReadOnlyList<(string Word, Type Type)> Derived { get; }

    /// <summary>The members, in the order of declaration, those of base records first.</summary>
    public IReadOnlyList<RecordMember> Members { get; }

    /// <summary>The property that takes keys of any other name with values of any kind; null for a record that has none.</summary>
    public PropertyInfo? Others { get; }

    /// <summary>A record as it is without a file; null where it is abstract.</summary>
    public object? Defaults => defaults.Value;

    /// <summary>The shape of a type.</summary>
    public static RecordShape Of(Type type) => Shapes.GetOrAdd(type, t => new RecordShape(t));

    /// <summary>The word by which a file chooses the derived record <paramref name="type"/> of a family, with the key of the choice; null for records that are not chosen.</summary>
    public static (string Key, string Word)? ChoiceOf(Type type)
    {
        for (Type? family = type; family is not null; family = family.BaseType)
        {
            if (family.IsDefined(typeof(JsonPolymorphicAttribute), false))
            {
                RecordShape shape = Of(family);
                return shape.Derived.Where(d => d.Type == type).Select(d => ((string, string)?)(shape.Discriminator!, d.Word)).FirstOrDefault();
            }
        }

        return null;
    }

    /// <summary>The member of this key, or null.</summary>
    public RecordMember? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The default of a member; null where there is none.</summary>
    public object? DefaultOf(RecordMember member) => member.IsRequired || Defaults is null ? null : member.Property.GetValue(Defaults);

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;
}
