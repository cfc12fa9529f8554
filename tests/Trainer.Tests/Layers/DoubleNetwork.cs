using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Layers;

/// <summary>The oracle: the same network in training, in double precision, written from its formulas, with the C library's functions.</summary>
internal sealed class DoubleNetwork(Network network, TrainerOptions options)
{
    /// <summary>By parameter (weights row after row, biases, gains and shifts, layer by layer): its numbers.</summary>
    public double[][] Parameters { get; } = [.. network.Parameters.Select(p => Numbers(p.Values))];

    public static double[] Numbers(Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).SelectMany(r => matrix.Row(r).ToArray()).Select(v => (double)v)];

    /// <summary>The mean loss of the samples, plus the L2 penalty; the dropout is that of the network's last step.</summary>
    public double Loss(ReadOnlySpan<float> features, ReadOnlySpan<int> labels)
    {
        int inputs = features.Length / labels.Length, p = 0;
        double[][] x = new double[labels.Length][];
        for (int s = 0; s < x.Length; s++)
            x[s] = [.. features.Slice(s * inputs, inputs).ToArray().Select(v => (double)v)];

        NetworkOptions net = options.Network;
        double penalty = 0;
        for (int layer = 0; layer <= net.Hidden.Length; layer++)
        {
            double[] w = Parameters[p++], b = Parameters[p++];
            penalty += options.Optimizer.WeightDecay / 2 * w.Sum(v => v * v);
            x = [.. x.Select(row => Dense(row, w, b))];
            if (layer == net.Hidden.Length)
                break;

            if (net.NormalizationPlacement == NormalizationPlacement.Before)
                x = Normalise(x, ref p);

            x = [.. x.Select(row => row.Select(Activate).ToArray())];
            if (net.NormalizationPlacement == NormalizationPlacement.After)
                x = Normalise(x, ref p);

            if (net.Dropout > 0)
                x = [.. x.Select((row, r) => row.Zip(network.DropoutLayers[layer].Mask.Row(r).ToArray(), (v, m) => v * m).ToArray())];
        }

        double total = 0;
        for (int s = 0; s < x.Length; s++)
            total += SampleLoss(x[s], labels[s]);

        return (total / x.Length) + penalty;
    }

    private static double[] Dense(double[] x, double[] w, double[] b)
    {
        double[] y = [.. b];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
                y[j] += x[i] * w[(i * y.Length) + j];
        }

        return y;
    }

    private double[][] Normalise(double[][] x, ref int p)
    {
        if (options.Network.Normalization == Normalization.None)
            return x;

        double[] gain = Parameters[p++], shift = Parameters[p++];
        double[][] lines = options.Network.Normalization == Normalization.Layer ? x : Transposed(x);
        double[][] normal = [.. lines.Select(line =>
        {
            double mean = line.Average(), variance = line.Average(v => (v - mean) * (v - mean));
            return line.Select(v => (v - mean) / Math.Sqrt(variance + 1e-5)).ToArray();
        })];
        normal = options.Network.Normalization == Normalization.Layer ? normal : Transposed(normal);
        return [.. normal.Select(row => row.Select((v, j) => (v * gain[j]) + shift[j]).ToArray())];
    }

    private static double[][] Transposed(double[][] x) => [.. Enumerable.Range(0, x[0].Length).Select(j => x.Select(row => row[j]).ToArray())];

    private double SampleLoss(double[] y, int label) => options.Loss switch
    {
        LossKind.SoftmaxCrossEntropy => Math.Log(y.Sum(Math.Exp)) - y[label],
        LossKind.Hinge => y.Where((_, c) => c != label).Sum(v => Math.Max(0, 1 - y[label] + v)) / y.Length,
        LossKind.MeanSquaredError => y.Select((v, c) => Math.Pow(v - (c == label ? 1 : 0), 2)).Average(),
        _ => throw new InvalidOperationException($"no oracle for {options.Loss}"),
    };

    private double Activate(double x) => options.Network.Activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Tanh => Math.Tanh(x),
        Activation.LeakyRelu => x > 0 ? x : options.Network.Slope * x,
        Activation.Elu => x > 0 ? x : options.Network.Alpha * (Math.Exp(x) - 1),
        Activation.Gelu => x * HyperSearch.Numerics.Gaussian.Cdf(x),
        _ => throw new InvalidOperationException($"no oracle for {options.Network.Activation}"),
    };
}
