using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>The record of how long a run was said to take.</summary>
public sealed class RunEstimateTests
{
    [Fact]
    public void An_estimate_changes_nothing_of_a_study_wherever_it_stands()
    {
        StudySimulation simulation = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[2], 12), new Weather(3));
        for (int at = 0; at <= simulation.Journal.Count; at++)
        {
            var state = new StudyState(simulation.State.Definition);
            foreach (Record record in simulation.Journal.Take(at).Append(new RunEstimated(at, 2)).Concat(simulation.Journal.Skip(at)))
            {
                state.Apply(record);
            }

            Assert.Equal(simulation.State.FinishedHash, StudyHash.Of(state));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_estimate_that_is_no_time_is_refused(double seconds) =>
        Assert.Throws<InvalidRecordException>(() => new StudyState(ToyStudies.Read(ToyStudies.Tuners[0], 12)).Apply(new RunEstimated(seconds, 2)));
}
