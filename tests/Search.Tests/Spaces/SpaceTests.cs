using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tests.Spaces;

public sealed class SpaceTests
{
    // The conditional dimensions stand before those they depend on, on purpose.
    private static readonly Space Conditional = new(
    [
        new NumericDimension("nesterov.momentum", 0.5, 0.9) { When = [new Condition("nesterov", [Json("true")])] },
        new ChoiceDimension("nesterov", [Json("false"), Json("true")]) { When = [new Condition("type", [Json("\"momentum\""), Json("\"adam\"")])] },
        new ChoiceDimension("type", [Json("\"sgd\""), Json("\"momentum\""), Json("\"adam\"")]),
        new NumericDimension("units", 1, 4) { Integer = true },
    ]);

    [Fact]
    public void A_dimension_is_active_exactly_while_its_conditions_hold_and_inactivity_is_passed_on()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 500; i++)
        {
            ParameterSet set = Draw(Conditional, i);
            string type = set.ValueOf(2)!.GetValue<string>();
            Assert.Equal(type != "sgd", set.IsActive(1));
            Assert.Equal(set.IsActive(1) && set.ValueOf(1)!.GetValue<bool>(), set.IsActive(0));
            seen.Add($"{type} {set.IsActive(1)} {set.IsActive(0)}");
        }

        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public void A_parameter_set_written_as_JSON_is_read_back_to_the_bit()
    {
        for (int i = 0; i < 500; i++)
        {
            ParameterSet set = Draw(Conditional, i);
            Assert.Equal(set, Conditional.Read(Json(set.ToString())));
        }
    }

    [Fact]
    public void A_parameter_set_encoded_and_decoded_again_is_nearly_the_same_and_inactive_places_are_NaN()
    {
        for (int i = 0; i < 500; i++)
        {
            ParameterSet set = Draw(Conditional, i);
            double[] unit = Conditional.Encode(set, Conditional.Ranges);
            ParameterSet again = Conditional.Decode(unit, Conditional.Ranges);
            for (int d = 0; d < unit.Length; d++)
            {
                Assert.Equal(set.IsActive(d), !double.IsNaN(unit[d]));
                Assert.Equal(set[d], again[d], 1e-14);
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"sgd"}""", "units")]
    [InlineData("""{"type":"sgd","units":1,"nesterov":true}""", "nesterov")]
    [InlineData("""{"type":"adam","units":1}""", "nesterov")]
    [InlineData("""{"type":"x","units":1}""", "type")]
    [InlineData("""{"type":"sgd","units":1.5}""", "units")]
    [InlineData("""{"type":"sgd","units":1e999}""", "units")]
    [InlineData("""{"type":"sgd","units":"1"}""", "units")]
    [InlineData("""{"type":"sgd","units":1,"x":1}""", "does not have")]
    [InlineData("[]", "object")]
    public void What_is_no_parameter_set_of_the_space_is_refused_by_name(string json, string named)
    {
        FormatException e = Assert.Throws<FormatException>(() => Conditional.Read(Json(json)));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_put_into_a_copy_of_the_trainer_section()
    {
        var space = new Space(
        [
            new NumericDimension("network.hidden.1", 1, 9) { Integer = true },
            new NumericDimension("optimizer.rate", 0.5, 0.5),
            new ChoiceDimension("shape", [Json("[1,{\"a\":null}]")]),
        ]);
        var section = (JsonObject)JsonNode.Parse("""{"network":{"hidden":[3,4]},"shape":[]}""")!;

        JsonObject applied = space.Decode([1, 0, 0], space.Ranges).ApplyTo(section);

        Assert.Equal("""{"network":{"hidden":[3,9]},"shape":[1,{"a":null}],"optimizer":{"rate":0.5}}""", applied.ToJsonString());
        Assert.Equal("""{"network":{"hidden":[3,4]},"shape":[]}""", section.ToJsonString());
    }

    [Fact]
    public void The_grid_has_as_many_points_as_the_products_of_the_values_and_none_if_one_is_continuous()
    {
        Assert.Null(Lattice.Of(Conditional));
        Assert.Equal(2 * 3 * 4, Lattice.Of(new Space([.. Conditional.Dimensions.Skip(1)]))!.Size);
    }

    [Fact]
    public void Circles_unknown_conditions_and_repeated_paths_are_refused()
    {
        var a = new ChoiceDimension("a", [Json("1")]);
        Assert.Throws<ArgumentException>(() => new Space([a, a]));
        Assert.Throws<ArgumentException>(() => new Space([a with { When = [new Condition("b", [Json("1")])] }]));
        Assert.Throws<ArgumentException>(() => new Space([a with { When = [new Condition("a", [Json("1")])] }]));
        Assert.Throws<ArgumentException>(() => new Space([a, new ChoiceDimension("b", [Json("1")]) { When = [new Condition("a", [Json("2")])] }]));
    }

    private static ParameterSet Draw(Space space, int trial)
    {
        var stream = new RandomStream(11, StreamPurpose.Proposal, trial);
        double[] unit = [.. space.Dimensions.Select(_ => stream.NextUnit())];
        return space.Decode(unit, space.Ranges);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
