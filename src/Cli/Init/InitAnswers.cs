namespace HyperSearch.Cli.Init;

/// <summary>What a new study is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tuner">What proposes parameter sets.</param>
/// <param name="Trials">How many trials.</param>
/// <param name="Data">What the trainer in the box learns from; null where a program of the user's is the trainer.</param>
/// <param name="Program">That program; null where there is none.</param>
/// <param name="Metric">The metric that the program prints; of the trainer in the box it follows from the data.</param>
internal sealed record InitAnswers(string Name, string Tuner, int Trials, DataGuess? Data, ProgramLine? Program, string Metric)
{
    public const string DefaultTuner = "auto", DefaultData = "digits", DefaultMetric = "validation.accuracy";

    public const int DefaultTrials = 40;
}
