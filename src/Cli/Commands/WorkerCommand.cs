using System.CommandLine;
using System.Text.RegularExpressions;
using HyperSearch.Workers;
using HyperSearch.Workers.Hosting;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch worker</c>, started by run, by Slurm, or by hand.</summary>
internal static partial class WorkerCommand
{
    public static Command Create()
    {
        var connect = new Option<string>("--connect") { Description = "The coordinator's address, as it says it at its start: HOST:PORT, https://HOST:PORT or unix:PATH.", HelpName = "ADDRESS", Required = true };
        var token = new Option<string?>("--token-file") { Description = "A copy of the coordinator's token file, that only its user may read. Needed over the network.", HelpName = "F" };
        var authority = new Option<string?>("--ca") { Description = "A PEM file with the certificate by which the coordinator's must be signed. Default: those that this machine trusts.", HelpName = "FILE" };
        var name = new Option<string>("--name") { Description = "The worker's name in the journal. Default: the machine's and the process's.", DefaultValueFactory = _ => $"{NotPlain().Replace(Environment.MachineName, "-")}-{Environment.ProcessId}" };
        name.Allow(text => text is not null && Plain().IsMatch(text), "1 to 60 letters, digits, dots, hyphens and underscores are allowed");
        var child = new Option<bool>("--child") { Description = "End when standard input does, as it does when the coordinator that started this worker ends.", Hidden = true };
        var command = new Command("worker", "Be a worker of a running study; `run` starts its own. Exit codes: 0 dismissed, or asked to end; 1 the coordinator is gone; 2 the data cannot be read or differ, or the coordinator refuses this worker.")
        {
            connect, token, authority, name, child,
        };
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            DeskAddress address = DeskAddress.Parse(parsed.GetRequiredValue(connect), parsed.GetValue(token), parsed.GetValue(authority));
            return WorkerHost.RunAsync(address, parsed.GetRequiredValue(name), parsed.GetValue(child), TimeProvider.System);
        }));
        return command;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,60}$")]
    private static partial Regex Plain();

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex NotPlain();
}
