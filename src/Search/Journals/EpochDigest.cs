using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Journals;

/// <summary>
/// Chained digests of a trial's epochs: each covers the metrics of its epoch, to the bit, and the digest before it. So one number stands for
/// everything a trial has reported, an altered value is found at its record, and a repeated epoch is compared without keeping its metrics.
/// </summary>
public static class EpochDigest
{
    /// <summary>The digest before the first epoch.</summary>
    public static ulong Seed(WorkId work) => ((ulong)(uint)work.Trial << 32) | (uint)work.Repeat;

    /// <summary>The digest after one more epoch: the first 64 bits of the SHA-256 of the previous digest, the epoch, the metrics in the order of their names, and whether it is the last before the budget's end.</summary>
    public static ulong Next(ulong previous, int epoch, IReadOnlyDictionary<string, double> metrics, bool isLast = false)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, previous);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64LittleEndian(number, epoch);
        hash.AppendData(number);
        foreach ((string name, double value) in metrics.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData([0]);

            // There are many NaNs; a journal knows one.
            BinaryPrimitives.WriteDoubleLittleEndian(number, double.IsNaN(value) ? double.NaN : value);
            hash.AppendData(number);
        }

        if (isLast)
        {
            hash.AppendData([1]);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }

    /// <summary>The digest as it is written in a record: 16 hexadecimal digits.</summary>
    public static string ToText(ulong digest) => digest.ToString("x16", CultureInfo.InvariantCulture);
}
