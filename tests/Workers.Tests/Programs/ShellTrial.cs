using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using HyperSearch.Workers.Programs;

namespace HyperSearch.Workers.Tests.Programs;

/// <summary>A trial whose program is a few lines of shell.</summary>
internal sealed class ShellTrial(TempFolder folder)
{
    public const string Metric = "score";

    /// <summary>Keys of the trainer section beside the command and the folder.</summary>
    public JsonObject Section { get; init; } = [];

    public PrunerRule? Rule { get; init; }

    public CancellationToken Unwanted { get; init; }

    /// <summary>Runs the script to its end and gives its epochs.</summary>
    public IReadOnlyList<EpochValues> Run(string script, params string[] arguments) => [.. Begin(script, arguments)];

    public IEnumerable<EpochValues> Begin(string script, params string[] arguments)
    {
        var trainer = (JsonObject)Section.DeepClone();
        trainer["command"] = new JsonArray([.. ((string[])["sh", "-c", script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), "sh", .. arguments]).Select(a => (JsonNode)a)]);
        trainer["folder"] = folder.Root;
        trainer["epochs"] ??= 3;
        Pruning? pruning = Rule is null ? null : new Pruning(new ObjectiveOptions { Metric = Metric, Direction = Direction.Maximize }, Rule);
        return new Trainers().Train(new Assignment(new WorkId(7), 2, 1, Metric, trainer, pruning), TimeProvider.System, unwanted: Unwanted);
    }

    /// <summary>Runs a script that comes to nothing, and gives the reason.</summary>
    public string Fail(string script) => Assert.Throws<ProgramException>(() => Run(script)).Message;
}
