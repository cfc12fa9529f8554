using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Search.Journals;

namespace HyperSearch.TestKit;

/// <summary>A folder for the real program to work in, with a temp directory of its own; whatever was started in it is found, and ended with it.</summary>
public sealed class Sandbox : IDisposable
{
    private const string Mark = "HYPERSEARCH_TEST";
    private static int count;
    private readonly string mark = string.Create(CultureInfo.InvariantCulture, $"{System.Environment.ProcessId}-{Interlocked.Increment(ref count)}");

    /// <summary>An empty sandbox.</summary>
    public Sandbox()
    {
        Root = Directory.CreateTempSubdirectory("hs-").FullName;
        Temp = Directory.CreateDirectory(PathOf("tmp")).FullName;
        Environment = new Dictionary<string, string> { [Mark] = mark, ["TMPDIR"] = Temp };
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>What the programs take for the temp directory.</summary>
    public string Temp { get; }

    /// <summary>What is added to the environment of programs.</summary>
    public IDictionary<string, string> Environment { get; }

    /// <summary>Every living process that was started here, and every one that those started.</summary>
    public IReadOnlyList<LinuxProcess> Processes => LinuxProcess.With(Mark, mark);

    /// <summary>The living workers among them.</summary>
    public IReadOnlyList<LinuxProcess> Workers => [.. Processes.Where(p => p.CommandLine is [.., "--child"])];

    /// <summary>The runtime folders of pools in the temp directory.</summary>
    public IReadOnlyList<string> RuntimeFolders => Directory.GetDirectories(Temp, "hypersearch-*");

    /// <summary>The path of a file or folder in it.</summary>
    public string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>Starts the program.</summary>
    public HyperSearchProgram Start(params string[] arguments) => new(Root, Environment, arguments);

    /// <summary>Starts the program with a limit to how many files it may have open at once.</summary>
    public HyperSearchProgram StartWithHandles(int handles, params string[] arguments) => new(Root, Environment, arguments, handles);

    /// <summary>Runs the program to its end.</summary>
    public async Task<ProgramEnd> Run(params string[] arguments)
    {
        using HyperSearchProgram program = Start(arguments);
        return await program.EndAsync().ConfigureAwait(false);
    }

    /// <summary>What <c>status --json</c> says of a study folder.</summary>
    public async Task<JsonObject> Status(string folder)
    {
        ProgramEnd end = await Run("status", folder, "--json").ConfigureAwait(false);
        return end.ExitCode == 0 ? JsonNode.Parse(end.Output)!.AsObject() : throw new InvalidOperationException(end.ToString());
    }

    /// <summary>The records of a study folder, of which a running study may be adding more; none where there is no journal yet.</summary>
    public static IReadOnlyList<Record> Journal(string folder)
    {
        string journal = Path.Combine(folder, "journal.jsonl");
        return File.Exists(journal) ? [.. new JournalReader(journal).Read()] : [];
    }

    /// <summary>Copies a folder into the sandbox.</summary>
    /// <returns>The copy's path.</returns>
    public string Copy(string folder, string name)
    {
        Directory.CreateDirectory(PathOf(name));
        foreach (string file in Directory.GetFiles(folder))
        {
            File.Copy(file, PathOf(name, Path.GetFileName(file)));
        }

        return PathOf(name);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (LinuxProcess process in Processes)
        {
            process.Kill();
        }

        Directory.Delete(Root, recursive: true);
    }
}
