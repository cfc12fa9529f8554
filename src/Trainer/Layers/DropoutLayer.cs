using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>
/// Inverted dropout (Srivastava et al., JMLR 15, 2014): in training each number is zero with the probability <c>share</c> and else divided by 1 - share; in evaluation it
/// passes. Which numbers are left out is a function of <see cref="Key"/>, the step, the row and the column alone.
/// </summary>
internal sealed unsafe class DropoutLayer(int units, int capacity, double share) : ModalLayer
{
    private readonly Matrix output = new(capacity, units), mask = new(capacity, units);
    private readonly uint threshold = (uint)Math.Min(uint.MaxValue, Math.Round(share * 4294967296.0));
    private readonly float scale = (float)(1 / (1 - share));

    /// <summary>Where the layer's randomness comes from: set once, from the trial's seed and the layer's number.</summary>
    public ulong Key { get; set; }

    /// <summary>What the last forward pass in training multiplied each number by.</summary>
    public Matrix Mask => mask;

    public override Matrix Forward(Matrix input, int rows)
    {
        if (TrainedStep is not { } step)
            return input;

        Draw((uint)step, rows);
        Multiply(input.Data, mask.Data, output.Data, (nint)rows * output.Stride);
        return output;
    }

    public override Matrix Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        Multiply(gradient.Data, mask.Data, gradient.Data, (nint)rows * mask.Stride);
        return gradient;
    }

    public override void Dispose()
    {
        output.Dispose();
        mask.Dispose();
    }

    // Sixteen columns at a time, numbered without regard to how rows are padded.
    private void Draw(uint step, int rows)
    {
        Vector256<uint> least = Vector256.Create(threshold);
        Vector256<float> kept = Vector256.Create(scale);
        uint index = 0;
        for (int r = 0; r < rows; r++)
        {
            float* row = mask.Data + ((nint)r * mask.Stride);
            for (int c = 0; c < mask.ComputedColumns; c += 16)
            {
                PhiloxBlocks.Next(Key, index++, step, out Vector256<uint> first, out Vector256<uint> second);
                (Vector256.GreaterThanOrEqual(first, least).AsSingle() & kept).Store(row + c);
                (Vector256.GreaterThanOrEqual(second, least).AsSingle() & kept).Store(row + c + 8);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* a, float* b, float* product, nint length)
    {
        for (nint i = 0; i < length; i += 8)
            (Vector256.Load(a + i) * Vector256.Load(b + i)).Store(product + i);
    }
}
