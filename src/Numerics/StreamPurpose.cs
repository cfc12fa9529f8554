namespace HyperSearch.Numerics;

/// <summary>What the draws of a <see cref="RandomStream"/> are for. Streams of different purposes share nothing, whatever their seed.</summary>
/// <remarks>The numbers are part of every study's result: add, never renumber.</remarks>
public enum StreamPurpose
{
    /// <summary>The proposal of a trial's parameter set.</summary>
    Proposal = 1,

    /// <summary>Which images go to the validation part.</summary>
    Split = 2,

    /// <summary>The initial weights of a network.</summary>
    InitialWeights = 3,

    /// <summary>The order of the samples in an epoch.</summary>
    Batches = 4,

    /// <summary>The drawn digits of the built-in data source.</summary>
    Digits = 5,

    /// <summary>Which trials <c>verify --retrain</c> trains again.</summary>
    Retrain = 6,

    /// <summary>What a tuner draws once for a whole study, such as the scrambling of a design of points.</summary>
    Design = 7,

    /// <summary>The seed of what the objective function of a program draws.</summary>
    Objective = 8,

    /// <summary>Which units are left out of a step.</summary>
    Dropout = 20,

    /// <summary>How the images of an epoch are changed.</summary>
    Augmentation = 21,

    /// <summary>Which samples go to the test part.</summary>
    TestPart = 22,

    /// <summary>The forest and the resampling by which the importance of parameters is judged.</summary>
    Importance = 30,

    /// <summary>The seed that a program is given.</summary>
    Program = 40,
}
