using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>y = gain x' + shift, with x' the input brought to mean 0 and variance 1 in some direction. Gains start at 1, shifts at 0; weight decay leaves both alone.</summary>
internal abstract class NormalizationLayer : ModalLayer
{
    /// <summary>Added to variances, so that none is zero. PyTorch's.</summary>
    protected const double Epsilon = 1e-5;

    protected NormalizationLayer(int units, int capacity)
    {
        (Gain, Shift) = (new Parameter(1, units, isPenalised: false), new Parameter(1, units, isPenalised: false));
        Gain.Values.Row(0).Fill(1);
        (Output, Normal) = (new Matrix(capacity, units), new Matrix(capacity, units));
        Parameters = [Gain, Shift];
    }

    public Parameter Gain { get; }

    public Parameter Shift { get; }

    public sealed override IReadOnlyList<Parameter> Parameters { get; }

    protected Matrix Output { get; }

    /// <summary>x' of the last forward pass.</summary>
    protected Matrix Normal { get; }

    public override void Dispose()
    {
        Gain.Dispose();
        Shift.Dispose();
        Output.Dispose();
        Normal.Dispose();
    }
}
