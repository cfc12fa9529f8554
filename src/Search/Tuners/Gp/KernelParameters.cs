namespace HyperSearch.Search.Tuners;

/// <summary>What a Gaussian process is made with.</summary>
/// <param name="W">The weights of the squared distances, by dimension.</param>
/// <param name="S">The variance where nothing is known.</param>
/// <param name="Noise">The noise's variance.</param>
/// <param name="Inputs">What is done to coordinates before distances are taken.</param>
internal sealed record KernelParameters(double[] W, double S, double Noise, InputWarp Inputs);
