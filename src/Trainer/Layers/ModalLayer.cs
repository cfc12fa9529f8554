namespace HyperSearch.Trainer.Layers;

/// <summary>A layer that does in training what it does not in evaluation.</summary>
internal abstract class ModalLayer : Layer
{
    /// <summary>The step being trained, from 0; null in evaluation, in which a row's output depends on that row alone.</summary>
    public int? TrainedStep { get; set; }
}
