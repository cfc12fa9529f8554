using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HyperSearch.Trainer.Data;

/// <summary>The fingerprint of samples; see <see cref="Dataset.Fingerprint"/>.</summary>
internal static class DatasetHash
{
    public static string Of(Dataset data)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Fingerprints are made on little-endian machines.");

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, data.Count);
        Append(hash, data.Inputs);
        Append(hash, data.Classes);
        Append(hash, data.Features.Span);
        hash.AppendData(MemoryMarshal.AsBytes(data.Labels.Span));
        Append(hash, data.Targets.Span);
        if (data.OwnValidation > 0)
            Append(hash, data.OwnValidation);

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // A span of bytes holds at most 2^31 of them; large sets go in parts.
    private static void Append(IncrementalHash hash, ReadOnlySpan<float> numbers)
    {
        const int Part = 1 << 24;
        for (int i = 0; i < numbers.Length; i += Part)
            hash.AppendData(MemoryMarshal.AsBytes(numbers.Slice(i, Math.Min(Part, numbers.Length - i))));
    }
}
