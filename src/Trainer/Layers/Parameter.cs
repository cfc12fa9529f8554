using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>Numbers that are learnt, with their gradient from the last backward pass. Padding columns are zero in both and stay so.</summary>
internal sealed class Parameter(int rows, int columns, bool isPenalised) : IDisposable
{
    public Matrix Values { get; } = new(rows, columns);

    public Matrix Gradient { get; } = new(rows, columns);

    /// <summary>Whether weight decay applies: to weights, not to biases.</summary>
    public bool IsPenalised { get; } = isPenalised;

    public void Dispose()
    {
        Values.Dispose();
        Gradient.Dispose();
    }
}
