namespace HyperSearch.Workers.Local;

/// <summary>How this program is started once more, as a worker.</summary>
/// <param name="Program">The executable.</param>
/// <param name="FirstArguments">What comes before <c>worker</c>.</param>
public sealed record WorkerCommand(string Program, IReadOnlyList<string> FirstArguments)
{
    /// <summary>
    /// The program <paramref name="assembly"/> as this process runs it: as an executable, or by the dotnet command. Of a program that is published as a single file the assembly has no path, and the
    /// executable is all there is.
    /// </summary>
    public static WorkerCommand Of(string assembly)
    {
        string self = Environment.ProcessPath ?? "dotnet";
        return assembly.Length == 0 || Path.GetFileNameWithoutExtension(self) == Path.GetFileNameWithoutExtension(assembly)
            ? new WorkerCommand(self, [])
            : new WorkerCommand(Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet", ["exec", assembly]);
    }
}
