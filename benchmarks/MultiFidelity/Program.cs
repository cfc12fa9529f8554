using System.Globalization;
using HyperSearch.MultiFidelity;

// curves TUNER PRUNER [SEEDS] [CAP] [FIRST_SEED]: epochs to within 0.005 of the best, of both variants.
// replay PRUNER IN_FLIGHT CSV...: a pruner on recorded curves of a study whose tuner heeds none (hypersearch export --format epochs), beside no pruner.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (LearningCurve.Check() is { } wrong)
{
    Console.Error.WriteLine(wrong);
    return 1;
}

switch (args)
{
    case ["curves", var tuner, var pruner, .. var rest]:
        int seeds = rest.Length > 0 ? int.Parse(rest[0]) : 20, cap = rest.Length > 1 ? int.Parse(rest[1]) : 6000, first = rest.Length > 2 ? int.Parse(rest[2]) : 0;
        Console.WriteLine(Race.Row("crossing", tuner, pruner, first, seeds, cap));
        Console.WriteLine(Race.Row("mild", tuner, pruner, first, seeds, cap));
        return 0;
    case ["replay", var pruner, var inFlight, .. var files]:
        Replay.Print(pruner, int.Parse(inFlight), files);
        return 0;
    default:
        Console.Error.WriteLine("curves TUNER PRUNER [SEEDS] [CAP] [FIRST_SEED] | replay PRUNER IN_FLIGHT CSV...");
        return 2;
}
