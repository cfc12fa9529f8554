using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Layers;

/// <summary>The oracle: the same network in double precision, written from its formulas, with the C library's functions.</summary>
internal sealed class DoubleNetwork(Network network, Activation activation)
{
    /// <summary>By parameter (weights row after row, then biases, layer by layer): its numbers.</summary>
    public double[][] Parameters { get; } = [.. network.Parameters.Select(p => Numbers(p.Values))];

    public static double[] Numbers(Trainer.Kernels.Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).SelectMany(r => matrix.Row(r).ToArray()).Select(v => (double)v)];

    /// <summary>The mean softmax cross-entropy of the samples.</summary>
    public double Loss(ReadOnlySpan<float> features, ReadOnlySpan<int> labels)
    {
        int inputs = features.Length / labels.Length;
        double total = 0;
        for (int s = 0; s < labels.Length; s++)
        {
            double[] x = [.. features.Slice(s * inputs, inputs).ToArray().Select(v => (double)v)];
            for (int l = 0; l < Parameters.Length; l += 2)
            {
                double[] w = Parameters[l], y = [.. Parameters[l + 1]];
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < y.Length; j++)
                        y[j] += x[i] * w[(i * y.Length) + j];
                }

                x = l + 2 < Parameters.Length ? [.. y.Select(Activate)] : y;
            }

            total += Math.Log(x.Sum(Math.Exp)) - x[labels[s]];
        }

        return total / labels.Length;
    }

    private double Activate(double x) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(x)),
    };
}
