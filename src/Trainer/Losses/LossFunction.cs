using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Losses;

/// <summary>
/// Sums the losses of the first <paramref name="rows"/> rows of scores, in their order, and overwrites the scores with the gradient of the mean loss by them and their
/// padding with zeros.
/// </summary>
internal delegate BatchScore LossFunction(Matrix scores, ReadOnlySpan<int> labels, int rows);
