namespace HyperSearch.Trainer.Data;

/// <summary>What kind of file one is, by its first bytes.</summary>
internal static class FileStart
{
    /// <summary>Whether it begins like a gzip file.</summary>
    public static bool IsZipped(string path) => Begins(path, [0x1f, 0x8b]);

    /// <summary>Whether it begins like an IDX file of bytes.</summary>
    public static bool IsIdx(string path) => Begins(path, [0, 0, 8]);

    /// <summary>Whether it begins like a .npy file.</summary>
    public static bool IsNpy(string path) => Begins(path, [0x93, .. "NUMPY"u8]);

    private static bool Begins(string path, ReadOnlySpan<byte> mark)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> start = stackalloc byte[8];
            int got = file.ReadAtLeast(start, mark.Length, throwOnEndOfStream: false);
            return start[..got].StartsWith(mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
