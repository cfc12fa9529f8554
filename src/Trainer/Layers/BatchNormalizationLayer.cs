using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy, arXiv:1502.03167): each column by its mean and variance over the batch in training, by running averages of them in
/// evaluation. As in PyTorch the averages move by a tenth a step, start at 0 and 1, and that of the variance takes the unbiased one.
/// </summary>
/// <remarks>
/// Sums run over the rows in their order, in double precision, whatever the vector width. A batch of one row has no variance: its output is the shift, no gradient passes
/// below, and the average of the variance stays as it is.
/// </remarks>
internal sealed unsafe class BatchNormalizationLayer(int units, int capacity) : NormalizationLayer(units, capacity)
{
    private const double Weight = 0.1;

    private readonly Matrix inverse = new(1, units);

    public Matrix RunningMean { get; } = new(1, units);

    public Matrix RunningVariance { get; } = Ones(units);

    public override Matrix Forward(Matrix input, int rows)
    {
        for (int c = 0; c < Output.ComputedColumns; c += 8)
        {
            if (TrainedStep is null)
                Evaluate(input, rows, c);
            else
                Train(input, rows, c);
        }

        return Output;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Matrix Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        nint stride = gradient.Stride;
        Vector256<double> count = Vector256.Create((double)rows);
        for (int c = 0; c < gradient.ComputedColumns; c += 8)
        {
            float* g = gradient.Data + c, normal = Normal.Data + c;
            Vector256<double> s0 = Vector256<double>.Zero, s1 = s0, p0 = s0, p1 = s0;
            for (int r = 0; r < rows; r++)
            {
                Vector256<float> dy = Vector256.Load(g + (r * stride));
                (Vector256<double> a, Vector256<double> b) = Vector256.Widen(dy);
                (Vector256<double> x, Vector256<double> y) = Vector256.Widen(Vector256.Load(normal + (r * stride)));
                s0 += a;
                s1 += b;
                p0 = Vector256.FusedMultiplyAdd(a, x, p0);
                p1 = Vector256.FusedMultiplyAdd(b, y, p1);
            }

            Vector256.Narrow(s0, s1).Store(Shift.Gradient.Data + c);
            Vector256.Narrow(p0, p1).Store(Gain.Gradient.Data + c);
            Vector256<float> mean = Vector256.Narrow(s0 / count, s1 / count), along = Vector256.Narrow(p0 / count, p1 / count);
            Vector256<float> factor = Vector256.Load(Gain.Values.Data + c) * Vector256.Load(inverse.Data + c);
            for (int r = 0; r < rows; r++)
            {
                Vector256<float> rest = Vector256.FusedMultiplyAdd(-along, Vector256.Load(normal + (r * stride)), Vector256.Load(g + (r * stride)) - mean);
                (factor * rest).Store(g + (r * stride));
            }
        }

        return gradient;
    }

    public override void Dispose()
    {
        base.Dispose();
        inverse.Dispose();
        RunningMean.Dispose();
        RunningVariance.Dispose();
    }

    private static Matrix Ones(int units)
    {
        var ones = new Matrix(1, units);
        ones.Row(0).Fill(1);
        return ones;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Train(Matrix input, int rows, int c)
    {
        nint stride = input.Stride;
        float* x = input.Data + c, normal = Normal.Data + c, y = Output.Data + c;
        Vector256<double> s0 = Vector256<double>.Zero, s1 = s0, q0 = s0, q1 = s0, count = Vector256.Create((double)rows);
        for (int r = 0; r < rows; r++)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Load(x + (r * stride)));
            s0 += a;
            s1 += b;
        }

        Vector256<float> mean = Vector256.Narrow(s0 / count, s1 / count);
        for (int r = 0; r < rows; r++)
        {
            Vector256<float> off = Vector256.Load(x + (r * stride)) - mean;
            off.Store(normal + (r * stride));
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(off);
            q0 = Vector256.FusedMultiplyAdd(a, a, q0);
            q1 = Vector256.FusedMultiplyAdd(b, b, q1);
        }

        Vector256<double> small = Vector256.Create(Epsilon), one = Vector256<double>.One;
        Vector256<float> scale = Vector256.Narrow(one / Vector256.Sqrt((q0 / count) + small), one / Vector256.Sqrt((q1 / count) + small));
        scale.Store(inverse.Data + c);
        Vector256<float> gain = Vector256.Load(Gain.Values.Data + c), shift = Vector256.Load(Shift.Values.Data + c);
        for (int r = 0; r < rows; r++)
        {
            Vector256<float> v = Vector256.Load(normal + (r * stride)) * scale;
            v.Store(normal + (r * stride));
            Vector256.FusedMultiplyAdd(v, gain, shift).Store(y + (r * stride));
        }

        Average(RunningMean.Data + c, mean);
        if (rows > 1)
            Average(RunningVariance.Data + c, Vector256.Narrow(q0 / (count - one), q1 / (count - one)));
    }

    private static void Average(float* running, Vector256<float> present) =>
        Vector256.FusedMultiplyAdd(Vector256.Create((float)Weight), present, Vector256.Create((float)(1 - Weight)) * Vector256.Load(running)).Store(running);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Evaluate(Matrix input, int rows, int c)
    {
        nint stride = input.Stride;
        float* x = input.Data + c, y = Output.Data + c;
        Vector256<float> mean = Vector256.Load(RunningMean.Data + c), gain = Vector256.Load(Gain.Values.Data + c), shift = Vector256.Load(Shift.Values.Data + c);
        Vector256<float> scale = Vector256<float>.One / Vector256.Sqrt(Vector256.Load(RunningVariance.Data + c) + Vector256.Create((float)Epsilon));
        for (int r = 0; r < rows; r++)
            Vector256.FusedMultiplyAdd((Vector256.Load(x + (r * stride)) - mean) * scale, gain, shift).Store(y + (r * stride));
    }
}
