using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.StudyFiles;

/// <summary>A name that is also a safe folder's name. The pattern is for the schema; the check is by hand, since the first use of a regular expression costs more than reading a file.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StudyNameAttribute() : RegularExpressionAttribute("^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$")
{
    /// <inheritdoc />
    public override bool IsValid(object? value) =>
        value is string { Length: > 0 and <= 100 } name && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <inheritdoc />
    public override string FormatErrorMessage(string name) =>
        "a name has 1 to 100 characters: letters, digits, '-', '_' and '.', and does not start with a dot.";
}
