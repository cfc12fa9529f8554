using HyperSearch.Numerics;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>A file of a <see cref="SimulatedDisk"/>: what has been written to it, and how much of that would outlast a power cut.</summary>
internal sealed class SimulatedFile
{
    private const int Sector = 64; // small, as the journals are
    private byte[] bytes = new byte[256];
    private byte[] cut = [];

    /// <summary>How long it is for who reads it.</summary>
    public int Length { get; private set; }

    /// <summary>How much of its beginning is safe.</summary>
    public int Safe { get; private set; }

    /// <summary>How much of its beginning was flushed, and who asked for it told so: what is behind that after a power cut is no more than a chance.</summary>
    public int Flushed { get; private set; }

    /// <summary>Whether its name is safe: with the file's first flush, as on ext4, XFS and Btrfs.</summary>
    public bool HasSafeName { get; private set; }

    public int Read(int position, Span<byte> into)
    {
        int count = Math.Clamp(Length - position, 0, into.Length);
        bytes.AsSpan(position, count).CopyTo(into);
        return count;
    }

    public void Append(ReadOnlySpan<byte> more)
    {
        if (Length + more.Length > bytes.Length)
        {
            Array.Resize(ref bytes, 2 * (Length + more.Length));
        }

        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    public void CutTo(int length)
    {
        cut = Safe > length ? bytes[length..Safe] : [];
        Length = length;
        Safe = Math.Min(Safe, length);
        Flushed = Math.Min(Flushed, length);
    }

    /// <summary>Makes all of it safe.</summary>
    public void Flush()
    {
        Flushed = Safe = Length;
        HasSafeName = true;
        cut = [];
    }

    /// <summary>A flush that failed on its way: the first bytes of what was unsafe are safe, which nobody was told; a line may end in the midst of them.</summary>
    public void FlushInPart(int count) => Safe += count;

    /// <summary>What was not safe is lost, kept in part, or has holes where its sectors were not written yet; what was cut off may be back.</summary>
    public void LosePower(RandomStream luck)
    {
        if (cut.Length > 0 && luck.NextBelow(2) == 0)
        {
            Length = Safe;
            Append(cut);
        }
        else
        {
            switch (luck.NextBelow(4))
            {
                case 0:
                    Length = Safe;
                    break;
                case 1:
                    Length = Safe + luck.NextBelow(Length - Safe + 1);
                    break;
                case 2:
                    PunchHoles(luck);
                    break;
            }
        }

        (Safe, HasSafeName, cut) = (Length, true, []);
    }

    private void PunchHoles(RandomStream luck)
    {
        for (int start = Safe; start < Length; start = (start / Sector * Sector) + Sector)
        {
            if (luck.NextBelow(3) == 0)
            {
                bytes.AsSpan(start, Math.Min((start / Sector * Sector) + Sector, Length) - start).Clear();
            }
        }
    }
}
