namespace HyperSearch.Trainer.Data;

/// <summary>The sizes of a data set and its parts: enough to know what an epoch costs.</summary>
/// <param name="TrainingSamples">Samples a network learns from.</param>
/// <param name="ValidationSamples">Samples kept back to score it.</param>
/// <param name="Inputs">Features of a sample.</param>
/// <param name="Classes">Labels are 0 to one less.</param>
public sealed record DataShape(int TrainingSamples, int ValidationSamples, int Inputs, int Classes);
