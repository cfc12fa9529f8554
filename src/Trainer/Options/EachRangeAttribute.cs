using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>The range of every item of a list. Readers of files take it for the range of an item, as they take a <see cref="RangeAttribute"/>; the framework's validator asks it about the list.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EachRangeAttribute(int minimum, int maximum) : RangeAttribute(minimum, maximum)
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is IEnumerable<int> items ? items.All(item => base.IsValid(item)) : base.IsValid(value);

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) => $"every item of {name} must be {Minimum} to {Maximum}";
}
