namespace HyperSearch.Dashboard.Views;

/// <summary>What to do next, or what to know before doing anything.</summary>
/// <param name="Kind"><c>do</c>: something to change; <c>warn</c>: something that went wrong; <c>know</c>: something learnt.</param>
/// <param name="Text">A sentence or two, with what it rests on.</param>
/// <param name="Parameter">The path of the parameter that it is about; null: of none.</param>
internal sealed record Advice(string Kind, string Text, string? Parameter = null)
{
    /// <summary>Something to change.</summary>
    public static Advice Do(FormattableString text, string? parameter = null) => new("do", Words.Of(text), parameter);

    /// <summary>Something that went wrong.</summary>
    public static Advice Warn(FormattableString text, string? parameter = null) => new("warn", Words.Of(text), parameter);

    /// <summary>Something learnt.</summary>
    public static Advice Know(FormattableString text, string? parameter = null) => new("know", Words.Of(text), parameter);
}
