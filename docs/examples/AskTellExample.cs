using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Examples;

internal static class AskTellExample
{
    public static double Run()
    {
        Space space = new SpaceBuilder().Double("x", -5, 5).Double("y", -5, 5).Build();
        using Study study = Study.Create(space, new StudyOptions { Trials = 40, MaxConcurrentTrials = 1, Tuner = new GpTunerOptions() });
        while (study.Ask() is { } trial)
        {
            double x = trial["x"], y = trial["y"];
            study.Tell(trial, ((x - 1) * (x - 1)) + ((y + 2) * (y + 2)));
        }

        return study.Best!.Work.Value!.Value;
    }
}
