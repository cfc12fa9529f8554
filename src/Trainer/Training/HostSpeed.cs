using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Training;

/// <summary>How fast this machine trains, by a product of matrices that takes a few milliseconds: a calibration for estimates, on which nothing of a study rests.</summary>
public static class HostSpeed
{
    // The inner layers of the classic network, in batches of 100.
    private const int Size = 100, Turns = 5;

    // Copies, updates and short sums are slower than the product, whose inputs do not leave the first cache: see benchmarks/results/estimates.md.
    private const double Share = 0.7;
    private static readonly TimeSpan TurnTime = TimeSpan.FromMilliseconds(2);

    /// <summary>How much work (<see cref="TrainingCost"/>) a worker that has a core to itself does in a second. The best of a few turns, so that a pause of the machine does not count.</summary>
    /// <param name="time">The clock.</param>
    public static double WorkPerSecond(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        using Matrix x = new(Size, Size), w = new(Size, Size), bias = new(1, Size), y = new(Size, Size);
        Fill(x);
        Fill(w);
        double best = 0;
        for (int turn = 0; turn < Turns; turn++)
        {
            int products = 0;
            long begin = time.GetTimestamp();
            TimeSpan passed;
            do
            {
                KernelChoice.Current.Forward(x, Size, w, bias, y);
                products++;
                passed = time.GetElapsedTime(begin);
            }
            while (passed < TurnTime);
            best = Math.Max(best, products / passed.TotalSeconds);
        }

        return Share * best * Size * Size * Size / 1000;
    }

    private static void Fill(Matrix matrix)
    {
        for (int row = 0; row < matrix.Rows; row++)
            matrix.Row(row).Fill(1f / (row + 1));
    }
}
