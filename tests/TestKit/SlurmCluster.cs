using System.Diagnostics;
using System.Globalization;

namespace HyperSearch.TestKit;

/// <summary>A Slurm cluster of three nodes of two cores on this host, by the script that lies in <c>shared</c>; it ends with the tests that use it.</summary>
public sealed class SlurmCluster : IDisposable
{
    private const int Nodes = 3, Cores = 2;
    private readonly string folder = Directory.CreateTempSubdirectory("hs-slurm-").FullName;
    private readonly string script;

    /// <summary>Starts the cluster, if its programs are there.</summary>
    public SlurmCluster()
    {
        // Ports of its own: another run of these tests may have a cluster too.
        Configuration = Path.Combine(folder, "slurm.conf");
        script = SharedFiles.Find("slurm", "slurm-up.sh");
        string[] missing = [.. ((string[])["munged", "slurmctld", "slurmd", "sbatch"]).Where(program => !IsThere(program))];
        if (missing.Length > 0)
        {
            Why = $"{string.Join(", ", missing)} missing: apt-get install slurmctld slurmd slurm-client munge";
            return;
        }

        (int code, string printed) = Run(script, "up", Nodes.ToString(CultureInfo.InvariantCulture), Cores.ToString(CultureInfo.InvariantCulture));
        Why = code == 0 ? null : $"The cluster does not start: {printed}";
    }

    /// <summary>Why there is no cluster; null where there is one.</summary>
    public string? Why { get; }

    /// <summary>The file that tells Slurm's commands which cluster is meant, by <c>SLURM_CONF</c>.</summary>
    public string Configuration { get; }

    /// <summary>How many jobs wait or run.</summary>
    public int Jobs => Slurm("squeue", "--noheader", "--array").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Powers a node off: everything on it dies at once.</summary>
    public void KillNode(string node) => Run(script, "kill-node", node);

    /// <summary>Runs one of Slurm's commands.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public string Slurm(string program, params string[] arguments)
    {
        (int code, string printed) = Run(program, arguments);
        return code == 0 ? printed : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {code}, {printed}");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Why is null)
        {
            Run(script, "down");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static bool IsThere(string program) =>
        ((string[])[.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"]).Any(place => File.Exists(Path.Combine(place, program)));

    private (int Code, string Printed) Run(string program, params string[] arguments)
    {
        int port = 21_000 + (Environment.ProcessId % 500 * 20);
        string output = Path.Combine(folder, "commands.log");
        // The daemons that the script starts keep its outputs open: a file can be read before they end, a pipe cannot.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >\"$0\" 2>&1", output, program, .. arguments]) { RedirectStandardInput = true };
        start.Environment["SLURM_TEST_DIR"] = folder;
        start.Environment["SLURM_CONF"] = Configuration;
        start.Environment["CTLD_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["D_PORT0"] = (port + 1).ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, File.ReadAllText(output));
    }
}
