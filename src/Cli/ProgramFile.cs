using System.Diagnostics.CodeAnalysis;

namespace HyperSearch.Cli;

/// <summary>Where this program is.</summary>
internal static class ProgramFile
{
    /// <summary>The path of its assembly; empty where it is published as a single file.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "That it is empty in a single file is what is asked.")]
    public static string Path => typeof(ProgramFile).Assembly.Location;
}
