using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace HyperSearch.Dashboard;

/// <summary>The page's script and style sheet, as the build put them into this assembly; without Node.js it could not.</summary>
public sealed class PageFiles
{
    /// <summary>What a user is told where there is no page.</summary>
    public const string WhatIsMissing =
        "This build of hypersearch has no page for reports and the dashboard: Node.js 18 or newer with npm was not there when it was built. Install it, build again, and `hypersearch report FOLDER` writes the report of any study.";

    private static readonly Lazy<PageFiles?> Built = new(() => Read("page.js") is { } script && Read("page.css") is { } style ? new PageFiles(script, style) : null);

    private PageFiles(string script, string style) => (Script, Style) = (script, style);

    /// <summary>Whether there is a page.</summary>
    public static bool AreBuilt => Built.Value is not null;

    /// <summary>The script.</summary>
    internal string Script { get; }

    /// <summary>The style sheet.</summary>
    internal string Style { get; }

    /// <summary>The files.</summary>
    /// <exception cref="PageMissingException">The program was built without them.</exception>
    internal static PageFiles Get() => Built.Value ?? throw new PageMissingException();

    /// <summary>How a content security policy names a text that stands in the page itself.</summary>
    internal static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string? Read(string name)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
