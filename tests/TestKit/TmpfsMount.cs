using System.Diagnostics;

namespace HyperSearch.TestKit;

/// <summary>A small file system in memory, to be filled and made read-only. Needs the right to mount.</summary>
public sealed class TmpfsMount : IDisposable
{
    private readonly string folder;

    private TmpfsMount(string folder) => this.folder = folder;

    /// <summary>Mounts one.</summary>
    /// <param name="folder">Where; it is made if it is not there.</param>
    /// <param name="size">Its size, such as <c>256k</c>.</param>
    /// <param name="why">Why there is none.</param>
    public static TmpfsMount? TryCreate(string folder, string size, out string why)
    {
        Directory.CreateDirectory(folder);
        why = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        return why.Length == 0 ? new TmpfsMount(folder) : null;
    }

    /// <summary>Changes its options, such as <c>size=8m</c> or <c>ro</c>.</summary>
    /// <exception cref="InvalidOperationException">It cannot be.</exception>
    public void Remount(string options)
    {
        if (Run("mount", "-o", $"remount,{options}", folder) is { Length: > 0 } why)
        {
            throw new InvalidOperationException(why);
        }
    }

    /// <inheritdoc />
    public void Dispose() => Run("umount", "--lazy", folder);

    /// <summary>Nothing, or what went wrong.</summary>
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}, {errors}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"{program}: {e.Message}";
        }
    }
}
