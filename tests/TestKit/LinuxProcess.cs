using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace HyperSearch.TestKit;

/// <summary>A process as /proc shows it. Its start tells it from a later one of the same number.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Start">Its start, in clock ticks.</param>
public readonly partial record struct LinuxProcess(int Id, string Start)
{
    /// <summary>Whether it lives; one that is dead and not yet buried does not.</summary>
    public bool IsAlive => Find(Id) == this;

    /// <summary>Its command line, or nothing if it is gone.</summary>
    public string[] CommandLine => Strings("cmdline");

    /// <summary>The living process of a number, or null.</summary>
    public static LinuxProcess? Find(int id) =>
        StatOf(id) is { } fields && fields[0] is not ("Z" or "X") ? new LinuxProcess(id, fields[19]) : null;

    /// <summary>All living processes.</summary>
    public static IReadOnlyList<LinuxProcess> All() =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? Find(id) : null)
            .OfType<LinuxProcess>()];

    /// <summary>All living processes that were started with an environment variable, however deep below whoever set it, and whoever is their parent now.</summary>
    public static IReadOnlyList<LinuxProcess> With(string variable, string value)
    {
        string wanted = $"{variable}={value}";
        return [.. All().Where(process => process.Strings("environ").Contains(wanted))];
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    public void Kill() => Send(9);

    /// <summary>Freezes it (SIGSTOP).</summary>
    public void Freeze() => Send(19);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Thaw() => Send(18);

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public void Interrupt() => Send(2);

    /// <summary>Asks it to end (SIGTERM).</summary>
    public void Terminate() => Send(15);

    private void Send(int signal)
    {
        if (IsAlive)
        {
            _ = SendSignal(Id, signal);
        }
    }

    private string[] Strings(string name)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{Id}/{name}")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The fields of /proc/ID/stat from the state on; the name before it may hold blanks and brackets.</summary>
    private static string[]? StatOf(int id)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
