using HyperSearch.Numerics;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>
/// Which faults a run meets, and how often. Each seed draws some of them and leaves the others out: faults that happen all at once hide one another (swarm testing, Groce et al. 2012).
/// </summary>
/// <param name="Workers">How many workers there are.</param>
/// <param name="Length">For how many milliseconds it blows; then all is mended and the study must come to its end.</param>
/// <param name="LongestDelay">How long a message is under way at most, in milliseconds; so they overtake one another.</param>
/// <param name="LostMessage">The chance that a message, or its answer, is lost.</param>
/// <param name="DoubledMessage">The chance that it comes twice.</param>
/// <param name="Kill">The chance, at each turn of the coordinator, that its process dies.</param>
/// <param name="CrashOnDisk">The chance, at each step of the disk, that the process dies in the middle of it.</param>
/// <param name="PowerCut">The chance that a death is that of the whole machine: what was not flushed may be gone, torn or full of holes.</param>
/// <param name="FullDisk">The chance that a write fills the disk, which stays full for a while.</param>
/// <param name="FailedFlush">The chance that a flush fails.</param>
/// <param name="FailedRead">The chance that a read fails.</param>
/// <param name="Freeze">The chance, at each step of a worker, that it hangs for longer than anybody waits, and then goes on as if nothing had been.</param>
/// <param name="Vanish">The chance that it is never heard of again.</param>
/// <param name="Nonsense">The chance that it sends what no worker can mean.</param>
/// <param name="Falsehood">The chance that it sends wrong values that look like any others.</param>
/// <param name="ClockJump">The chance, twice a second, that the clocks jump.</param>
/// <param name="Stop">The chance, twice a second, that the user stops the study.</param>
internal sealed record Storm(
    int Workers,
    int Length,
    int LongestDelay,
    double LostMessage,
    double DoubledMessage,
    double Kill,
    double CrashOnDisk,
    double PowerCut,
    double FullDisk,
    double FailedFlush,
    double FailedRead,
    double Freeze,
    double Vanish,
    double Nonsense,
    double Falsehood,
    double ClockJump,
    double Stop)
{
    /// <summary>Draws one.</summary>
    public static Storm Draw(RandomStream luck)
    {
        return new Storm(
            Workers: 1 + luck.NextBelow(5),
            Length: 1000 + luck.NextBelow(20_000),
            LongestDelay: luck.NextBelow(2) == 0 ? 20 : 20 + luck.NextBelow(4000),
            LostMessage: Rate(0.15),
            DoubledMessage: Rate(0.15),
            Kill: Rate(0.05),
            CrashOnDisk: Rate(0.03),
            PowerCut: Rate(1),
            FullDisk: Rate(0.02),
            FailedFlush: Rate(0.02),
            FailedRead: Rate(0.05),
            Freeze: Rate(0.05),
            Vanish: Rate(0.05),
            Nonsense: Rate(0.1),
            Falsehood: luck.NextBelow(4) == 0 ? 0.1 * luck.NextUnit() : 0,
            ClockJump: Rate(0.1),
            Stop: Rate(0.05));

        double Rate(double most) => luck.NextBelow(2) == 0 ? 0 : most * luck.NextUnit();
    }

    /// <summary>The calm after it.</summary>
    public static Storm CalmWith(int workers) => new(workers, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
