using HyperSearch.Workers.Programs;

namespace HyperSearch.Workers.Tests;

public sealed class ProgramProcessesTests
{
    [Fact]
    public void What_belongs_to_a_process_of_another_container_or_machine_is_never_taken_for_abandoned()
    {
        string own = ProgramProcesses.NewScratch(), name = Path.GetFileName(own);
        string[] parts = name.Split('-');
        string place = parts[2];
        string elsewhere = own.Replace(place, place + "x", StringComparison.Ordinal), dead = own.Replace($"{place}-{Environment.ProcessId}-", $"{place}-999999999-", StringComparison.Ordinal);
        try
        {
            Array.ForEach([own, elsewhere, dead], folder => Directory.CreateDirectory(folder));
            ProgramProcesses.RemoveAbandoned();
            Assert.True(Directory.Exists(own));
            Assert.True(Directory.Exists(elsewhere));
            Assert.False(Directory.Exists(dead));
        }
        finally
        {
            Array.ForEach([own, elsewhere, dead], folder => new ProgramProcesses(folder).Remove());
        }
    }
}
