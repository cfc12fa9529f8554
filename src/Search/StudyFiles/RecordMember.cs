using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyperSearch.Search.StudyFiles;

/// <summary>A property of a record as a file sees it.</summary>
internal sealed class RecordMember
{
    public RecordMember(PropertyInfo property, NullabilityInfoContext nullability)
    {
        Property = property;
        Name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description;
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute)) || property.IsDefined(typeof(RequiredAttribute));
        Type? underlying = Nullable.GetUnderlyingType(property.PropertyType);
        bool isNullable = underlying is not null || (!property.PropertyType.IsValueType && nullability.Create(property).WriteState == NullabilityState.Nullable);
        Rules = new ValueRules(underlying ?? property.PropertyType, isNullable, [.. property.GetCustomAttributes<ValidationAttribute>().Where(a => a is not RequiredAttribute)]);
    }

    /// <summary>The property.</summary>
    public PropertyInfo Property { get; }

    /// <summary>Its key in a file.</summary>
    public string Name { get; }

    /// <summary>What it means.</summary>
    public string? Description { get; }

    /// <summary>Whether a file must give it.</summary>
    public bool IsRequired { get; }

    /// <summary>What its value may be.</summary>
    public ValueRules Rules { get; }
}
