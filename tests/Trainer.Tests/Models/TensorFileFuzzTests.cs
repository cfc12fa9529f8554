using HyperSearch.TestKit;
using HyperSearch.Trainer.Models;

namespace HyperSearch.Trainer.Tests.Models;

/// <summary>Whatever the bytes of a safetensors file are, the end is its tensors or a <see cref="ModelException"/>.</summary>
public sealed class TensorFileFuzzTests
{
    [Fact]
    public void A_mutated_file_gives_tensors_or_says_what_is_wrong()
    {
        using var small = new MemoryStream();
        new TensorFile([new Tensor("a", [2, 2], [1, 2, 3, 4]), new Tensor("b", [], [5]), new Tensor("c", [0, 7], [])], new Dictionary<string, string> { ["format"] = "pt" }).Write(small);
        new Fuzzer([small.ToArray()], "\"shape\":[4294967296,4294967296]", "\"data_offsets\":[0,9223372036854775807]", "\"dtype\":\"F32\"", "__metadata__", "\\ud800", "[", "{").Run(bytes =>
        {
            try
            {
                TensorFile file = new TensorFileReader(new MemoryStream(bytes), "mutated").Read();
                Assert.All(file.Tensors, t => Assert.True(t.Values.Length * sizeof(float) <= bytes.Length));
            }
            catch (ModelException e)
            {
                Assert.StartsWith("mutated", e.Message, StringComparison.Ordinal);
            }
        });
    }
}
