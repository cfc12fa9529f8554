using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HyperSearch.Exchange.TensorBoard;

/// <summary>A message of protocol buffers, field by field (the wire format of protobuf.dev/programming-guides/encoding). A dozen small messages do not need a compiler and its library.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>A whole number that is not negative, a truth value, or a word of an enumeration.</summary>
    public ProtoMessage Add(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
        return this;
    }

    /// <summary>A number of 64 bits.</summary>
    public ProtoMessage Add(int field, double value)
    {
        Span<byte> eight = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        Tag(field, Fixed64);
        bytes.Write(eight);
        return this;
    }

    /// <summary>A number of 32 bits.</summary>
    public ProtoMessage Add(int field, float value)
    {
        Span<byte> four = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        Tag(field, Fixed32);
        bytes.Write(four);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Another message.</summary>
    public ProtoMessage Add(int field, ProtoMessage message) => Add(field, message.ToArray());

    /// <summary>Bytes.</summary>
    public ProtoMessage Add(int field, byte[] value)
    {
        Tag(field, Bytes);
        Number((ulong)value.Length);
        bytes.Write(value);
        return this;
    }

    /// <summary>The message.</summary>
    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    private void Tag(int field, int kind) => Number((ulong)((field << 3) | kind));

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Write([(byte)(value | 0x80)]);
        }

        bytes.Write([(byte)value]);
    }
}
