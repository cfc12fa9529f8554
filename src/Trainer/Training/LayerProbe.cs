using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>Measures a network while it is trained: its gradients and updates at one step of an epoch, its activations when it is scored.</summary>
/// <remarks>Sums run by column modulo 8 in double precision, as everywhere: the measures have the same bits on every machine. Costs a pass over the weights an epoch.</remarks>
internal sealed unsafe class LayerProbe : IDisposable
{
    /// <summary>The most samples whose activations are measured.</summary>
    public const int Rows = 256;

    private readonly Network network;
    private readonly float low, high;
    private readonly Matrix[] before, columns, alive;
    private readonly double[] gradientNorms, ratios, sums, squares;
    private readonly long[] saturated;
    private int rows;

    public LayerProbe(Network network, NetworkOptions options)
    {
        this.network = network;
        (low, high) = options.Activation switch
        {
            Activation.Sigmoid => (0.01f, 0.99f),
            Activation.Tanh => (-0.99f, 0.99f),
            Activation.Elu => ((float)(-0.99 * options.Alpha), float.PositiveInfinity),
            _ => (float.NegativeInfinity, float.PositiveInfinity),
        };
        before = [.. network.DenseLayers.Select(d => new Matrix(d.Weights.Values.Rows, d.Weights.Values.Columns))];
        columns = [.. network.DenseLayers.Select(d => new Matrix(1, d.Weights.Values.Columns))];
        alive = [.. network.DenseLayers.Select(d => new Matrix(1, d.Weights.Values.Columns))];
        foreach (Matrix mask in columns)
            mask.Row(0).Fill(BitConverter.Int32BitsToSingle(-1));

        int count = network.DenseLayers.Count;
        (gradientNorms, ratios, sums, squares, saturated) = (new double[count], new double[count], new double[count], new double[count], new long[count]);
    }

    /// <summary>Called between the backward pass and the update of the probed step.</summary>
    public void BeforeStep()
    {
        for (int i = 0; i < before.Length; i++)
        {
            Parameter weights = network.DenseLayers[i].Weights;
            gradientNorms[i] = Math.Sqrt(GradientNorm.SquareSum(weights.Gradient));
            Buffer.MemoryCopy(weights.Values.Data, before[i].Data, before[i].Length * sizeof(float), weights.Values.Length * sizeof(float));
        }
    }

    /// <summary>Called after the update.</summary>
    public void AfterStep()
    {
        for (int i = 0; i < before.Length; i++)
        {
            (double norm, double change) = GradientNorm.SquareSums(before[i], network.DenseLayers[i].Weights.Values);
            ratios[i] = norm > 0 ? Math.Sqrt(change / norm) : 0;
        }
    }

    /// <summary>Forgets the activations of the last epoch.</summary>
    public void BeginScoring()
    {
        rows = 0;
        Array.Clear(sums);
        Array.Clear(squares);
        Array.Clear(saturated);
        foreach (Matrix flags in alive)
            flags.Row(0).Clear();
    }

    /// <summary>Measures the activations of the last forward pass, as long as fewer than <see cref="Rows"/> samples have been measured.</summary>
    /// <param name="scores">What the pass gave, not yet overwritten by the loss.</param>
    /// <param name="passed">The samples of the pass.</param>
    public void Observe(Matrix scores, int passed)
    {
        int taken = Math.Min(passed, Rows - rows);
        for (int i = 0; i < before.Length && taken > 0; i++)
            Observe(i, i < network.HiddenOutputs.Count ? network.HiddenOutputs[i] : scores, taken);

        rows += Math.Max(taken, 0);
    }

    /// <summary>The measures since <see cref="BeginScoring"/> and of the probed step.</summary>
    public LayerState[] States()
    {
        var states = new LayerState[before.Length];
        for (int i = 0; i < states.Length; i++)
        {
            int units = columns[i].Columns;
            double count = (double)rows * units, mean = sums[i] / count;
            bool isHidden = i + 1 < states.Length;
            int dead = 0;
            foreach (float flag in alive[i].Row(0))
                dead += BitConverter.SingleToInt32Bits(flag) == 0 ? 1 : 0;

            states[i] = new LayerState(
                i + 1, mean, Math.Sqrt(Math.Max(0, (squares[i] / count) - (mean * mean))), isHidden ? (double)dead / units : 0, isHidden ? saturated[i] / count : 0, gradientNorms[i], ratios[i]);
        }

        return states;
    }

    public void Dispose()
    {
        foreach (Matrix matrix in before.Concat(columns).Concat(alive))
            matrix.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Observe(int layer, Matrix output, int taken)
    {
        Vector256<float> least = Vector256.Create(low), most = Vector256.Create(high);
        Vector256<double> s0 = Vector256<double>.Zero, s1 = s0, q0 = s0, q1 = s0;
        Vector256<int> beyond = Vector256<int>.Zero;
        float* mask = columns[layer].Data, flags = alive[layer].Data;
        for (int r = 0; r < taken; r++)
        {
            float* row = output.Data + ((nint)r * output.Stride);
            for (int c = 0; c < columns[layer].ComputedColumns; c += 8)
            {
                Vector256<float> inside = Vector256.Load(mask + c), y = Vector256.Load(row + c) & inside;
                (Vector256<double> a, Vector256<double> b) = Vector256.Widen(y);
                s0 += a;
                s1 += b;
                q0 = Vector256.FusedMultiplyAdd(a, a, q0);
                q1 = Vector256.FusedMultiplyAdd(b, b, q1);

                // Comparisons give -1 where they hold.
                beyond -= ((Vector256.LessThan(y, least) | Vector256.GreaterThan(y, most)) & inside).AsInt32();
                (Vector256.Load(flags + c) | ~Vector256.Equals(y, Vector256<float>.Zero)).Store(flags + c);
            }
        }

        for (int lane = 0; lane < 4; lane++)
        {
            sums[layer] += s0[lane] + s1[lane];
            squares[layer] += q0[lane] + q1[lane];
            saturated[layer] += beyond[lane] + beyond[lane + 4];
        }
    }
}
