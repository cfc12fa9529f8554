using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tests.Spaces;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("a.b.1", "2")]
    [InlineData("a.b", "[1,2]")]
    [InlineData("a.b.2", null)]
    [InlineData("a.b.-1", null)]
    [InlineData("a.b.x", null)]
    [InlineData("a.c.d", null)]
    [InlineData("x", null)]
    public void A_path_leads_to_its_value_or_nowhere(string path, string? value) =>
        Assert.Equal(value, JsonPath.Get(Sample(), path)?.ToJsonString());

    [Theory]
    [InlineData("a.b.0", """{"a":{"b":[7,2],"c":3}}""")]
    [InlineData("a.c", """{"a":{"b":[1,2],"c":7}}""")]
    [InlineData("x.y", """{"a":{"b":[1,2],"c":3},"x":{"y":7}}""")]
    public void A_value_is_put_in_its_place(string path, string expected)
    {
        JsonObject root = Sample();
        Assert.True(JsonPath.Set(root, path, 7));
        Assert.Equal(expected, root.ToJsonString());
    }

    [Theory]
    [InlineData("a.b.2")]
    [InlineData("a.c.d")]
    [InlineData("a.b.x.y")]
    public void A_place_that_cannot_be_is_refused_and_nothing_changes(string path)
    {
        JsonObject root = Sample();
        Assert.False(JsonPath.Set(root, path, 7));
        Assert.Equal(Sample().ToJsonString(), root.ToJsonString());
    }

    private static JsonObject Sample() => (JsonObject)JsonNode.Parse("""{"a":{"b":[1,2],"c":3}}""")!;
}
