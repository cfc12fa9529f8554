using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

[assembly: DataLoader(typeof(HyperSearch.Cli.Tests.PluginLoader))]

namespace HyperSearch.Cli.Tests;

/// <summary>Stands for ML.NET's loaders where this assembly is named as a plug-in: reads numbers line by line.</summary>
public sealed class PluginLoader : IDataLoader
{
    /// <inheritdoc/>
    public void Write(LoaderOptions loader, string path, string folder)
    {
        var text = (TextLoaderOptions)loader;
        float[][] rows = [.. File.ReadLines(path).Skip(text.Header ? 1 : 0).Select(line => line.Split(text.Separator).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        int first = text.Features[0], count = text.Features[1] - first + 1;
        Save(Path.Combine(folder, "features.npy"), $"({rows.Length}, {count})", [.. rows.SelectMany(r => r[first..(first + count)])]);
        Save(Path.Combine(folder, "labels.npy"), $"({rows.Length},)", [.. rows.Select(r => r[text.Label])]);
    }

    private static void Save(string file, string shape, float[] numbers)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n"; // with what comes before it, 128 bytes
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        File.WriteAllBytes(file, [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. MemoryMarshal.AsBytes<float>(numbers)]);
    }
}
