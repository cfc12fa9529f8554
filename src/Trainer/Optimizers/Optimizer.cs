using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>Updates the parameters of a network from their gradients, and keeps what it remembers of earlier ones.</summary>
/// <remarks>All arithmetic is elementwise in float32, of operations that IEEE 754 defines to the bit. Nothing is allocated in a step.</remarks>
internal abstract unsafe class Optimizer : IDisposable
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly Matrix[] first, second;
    private readonly double weightDecay, l1, clipNorm;

    /// <param name="parameters">What is learnt.</param>
    /// <param name="states">How many numbers are remembered of every weight: 0, 1 or 2.</param>
    /// <param name="options">The rate, the penalties and the largest norm of the gradient.</param>
    protected Optimizer(IReadOnlyList<Parameter> parameters, int states, OptimizerOptions options)
    {
        this.parameters = parameters;
        LearningRate = options.LearningRate;
        (weightDecay, l1, clipNorm) = (options.WeightDecay, options.L1, options.ClipNorm);
        first = states > 0 ? Remember() : [];
        second = states > 1 ? Remember() : [];
    }

    /// <summary>The rate of the next step; a schedule sets it.</summary>
    public double LearningRate { get; set; }

    /// <summary>Updates every parameter once.</summary>
    public void Step()
    {
        if (clipNorm > 0)
            GradientNorm.Clip(parameters, clipNorm);

        BeginStep();
        for (int i = 0; i < parameters.Count; i++)
        {
            Parameter p = parameters[i];
            Update(new Slice(
                p.Values.Data, p.Gradient.Data, first.Length > 0 ? first[i].Data : null, second.Length > 0 ? second[i].Data : null, (nint)p.Values.Length,
                p.IsPenalised ? weightDecay : 0));
            if (l1 > 0 && p.IsPenalised)
                SoftThreshold.Apply(p.Values.Data, (nint)p.Values.Length, (float)(LearningRate * l1));
        }
    }

    public void Dispose()
    {
        foreach (Matrix matrix in first.Concat(second))
            matrix.Dispose();
    }

    /// <summary>Called once a step, before the updates: for what changes with the number of the step.</summary>
    protected virtual void BeginStep()
    {
    }

    /// <summary>Updates <see cref="Slice.Weights"/> and the state from <see cref="Slice.Gradient"/>, <see cref="Slice.Length"/> numbers (a multiple of 16).</summary>
    protected abstract void Update(in Slice slice);

    private Matrix[] Remember() => [.. parameters.Select(p => new Matrix(p.Values.Rows, p.Values.Columns))];

    /// <summary>The numbers of one parameter, side by side. States start at zero; those that were not asked for are null.</summary>
    protected readonly struct Slice(float* weights, float* gradient, float* first, float* second, nint length, double decay)
    {
        public readonly float* Weights = weights, Gradient = gradient, First = first, Second = second;
        public readonly nint Length = length;

        /// <summary>The weight decay that applies here: 0 for biases.</summary>
        public readonly double Decay = decay;
    }
}
