using System.CommandLine;

namespace HyperSearch.Cli.Commands;

/// <summary>Checks of option values, with messages that name the option, its value and what is allowed.</summary>
internal static class OptionCheck
{
    /// <summary>Refuses values that are not allowed, and those that cannot be read at all.</summary>
    /// <param name="option">The option.</param>
    /// <param name="isAllowed">Whether a value is allowed.</param>
    /// <param name="allowed">What is allowed, in words.</param>
    public static void Allow<T>(this Option<T> option, Predicate<T?> isAllowed, string allowed) => option.Validators.Add(result =>
    {
        bool isFine;
        try
        {
            isFine = isAllowed(result.GetValueOrDefault<T>());
        }
        catch (InvalidOperationException)
        {
            isFine = false; // not of the option's type
        }

        if (!isFine)
        {
            result.AddError($"{option.Name} {string.Join(' ', result.Tokens.Select(t => t.Value))}: {allowed}.");
        }
    });
}
