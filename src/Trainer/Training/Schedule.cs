using HyperSearch.Numerics;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>
/// The factor of the learning rate at every step. Time t runs from 0 to the number of epochs, in parts of one for each step or in whole epochs, as
/// <see cref="ScheduleOptions.Per"/> says. The warm-up rises along a straight line and reaches 1 with its last step (or epoch); what follows it is measured from its
/// end: with u the share of the rest that is over, 0 to under 1, linear is 1 - (1 - final) u and cosine final + (1 - final) (1 + cos(pi u)) / 2.
/// </summary>
/// <remarks>A pure function of its arguments; the cosine is ours, so that the bits are the same everywhere.</remarks>
internal static class Schedule
{
    /// <summary>The factor of a step.</summary>
    /// <param name="options">The form.</param>
    /// <param name="epochs">The epochs of the whole training.</param>
    /// <param name="epoch">The present epoch, from 1.</param>
    /// <param name="step">The step in it, from 0.</param>
    /// <param name="steps">The steps of an epoch.</param>
    public static double Factor(ScheduleOptions options, int epochs, int epoch, int step, int steps)
    {
        bool byStep = options.Per == ScheduleUnit.Step;
        double t = epoch - 1 + (byStep ? (double)step / steps : 0);
        if (t < options.WarmupEpochs)
            return byStep ? (((epoch - 1.0) * steps) + step + 1) / ((double)options.WarmupEpochs * steps) : (double)epoch / options.WarmupEpochs;

        double rest = t - options.WarmupEpochs, u = rest / (epochs - options.WarmupEpochs);
        return options.Type switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Step => Power(options.Factor, (epoch - 1 - options.WarmupEpochs) / options.StepEpochs),
            ScheduleKind.Cosine => options.Final + ((1 - options.Final) * (1 + Elementary.SinCos(Math.PI * u).Cos) / 2),
            ScheduleKind.Linear => 1 - ((1 - options.Final) * u),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Type, "no such schedule"),
        };
    }

    private static double Power(double factor, int exponent)
    {
        double product = 1;
        for (int i = 0; i < exponent && product > 0; i++)
            product *= factor;

        return product;
    }
}
