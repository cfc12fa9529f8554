using System.CommandLine;
using HyperSearch.Workers.Hosting;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch worker</c>, started by run.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var connect = new Option<string>("--connect") { Description = "The coordinator's address: unix:PATH.", HelpName = "ADDRESS", Required = true };
        connect.Allow(address => address?.StartsWith("unix:/", StringComparison.Ordinal) == true, "unix: and the absolute path of a socket is needed");
        var name = new Option<string>("--name") { Description = "The worker's name in the journal.", DefaultValueFactory = _ => $"p{Environment.ProcessId}" };
        var child = new Option<bool>("--child") { Description = "End when standard input does, as it does when the coordinator that started this worker ends.", Hidden = true };
        var command = new Command("worker", "Be a worker of a running study; `run` starts its own. Exit codes: 0 dismissed, 1 the coordinator is gone, 2 the data cannot be read.") { connect, name, child };
        command.SetAction((parsed, _) => Faults.Guard(() =>
            WorkerHost.RunAsync(parsed.GetRequiredValue(connect)["unix:".Length..], parsed.GetRequiredValue(name), parsed.GetValue(child), TimeProvider.System)));
        return command;
    }
}
