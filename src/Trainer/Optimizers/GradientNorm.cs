using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>The Euclidean norm of gradients.</summary>
/// <remarks>Squares are summed in double precision by column modulo 8, row after row, and the eight sums from the first to the last: the same bits everywhere.</remarks>
internal static unsafe class GradientNorm
{
    // What PyTorch's clip_grad_norm_ adds to the norm it divides by.
    private const double Small = 1e-6;

    /// <summary>Scales the gradients of all parameters by maximum / (norm + 1e-6) where that is under 1; the norm is that of all of them together.</summary>
    public static void Clip(IReadOnlyList<Parameter> parameters, double maximum)
    {
        double sum = 0;
        for (int i = 0; i < parameters.Count; i++)
            sum += SquareSum(parameters[i].Gradient);

        double factor = maximum / (Math.Sqrt(sum) + Small);
        for (int i = 0; i < parameters.Count && !(factor >= 1); i++)
            Scale(parameters[i].Gradient, (float)factor);
    }

    /// <summary>The sum of the squares of all numbers; padding is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SquareSum(Matrix matrix)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        for (nint i = 0; i < (nint)matrix.Length; i += 8)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.Load(matrix.Data + i));
            low = Vector256.FusedMultiplyAdd(a, a, low);
            high = Vector256.FusedMultiplyAdd(b, b, high);
        }

        return Sum(low, high);
    }

    /// <summary>The sum of the squares of all numbers before, and that of their changes, in one pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Before, double Change) SquareSums(Matrix before, Matrix after)
    {
        Vector256<double> low = Vector256<double>.Zero, high = low, changeLow = low, changeHigh = low;
        for (nint i = 0; i < (nint)before.Length; i += 8)
        {
            Vector256<float> old = Vector256.Load(before.Data + i);
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(old);
            low = Vector256.FusedMultiplyAdd(a, a, low);
            high = Vector256.FusedMultiplyAdd(b, b, high);
            (a, b) = Vector256.Widen(Vector256.Load(after.Data + i) - old);
            changeLow = Vector256.FusedMultiplyAdd(a, a, changeLow);
            changeHigh = Vector256.FusedMultiplyAdd(b, b, changeHigh);
        }

        return (Sum(low, high), Sum(changeLow, changeHigh));
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Matrix matrix, float factor)
    {
        Vector256<float> f = Vector256.Create(factor);
        for (nint i = 0; i < (nint)matrix.Length; i += 8)
            (Vector256.Load(matrix.Data + i) * f).Store(matrix.Data + i);
    }
}
