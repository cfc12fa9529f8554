using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using HyperSearch.Search.Journals;

namespace HyperSearch.Exchange.TensorBoard;

/// <summary>
/// An event file of TensorBoard's: events one after the other, each with its length before it and checksums of both (TFRecord). The numbers of the fields are those of TensorFlow's
/// <c>event.proto</c> and <c>summary.proto</c>.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, SummaryOf = 5; // Event
    private const int Value = 1; // Summary
    private const int TagOf = 1, SimpleValue = 2, Tensor = 8, Metadata = 9; // Summary.Value
    private const uint MaskDelta = 0xa282ead8;
    private readonly FileStream file;

    /// <summary>Begins a file in a folder.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="begun">When its events begin, in milliseconds since 1970; it is in the name, by which TensorBoard knows such files.</param>
    public EventFile(string folder, long begun)
    {
        Directory.CreateDirectory(folder);
        file = new FileStream(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{begun / 1000}.hypersearch")), FileMode.CreateNew, FileAccess.Write);
        Write(new ProtoMessage().Add(WallTime, begun / 1000.0).Add(FileVersion, "brain.Event:2"));
    }

    /// <summary>Adds a number at a step.</summary>
    /// <param name="at">When, in milliseconds since 1970.</param>
    /// <param name="step">The step.</param>
    /// <param name="tag">What it is a value of.</param>
    /// <param name="value">The value, of which TensorBoard keeps 32 bits.</param>
    public void AddScalar(long at, int step, string tag, double value) => AddValue(at, step, new ProtoMessage().Add(TagOf, tag).Add(SimpleValue, (float)value));

    /// <summary>Adds something that is for a plug-in alone.</summary>
    /// <param name="at">When, in milliseconds since 1970.</param>
    /// <param name="tag">What it is.</param>
    /// <param name="metadata">The <c>SummaryMetadata</c> that carries it.</param>
    public void AddMetadata(long at, string tag, ProtoMessage metadata)
    {
        // Readers pass over a value without content: an empty list of floats is the least there is (dtype 1, shape with one dimension of size 0).
        ProtoMessage nothing = new ProtoMessage().Add(1, 1).Add(2, new ProtoMessage().Add(2, new ProtoMessage()));
        AddValue(at, 0, new ProtoMessage().Add(TagOf, tag).Add(Metadata, metadata).Add(Tensor, nothing));
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    /// <summary>The checksum as TFRecord has it: turned and shifted, as that of bytes that hold their own checksum would else be of little use.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(JournalReader.Crc32C(bytes), 15) + MaskDelta);

    private void AddValue(long at, int step, ProtoMessage value) =>
        Write(new ProtoMessage().Add(WallTime, at / 1000.0).Add(Step, step).Add(SummaryOf, new ProtoMessage().Add(Value, value)));

    private void Write(ProtoMessage message)
    {
        byte[] content = message.ToArray();
        Span<byte> head = stackalloc byte[sizeof(ulong)], crc = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)content.Length);
        file.Write(head);
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Checksum(head));
        file.Write(crc);
        file.Write(content);
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Checksum(content));
        file.Write(crc);
    }
}
