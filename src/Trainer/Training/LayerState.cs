namespace HyperSearch.Trainer.Training;

/// <summary>How a layer of weights and what it feeds fared in one epoch.</summary>
/// <param name="Layer">The number of the layer, from 1; the last one gives the scores.</param>
/// <param name="ActivationMean">The mean of the activation's outputs (of the last layer: of the scores) over the probed samples.</param>
/// <param name="ActivationStd">Their standard deviation.</param>
/// <param name="DeadShare">The share of the units whose output is zero for every probed sample; of the last layer 0.</param>
/// <param name="SaturatedShare">
/// The share of the outputs that lie within a hundredth of the ends of the activation's range (sigmoid, tanh, elu's lower one), where its slope is next to nothing; of other
/// activations and of the last layer 0.
/// </param>
/// <param name="GradientNorm">The Euclidean norm of the gradient of the weights at the epoch's last step, before any clipping.</param>
/// <param name="UpdateRatio">The norm of what that step changed in the weights, divided by theirs; 0 where all weights were zero.</param>
/// <remarks>The probed samples are the first 256 of the validation part, or of the training part where there is none; they pass in evaluation.</remarks>
public sealed record LayerState(
    int Layer, double ActivationMean, double ActivationStd, double DeadShare, double SaturatedShare, double GradientNorm, double UpdateRatio);
