using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HyperSearch.Trainer.Data;

/// <summary>An array of numpy's .npy format (versions 1 to 3), read as doubles: little-endian integers and floats in C order.</summary>
internal sealed partial class NpyArray
{
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    // numpy's own limit; a header of a few numbers has a hundred.
    private const int MostHeader = 10_000;

    private readonly byte[] data;
    private readonly string kind;

    private NpyArray(string path, int[] shape, string kind, byte[] data, long start) => (Path, Shape, this.kind, this.data, Start) = (path, shape, kind, data, start);

    public string Path { get; }

    public int[] Shape { get; }

    /// <summary>The byte of the file at which the numbers begin.</summary>
    public long Start { get; }

    public int ItemSize => Size(kind);

    public bool IsWhole => kind[0] != 'f';

    /// <summary>Reads the header, and of the numbers those of the first <paramref name="samples"/> of the first dimension (all where null).</summary>
    public static NpyArray Read(string path, int? samples)
    {
        if (!File.Exists(path))
            throw new DataException($"The data file {path} does not exist.");

        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(file, path, samples);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The number at an index into all numbers.</summary>
    public double this[long index]
    {
        get
        {
            ReadOnlySpan<byte> item = data.AsSpan((int)(index * ItemSize), ItemSize);
            return kind switch
            {
                "f4" => BinaryPrimitives.ReadSingleLittleEndian(item),
                "f8" => BinaryPrimitives.ReadDoubleLittleEndian(item),
                "u1" or "b1" => item[0],
                "i1" => (sbyte)item[0],
                "u2" => BinaryPrimitives.ReadUInt16LittleEndian(item),
                "i2" => BinaryPrimitives.ReadInt16LittleEndian(item),
                "u4" => BinaryPrimitives.ReadUInt32LittleEndian(item),
                "i4" => BinaryPrimitives.ReadInt32LittleEndian(item),
                "u8" => BinaryPrimitives.ReadUInt64LittleEndian(item),
                _ => BinaryPrimitives.ReadInt64LittleEndian(item),
            };
        }
    }

    private static NpyArray Read(FileStream file, string path, int? samples)
    {
        Span<byte> start = stackalloc byte[12];
        int got = file.ReadAtLeast(start, 12, throwOnEndOfStream: false);
        if (got < 10 || !start[..6].SequenceEqual(Magic))
            throw new DataException($"{path}: byte 0 does not begin with the mark of a .npy file, 0x93 NUMPY.");

        bool isFirst = start[6] == 1;
        long length = isFirst ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        int begin = isFirst ? 10 : 12;
        if (length > MostHeader)
            throw new DataException($"{path}: byte 8 gives a header of {length} bytes; more than {MostHeader} are not read.");

        if (begin + length > file.Length)
            throw new DataException($"{path} is cut off: byte 8 gives a header of {length} bytes; the file has {file.Length}.");

        file.Position = begin;
        byte[] text = new byte[length];
        file.ReadExactly(text);
        Match header = Header().Match(Encoding.UTF8.GetString(text));
        if (!header.Success)
            throw new DataException($"{path}: byte {begin} does not begin a header with descr, fortran_order and shape.");

        string kind = header.Groups["kind"].Value;
        if (header.Groups["order"].Value == ">" || Size(kind) == 0)
            throw new DataException($"{path}: byte {begin}: numbers of the kind {header.Groups["order"].Value}{kind} cannot be read; expected little-endian integers or floats of 4 or 8 bytes.");

        if (header.Groups["fortran"].Value == "True")
            throw new DataException($"{path}: byte {begin}: the array is in Fortran order; expected C order (numpy.ascontiguousarray).");

        int[] shape = [.. header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw new DataException($"{path}: byte {begin}: the shape {n} is too large."))];
        if (shape.Length == 0 || shape.Contains(0))
            throw new DataException($"{path}: byte {begin}: the shape is ({string.Join(", ", shape)}); expected at least one sample.");

        if (samples > shape[0])
            throw new DataException($"{path} holds {shape[0]} samples; {samples} are asked for.");

        shape[0] = samples ?? shape[0];
        // No product of sizes may come round to a small one.
        Int128 bytes = shape.Aggregate((Int128)Size(kind), (product, n) => product > long.MaxValue ? product : product * n);
        if (file.Position + bytes > file.Length)
            throw new DataException($"{path} is cut off at byte {file.Length}; expected {file.Position + bytes} bytes for {shape[0]} samples.");

        if (bytes > Array.MaxLength)
            throw new DataException($"{path}: {bytes} bytes are more than fit into memory; ask for fewer samples.");

        long at = file.Position;
        byte[] data = new byte[(long)bytes];
        file.ReadExactly(data);
        return new NpyArray(path, shape, kind, data, at);
    }

    private static int Size(string kind) => kind is "f4" or "f8" or "b1" or "u1" or "i1" or "u2" or "i2" or "u4" or "i4" or "u8" or "i8" ? kind[1] - '0' : 0;

    // From the start of the header, so that a hostile one cannot make it be tried at every place.
    [GeneratedRegex("^\\s*\\{\\s*'descr':\\s*'(?<order>[<>|=]?)(?<kind>[a-zA-Z]\\d+)'.*'fortran_order':\\s*(?<fortran>True|False).*'shape':\\s*\\((?<shape>[0-9, ]*)\\)", RegexOptions.Singleline)]
    private static partial Regex Header();
}
