using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>Labelled samples in memory. Never changed once loaded, so any number of trials may share one.</summary>
public sealed class Dataset
{
    internal Dataset(float[] features, int[] labels, int inputs, int classes)
    {
        (Features, Labels, Inputs, Classes) = (features, labels, inputs, classes);
        Fingerprint = Hash(features, labels, inputs, classes);
    }

    /// <summary>The number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>The number of features of a sample.</summary>
    public int Inputs { get; }

    /// <summary>The number of classes; labels are 0 to one less.</summary>
    public int Classes { get; }

    /// <summary>The features, 0 to 1: sample after sample, <see cref="Inputs"/> numbers each.</summary>
    public ReadOnlyMemory<float> Features { get; }

    /// <summary>The label of each sample.</summary>
    public ReadOnlyMemory<int> Labels { get; }

    /// <summary>
    /// The SHA-256, in lower-case hex, of the number of samples, inputs and classes, the features and the labels, each little-endian in 32 bits: of the samples
    /// as they are used, not of the files they came from.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Loads, or draws, the samples that <paramref name="options"/> describe.</summary>
    /// <exception cref="DataException">They are missing, unreadable, faulty, fewer than asked for, or not those of <see cref="DataOptions.Fingerprint"/>.</exception>
    public static Dataset Load(DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Dataset data = options.Source switch
        {
            DataSourceKind.Digits => DigitSource.Draw(options.Samples ?? DigitSource.DefaultSamples),
            DataSourceKind.Idx => IdxSource.Load(options.Path ?? throw new DataException("The data source idx needs a path, the folder of the IDX files."), options.Samples),
            _ => throw new DataException($"There is no data source {options.Source}."),
        };
        if (options.Fingerprint is { } expected && !string.Equals(expected, data.Fingerprint, StringComparison.OrdinalIgnoreCase))
        {
            throw new DataException(
                $"The data ({options.Path ?? "drawn digits"}, {data.Count} samples) has the fingerprint {data.Fingerprint}, not the expected {expected}: it is not the data this study began with.");
        }

        return data;
    }

    private static string Hash(float[] features, int[] labels, int inputs, int classes)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Fingerprints are made on little-endian machines.");

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteInt32LittleEndian(header, labels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], inputs);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], classes);
        hash.AppendData(header);

        // A span of bytes holds at most 2^31 of them; large sets go in parts.
        const int Part = 1 << 24;
        for (int i = 0; i < features.Length; i += Part)
            hash.AppendData(MemoryMarshal.AsBytes(features.AsSpan(i, Math.Min(Part, features.Length - i))));

        hash.AppendData(MemoryMarshal.AsBytes(labels.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
