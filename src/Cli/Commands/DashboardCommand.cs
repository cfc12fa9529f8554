using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using HyperSearch.Dashboard.Live;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;
using HyperSearch.Workers.Remote;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch dashboard FOLDER...</c>.</summary>
internal static class DashboardCommand
{
    private const string Loopback = "127.0.0.1";

    public static Command Create()
    {
        var folders = new Argument<string[]>("FOLDER") { Description = "The study folders, compared side by side.", Arity = ArgumentArity.OneOrMore };
        var listen = new Option<string>("--listen")
        {
            Description = "Where to listen: PORT, ADDRESS or ADDRESS:PORT. An address that other machines reach is guarded by a token. Default: 127.0.0.1 and a free port.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => Loopback,
        };
        var command = new Command("dashboard", "Show studies as a live page until Ctrl-C. Never writes into their folders, and never disturbs a running study.") { folders, listen };
        command.SetAction((parsed, _) => Faults.Guard(async () =>
        {
            StudyFolder[] studies = [.. parsed.GetRequiredValue(folders).Select(f => new StudyFolder(f))];
            Array.ForEach(studies, study => study.Open()); // a wrong folder is said now
            using var interrupts = new Interrupts { Meaning = "the studies are not touched" };
            ListenAddress address = ListenAddress.Parse(parsed.GetRequiredValue(listen), hostOfPort: Loopback);
            DashboardServer server = await StartAsync(studies, new IPEndPoint(address.Address, address.Port)).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                Console.WriteLine($"{server.Address}  (Ctrl-C ends the dashboard)");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, interrupts.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Starts the page of some studies.</summary>
    /// <exception cref="WrongInputException">The address is not one of this machine.</exception>
    public static async Task<DashboardServer> StartAsync(IEnumerable<StudyFolder> studies, IPEndPoint address)
    {
        string? token = IPAddress.IsLoopback(address.Address) ? null : RandomNumberGenerator.GetHexString(32, lowercase: true);
        try
        {
            return await DashboardServer.StartAsync(studies, new DashboardSettings(Trainers.Port, ProgramVersion.Text, TimeProvider.System, address, token)).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new WrongInputException($"--listen {address}: {e.Message}.");
        }
    }
}
