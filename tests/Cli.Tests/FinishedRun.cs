using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>A study that has been run to its end, undisturbed.</summary>
public abstract class FinishedRun(string text) : IAsyncLifetime
{
    private readonly Sandbox sandbox = new();

    /// <summary>Its folder.</summary>
    public string Folder => sandbox.PathOf("small.study");

    /// <summary>Its study file.</summary>
    public string File => sandbox.PathOf("study.json");

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        sandbox.Write("study.json", text);
        ProgramEnd end = await sandbox.Run("run", "study.json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Hash = (await sandbox.Status(Folder))["hash"]!.GetValue<string>();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        sandbox.Dispose();
        return ValueTask.CompletedTask;
    }
}
