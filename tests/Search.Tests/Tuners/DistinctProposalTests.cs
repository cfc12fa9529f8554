using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Tuners;

public sealed class DistinctProposalTests
{
    [Fact]
    public void A_tuner_that_has_settled_on_a_choice_without_parameters_does_not_propose_it_again()
    {
        // One choice has no further parameter, the other an endless one.
        JsonElement a = JsonSerializer.SerializeToElement("a"), b = JsonSerializer.SerializeToElement("b");
        var space = new Space([new ChoiceDimension("c", [a, b]), new NumericDimension("x", 0, 1) { When = [new Condition("c", [b])] }]);
        ParameterSet settled = space.Decode([0, 0], space.Ranges);
        var known = new Knowledge(space, 1, 1, [new KnownTrial(0, settled, Outcome.Completed, 0)], [], new HashSet<ParameterSet> { settled }, [new Round(0, 0, 0, space.Ranges, [])]);
        ParameterSet found = DistinctProposal.Find(known, _ => settled);
        Assert.True(found.IsActive(1));
    }
}
