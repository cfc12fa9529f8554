using System.Buffers.Binary;
using System.Text;
using HyperSearch.TestKit;
using HyperSearch.Trainer.Models;

namespace HyperSearch.Trainer.Tests.Models;

public sealed class TensorFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again_to_the_bit()
    {
        float[] odd = [0f, -0f, float.Epsilon, float.MaxValue, float.NaN, float.NegativeInfinity, BitConverter.UInt32BitsToSingle(0x7fa00001), 1f / 3];
        var written = new TensorFile(
            [new Tensor("a", [2, 4], odd), new Tensor("empty", [0, 3], []), new Tensor("scalar", [], [5]), new Tensor("line\n\"é\"", [1], [6])],
            new Dictionary<string, string> { ["text"] = "{\"a\": \"\u2028é\"}", ["format"] = "pt" });
        written.Write(folder["model"]);
        TensorFile read = TensorFile.Read(folder["model"]);
        Assert.Equal(written.Tensors.Select(t => t.Name), read.Tensors.Select(t => t.Name));
        Assert.All(written.Tensors.Zip(read.Tensors), pair =>
        {
            Assert.Equal(pair.First.Shape, pair.Second.Shape);
            Assert.Equal(pair.First.Values.Select(BitConverter.SingleToUInt32Bits), pair.Second.Values.Select(BitConverter.SingleToUInt32Bits));
        });
        Assert.Equal(written.Metadata.OrderBy(m => m.Key), read.Metadata.OrderBy(m => m.Key));
        Assert.Equal([folder["model"]], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_file_made_by_another_program_is_read_and_written_again_to_the_byte()
    {
        byte[] golden = File.ReadAllBytes(Golden("model.safetensors"));
        TensorFile file = TensorFile.Read(Golden("model.safetensors"));
        Assert.Equal("made by \"PyTorch\", tiny: é", file.Metadata["note"]);
        using var again = new MemoryStream();
        file.Write(again);
        Assert.Equal(golden, again.ToArray());
    }

    [Fact]
    public void A_file_cut_off_at_any_byte_is_refused_and_so_is_one_that_is_longer()
    {
        byte[] whole = File.ReadAllBytes(Golden("model.safetensors"));
        for (int length = 0; length < whole.Length; length++)
            Assert.Contains("cut off", Fault(whole[..length]), StringComparison.Ordinal);

        Assert.Contains($"is too long: it has {whole.Length + 1} bytes; expected {whole.Length}", Fault([.. whole, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_of_the_header_may_be_wrong_and_the_end_is_a_file_or_a_clear_sentence()
    {
        byte[] whole = File.ReadAllBytes(Golden("model.safetensors"));
        int header = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(whole);
        for (int i = 0; i < header; i++)
        {
            foreach (byte flip in (byte[])[1, 0x20, 0x80])
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= flip;
                try
                {
                    new TensorFileReader(new MemoryStream(damaged), "damaged").Read();
                }
                catch (ModelException e)
                {
                    Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', e.Message);
                }
            }
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "byte 8: the dtype of 'a' is 'F16'; only F32 can be read")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "the dtype of 'a' is missing")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "'a' has the shape [2] and 4 bytes of data, which do not agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", "which do not agree")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967297],"data_offsets":[0,4]}}""", "the shape of 'a' has the item 4294967297")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "the shape of 'a' has the item -1; expected a whole number from 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e999]}}""", "the data_offsets of 'a' has the item 1e999")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the numbers of 'a' begin at 4 of the data; expected 0, where those before it end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "are [4, 0]; expected a begin and an end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "the numbers of 'b' begin at 0 of the data; expected 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "the header is not JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}""", "byte 62: the header is not JSON")]
    [InlineData("""{"a":1}""", "'a' of the header is not an object")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "'a' of the header has no list 'shape'")]
    [InlineData("""{"__metadata__":{"x":1}}""", "is not an object of texts")]
    [InlineData("""{"a\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "byte 8: ")]
    [InlineData("[]", "the header is not a JSON object")]
    [InlineData("", "the header is not JSON")]
    [InlineData("{}", "is too long: it has 14 bytes; expected 10")]
    public void Damage_is_named_with_the_byte_and_what_is_expected(string header, string expected)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        Assert.Contains(expected, Fault([.. length, .. text, 1, 2, 3, 4]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(100UL)]
    public void A_header_longer_than_the_file_takes_no_memory(ulong length)
    {
        byte[] file = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        Assert.Contains($"byte 0: the header should have {length} bytes, but 56 follow", Fault(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_said()
    {
        Assert.Contains("does not exist", Assert.Throws<ModelException>(() => TensorFile.Read(folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<ModelException>(() => TensorFile.Read(folder.Root)).Message, StringComparison.Ordinal);
    }

    internal static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    private static string Fault(byte[] bytes)
    {
        string message = Assert.Throws<ModelException>(() => new TensorFileReader(new MemoryStream(bytes), "damaged").Read()).Message;
        Assert.Contains("damaged", message, StringComparison.Ordinal);
        return message;
    }
}
