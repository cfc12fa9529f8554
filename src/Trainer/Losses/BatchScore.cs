namespace HyperSearch.Trainer.Losses;

/// <summary>The sum of the losses of a batch's samples and how many of them were classified rightly.</summary>
internal readonly record struct BatchScore(double Loss, int Correct);
