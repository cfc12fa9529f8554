using System.Buffers;
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
    private const int InitialBytes = 256, Digits = 2 * sizeof(ulong);

    /// <summary>The digest before the first epoch.</summary>
    public static ulong Seed(WorkId work) => ((ulong)(uint)work.Trial << 32) | (uint)work.Repeat;

    /// <summary>
    /// The digest after one more epoch: the first 64 bits of the SHA-256 of the previous digest, the epoch, the metrics and the layers' measures in the order of their names,
    /// whether it is the last before the budget's end, and the diagnosis.
    /// </summary>
    public static ulong Next(ulong previous, EpochValues epoch)
    {
        // One call over all bytes: a journal of 100,000 trials has half a million epochs to prove.
        var bytes = new ArrayBufferWriter<byte>(InitialBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), previous);
        BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), epoch.Epoch);
        IEnumerable<KeyValuePair<string, double>> metrics = epoch.Metrics.Count == 1 ? epoch.Metrics : epoch.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal);
        foreach ((string name, double value) in metrics)
        {
            AddText(name);
            AddNumber(value);
        }

        if (epoch.IsLast)
        {
            Take(1)[0] = 1;
        }

        if (epoch.Layers is { } layers)
        {
            foreach ((string name, IReadOnlyList<double> values) in layers.OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                Take(1)[0] = 2;
                AddText(name);
                foreach (double value in values)
                {
                    AddNumber(value);
                }
            }
        }

        if (epoch.Diagnosis is { } diagnosis)
        {
            Take(1)[0] = 3;
            AddText(diagnosis.Verdict);
            AddText(diagnosis.Evidence);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);

        Span<byte> Take(int count)
        {
            Span<byte> next = bytes.GetSpan(count)[..count];
            bytes.Advance(count);
            return next;
        }

        void AddText(string text)
        {
            Encoding.UTF8.GetBytes(text, bytes);
            Take(1)[0] = 0;
        }

        // There are many NaNs; a journal knows one.
        void AddNumber(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), double.IsNaN(value) ? double.NaN : value);
    }

    /// <summary>The digest as it is written in a record: 16 hexadecimal digits.</summary>
    public static string ToText(ulong digest) => digest.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The digest that is written in a record; false where it is none.</summary>
    public static bool TryRead(string text, out ulong digest)
    {
        digest = 0;
        return text.Length == Digits && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out digest);
    }
}
