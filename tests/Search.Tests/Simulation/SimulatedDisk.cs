using HyperSearch.Numerics;
using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>A disk in memory that fills up, fails, and is at hand when the process dies in the middle of a step.</summary>
internal sealed class SimulatedDisk(RandomStream luck, Storm storm) : IDisk
{
    private readonly Dictionary<string, SimulatedFile> files = [];

    /// <summary>Which faults it has; an empty one mends it.</summary>
    public Storm Storm { get; set; } = storm;

    /// <summary>Whether there is no room on it.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether it only says that it flushes: there are such disks, and no journal can be trusted on them.</summary>
    public bool PretendsToFlush { get; init; }

    public bool Exists(string path) => files.ContainsKey(path);

    public Stream Open(string path, FileMode mode, FileAccess access)
    {
        MayCrash();
        if (mode == FileMode.CreateNew)
        {
            Assert.False(files.ContainsKey(path), $"{path} is there already");
            files[path] = new SimulatedFile();
        }

        return files.TryGetValue(path, out SimulatedFile? file) ? new SimulatedStream(this, file) : throw new FileNotFoundException($"{path} is not there.");
    }

    public void Flush(Stream file)
    {
        MayCrash();
        SimulatedFile flushed = ((SimulatedStream)file).File;
        if (Happens(Storm.FailedFlush))
        {
            flushed.FlushInPart(luck.NextBelow(flushed.Length - flushed.Safe + 1)); // nobody knows how much
            throw new IOException("Input/output error");
        }

        if (!PretendsToFlush)
        {
            flushed.Flush();
        }

        MayCrash();
    }

    /// <summary>The same disk for an onlooker, who meets no faults.</summary>
    public SimulatedDisk AsItIs()
    {
        var copy = new SimulatedDisk(luck, Storm.CalmWith(0));
        foreach ((string path, SimulatedFile file) in files)
        {
            copy.files[path] = file;
        }

        return copy;
    }

    /// <summary>Takes a file away.</summary>
    public void Delete(string path) => files.Remove(path);

    /// <summary>How much of a file was ever flushed.</summary>
    public long FlushedLengthOf(string path) => files[path].Flushed;

    /// <summary>What was written since the last flush is gone, as if it had never left the process.</summary>
    public void LoseUnflushed()
    {
        foreach (SimulatedFile file in files.Values)
        {
            file.CutTo(file.Flushed);
        }
    }

    /// <summary>The machine loses its power.</summary>
    public void LosePower()
    {
        foreach ((string path, SimulatedFile file) in files.ToArray())
        {
            if (!file.HasSafeName && luck.NextBelow(2) == 0)
            {
                files.Remove(path);
            }

            file.LosePower(luck);
        }
    }

    internal int Read(SimulatedFile file, int position, Span<byte> into)
    {
        MayCrash();
        if (Happens(Storm.FailedRead))
        {
            throw new IOException("Input/output error");
        }

        // A read may give less than there is.
        return file.Read(position, into.Length > 1 && Happens(0.1) ? into[..(1 + luck.NextBelow(into.Length - 1))] : into);
    }

    internal void Append(SimulatedFile file, ReadOnlySpan<byte> bytes)
    {
        MayCrash();
        IsFull |= Happens(Storm.FullDisk);
        if (IsFull)
        {
            file.Append(bytes[..luck.NextBelow(bytes.Length)]);
            throw new IOException("No space left on device");
        }

        if (Happens(Storm.CrashOnDisk))
        {
            file.Append(bytes[..luck.NextBelow(bytes.Length)]);
            throw new SimulatedCrash();
        }

        file.Append(bytes);
        MayCrash();
    }

    internal void Cut(SimulatedFile file, int length)
    {
        MayCrash();
        file.CutTo(length);
        MayCrash();
    }

    private bool Happens(double chance) => chance > 0 && luck.NextUnit() < chance;

    private void MayCrash()
    {
        if (Happens(Storm.CrashOnDisk))
        {
            throw new SimulatedCrash();
        }
    }
}
