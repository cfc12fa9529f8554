using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>Layer normalisation (Ba et al., arXiv:1607.06450): each row by its mean and (biased) variance over the units, in training and in evaluation.</summary>
/// <remarks>A row is summed in double precision by column modulo 8, and the eight sums from the first to the last: the same bits whatever the vector width.</remarks>
internal sealed unsafe class LayerNormalizationLayer : NormalizationLayer
{
    private readonly int units;
    private readonly Matrix inverse;

    // All bits set in the columns that are units, none in the padding, which may hold anything and must not be counted.
    private readonly Matrix columns;

    public LayerNormalizationLayer(int units, int capacity)
        : base(units, capacity)
    {
        this.units = units;
        (inverse, columns) = (new Matrix(capacity, 1), new Matrix(1, units));
        columns.Row(0).Fill(BitConverter.Int32BitsToSingle(-1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Matrix Forward(Matrix input, int rows)
    {
        nint stride = input.Stride;
        int width = Output.ComputedColumns;
        for (int r = 0; r < rows; r++)
        {
            float* x = input.Data + (r * stride), normal = Normal.Data + (r * stride), y = Output.Data + (r * stride);
            Vector256<double> s0 = Vector256<double>.Zero, s1 = s0, q0 = s0, q1 = s0;
            for (int c = 0; c < width; c += 8)
            {
                (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Load(x + c) & Vector256.Load(columns.Data + c));
                s0 += a;
                s1 += b;
            }

            Vector256<float> mean = Vector256.Create((float)(Sum(s0, s1) / units));
            for (int c = 0; c < width; c += 8)
            {
                Vector256<float> off = (Vector256.Load(x + c) - mean) & Vector256.Load(columns.Data + c);
                off.Store(normal + c);
                (Vector256<double> a, Vector256<double> b) = Vector256.Widen(off);
                q0 = Vector256.FusedMultiplyAdd(a, a, q0);
                q1 = Vector256.FusedMultiplyAdd(b, b, q1);
            }

            float factor = (float)(1 / Math.Sqrt((Sum(q0, q1) / units) + Epsilon));
            inverse.Data[r * inverse.Stride] = factor;
            Vector256<float> scale = Vector256.Create(factor);
            for (int c = 0; c < width; c += 8)
            {
                Vector256<float> v = Vector256.Load(normal + c) * scale;
                v.Store(normal + c);
                Vector256.FusedMultiplyAdd(v, Vector256.Load(Gain.Values.Data + c), Vector256.Load(Shift.Values.Data + c)).Store(y + c);
            }
        }

        return Output;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override Matrix Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        nint stride = gradient.Stride;
        int width = gradient.ComputedColumns;
        float* gainGradient = Gain.Gradient.Data, shiftGradient = Shift.Gradient.Data;
        new Span<float>(gainGradient, width).Clear();
        new Span<float>(shiftGradient, width).Clear();
        for (int r = 0; r < rows; r++)
        {
            float* g = gradient.Data + (r * stride), normal = Normal.Data + (r * stride);
            Vector256<double> s0 = Vector256<double>.Zero, s1 = s0, p0 = s0, p1 = s0;
            for (int c = 0; c < width; c += 8)
            {
                // The normal numbers and gains of padding are zero, so it adds nothing here.
                Vector256<float> dy = Vector256.Load(g + c), x = Vector256.Load(normal + c), by = dy * Vector256.Load(Gain.Values.Data + c);
                Vector256.FusedMultiplyAdd(dy, x, Vector256.Load(gainGradient + c)).Store(gainGradient + c);
                (Vector256.Load(shiftGradient + c) + (dy & Vector256.Load(columns.Data + c))).Store(shiftGradient + c);
                (Vector256<double> a, Vector256<double> b) = Vector256.Widen(by);
                (Vector256<double> xa, Vector256<double> xb) = Vector256.Widen(x);
                s0 += a;
                s1 += b;
                p0 = Vector256.FusedMultiplyAdd(a, xa, p0);
                p1 = Vector256.FusedMultiplyAdd(b, xb, p1);
            }

            Vector256<float> mean = Vector256.Create((float)(Sum(s0, s1) / units)), along = Vector256.Create((float)(Sum(p0, p1) / units));
            Vector256<float> scale = Vector256.Create(inverse.Data[r * inverse.Stride]);
            for (int c = 0; c < width; c += 8)
            {
                Vector256<float> by = Vector256.FusedMultiplyAdd(Vector256.Load(g + c), Vector256.Load(Gain.Values.Data + c), -mean);
                (scale * Vector256.FusedMultiplyAdd(-along, Vector256.Load(normal + c), by) & Vector256.Load(columns.Data + c)).Store(g + c);
            }
        }

        return gradient;
    }

    public override void Dispose()
    {
        base.Dispose();
        inverse.Dispose();
        columns.Dispose();
    }

    private static double Sum(Vector256<double> low, Vector256<double> high)
    {
        double sum = 0;
        for (int lane = 0; lane < 4; lane++)
            sum += low[lane];

        for (int lane = 0; lane < 4; lane++)
            sum += high[lane];

        return sum;
    }
}
