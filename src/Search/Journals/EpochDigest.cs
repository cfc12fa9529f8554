using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Journals;

/// <summary>
/// Chained digests of a trial's epochs: each covers all that was measured in its epoch, to the bit, and the digest before it. So one number stands for
/// everything a trial has reported, an altered value is found at its record, and a repeated epoch is compared without keeping its metrics.
/// </summary>
public static class EpochDigest
{
    private static readonly Dictionary<string, IReadOnlyList<double>> NoLayers = [];

    /// <summary>The digest before the first epoch.</summary>
    public static ulong Seed(WorkId work) => ((ulong)(uint)work.Trial << 32) | (uint)work.Repeat;

    /// <summary>
    /// The digest after one more epoch: the first 64 bits of the SHA-256 of the previous digest, the epoch, the metrics and the layers' measures in the order of their names,
    /// whether it is the last before the budget's end, and the diagnosis.
    /// </summary>
    public static ulong Next(ulong previous, EpochValues epoch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, previous);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64LittleEndian(number, epoch.Epoch);
        hash.AppendData(number);
        foreach ((string name, double value) in epoch.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            AddText(name);
            AddNumber(value, number);
        }

        if (epoch.IsLast)
        {
            hash.AppendData([1]);
        }

        foreach ((string name, IReadOnlyList<double> values) in (epoch.Layers ?? NoLayers).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            hash.AppendData([2]);
            AddText(name);
            foreach (double value in values)
            {
                AddNumber(value, number);
            }
        }

        if (epoch.Diagnosis is { } diagnosis)
        {
            hash.AppendData([3]);
            AddText(diagnosis.Verdict);
            AddText(diagnosis.Evidence);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());

        void AddText(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }

        void AddNumber(double value, Span<byte> bytes)
        {
            // There are many NaNs; a journal knows one.
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.IsNaN(value) ? double.NaN : value);
            hash.AppendData(bytes);
        }
    }

    /// <summary>The digest as it is written in a record: 16 hexadecimal digits.</summary>
    public static string ToText(ulong digest) => digest.ToString("x16", CultureInfo.InvariantCulture);
}
