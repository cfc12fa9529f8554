namespace HyperSearch.Search.Tests.Simulation;

/// <summary>An open file of a <see cref="SimulatedDisk"/>.</summary>
internal sealed class SimulatedStream(SimulatedDisk disk, SimulatedFile file) : Stream
{
    public SimulatedFile File => file;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = disk.Read(file, (int)Position, buffer.AsSpan(offset, count));
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Assert.Equal(file.Length, Position); // a journal is only ever appended to
        disk.Append(file, buffer.AsSpan(offset, count));
        Position = file.Length;
    }

    public override void SetLength(long value) => disk.Cut(file, (int)value);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
