using HyperSearch.Numerics;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Tests.Journals;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>What simulations found, one by one.</summary>
public sealed class SimulatedDiskTests
{
    // Seed 159: the record that a study is finished was written, its writer killed before the flush; the next run read it, said "finished" and wrote nothing; then the power went.
    [Fact]
    public void What_a_killed_writer_had_not_flushed_is_durable_before_the_next_one_acts_on_it()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var disk = new SimulatedDisk(new RandomStream(seed, StreamPurpose.Retrain), Storm.CalmWith(0));
            using (JournalWriter killed = JournalWriter.Create("journal", new ManualTime(), disk))
            {
                killed.Append([JournalFile.Header]);
                killed.Flush();
                killed.Append([new StudyFinished("hash")]);
            }

            var reader = new JournalReader("journal", disk);
            Assert.Equal(2, reader.Read().Count());
            using JournalWriter next = JournalWriter.Continue("journal", reader, new ManualTime(), out _);
            disk.LosePower();
            Assert.Equal(2, new JournalReader("journal", disk).Read().Count());
        }
    }
}
