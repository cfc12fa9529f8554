namespace HyperSearch.Search.Tests.Simulation;

/// <summary>The simulation is worth something if it finds what is wrong: bugs are planted, and it has to find each of them soon.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int MostSeeds = 100;

    public static TheoryData<string> Bugs => [.. Enum.GetValues<PlantedBug>().Where(b => b != PlantedBug.None).Select(b => b.ToString())];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found_within_a_hundred_storms(string bug)
    {
        for (ulong seed = 0; seed < MostSeeds; seed++)
        {
            try
            {
                SimulatedStudies.RunOne(seed, Enum.Parse<PlantedBug>(bug));
            }
            catch (Exception found) when (found is not OutOfMemoryException)
            {
                output.WriteLine($"{bug}: seed {seed}: {found.GetType().Name} {found.Message}");
                return;
            }
        }

        Assert.Fail($"{bug} was not found in {MostSeeds} storms.");
    }
}
