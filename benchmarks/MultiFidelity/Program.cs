using System.Globalization;
using HyperSearch.MultiFidelity;

// curves TUNER PRUNER [SEEDS] [CAP]: epochs to within 0.005 of the best, of both variants.
// replay PRUNER CSV...: a pruner on recorded curves of a study whose tuner heeds none (hypersearch export --format epochs), beside no pruner.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (LearningCurve.Check() is { } wrong)
{
    Console.Error.WriteLine(wrong);
    return 1;
}

switch (args)
{
    case ["curves", var tuner, var pruner, .. var rest]:
        int seeds = rest.Length > 0 ? int.Parse(rest[0]) : 20, cap = rest.Length > 1 ? int.Parse(rest[1]) : 6000;
        Console.WriteLine(Race.Row("crossing", tuner, pruner, seeds, cap));
        Console.WriteLine(Race.Row("mild", tuner, pruner, seeds, cap));
        return 0;
    case ["replay", var pruner, .. var files]:
        Replay.Print(pruner, files);
        return 0;
    default:
        Console.Error.WriteLine("curves TUNER PRUNER [SEEDS] [CAP] | replay PRUNER CSV...");
        return 2;
}
