namespace HyperSearch.Search.Coordination;

/// <summary>
/// The best trials trained again, round by round, each round on a fresh seed that is the same for all of them. After the first rounds those that are clearly worse than the leader
/// drop out, and the race ends when one is left: successive elimination (Maron and Moore, "Hoeffding races", NIPS 1993), paired by seed.
/// </summary>
internal static class Race
{
    /// <summary>So many rounds are run by all: fewer say too little of how much seeds matter, and workers need not wait for each other.</summary>
    public const int OpenRounds = 5;

    /// <summary>The trainings that are to be done as far as it is known, in the order in which they are given out.</summary>
    /// <param name="candidates">The trials in the race, the best first.</param>
    /// <param name="rounds">The most rounds.</param>
    /// <param name="find">The training of a number.</param>
    /// <param name="lossOf">The loss of a training that is over; infinite unless it completed.</param>
    public static IReadOnlyList<Work> WorksOf(IReadOnlyList<Trial> candidates, int rounds, Func<WorkId, Work> find, Func<Work, double> lossOf)
    {
        var works = new List<Work>();
        (Trial Trial, List<double> Losses)[] running = [.. candidates.Select(c => (c, new List<double>()))];
        for (int round = 1; round <= rounds && (round <= OpenRounds || running.Length > 1); round++)
        {
            Work[] now = [.. running.Select(r => find(new WorkId(r.Trial.Number, round)))];
            works.AddRange(now);
            if (round < Math.Min(OpenRounds, rounds))
            {
                continue; // the next round does not hang on this one
            }

            Work[][] done = [.. running.Select(r => works.Where(w => w.Id.Trial == r.Trial.Number).ToArray())];
            if (done.Any(d => d.Any(w => !w.IsOver)))
            {
                break;
            }

            for (int i = 0; i < running.Length; i++)
            {
                running[i].Losses.Clear();
                running[i].Losses.AddRange(done[i].Select(lossOf));
            }

            running = [.. running.Where(r => !IsBeaten(r.Losses, running.Select(other => other.Losses)))];
        }

        return works;
    }

    private static bool IsBeaten(List<double> losses, IEnumerable<List<double>> all)
    {
        // A repeat that diverged is worse than any that did not: it has no place in a mean.
        bool isWhole = losses.TrueForAll(double.IsFinite);
        return all.Where(other => other != losses && other.TrueForAll(double.IsFinite)).Any(other => !isWhole || PairedDifference.Of(other, losses).IsVeryClear);
    }
}
