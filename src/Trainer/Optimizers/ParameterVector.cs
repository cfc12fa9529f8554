using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Layers;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>A number for each that is learnt, of all parameters together: what full-batch methods do their algebra with.</summary>
/// <remarks>Products are summed in double precision by column modulo 8, parameter after parameter: the same bits everywhere. Nothing is allocated but by the constructor.</remarks>
internal sealed unsafe class ParameterVector(IReadOnlyList<Parameter> parameters) : IDisposable
{
    private readonly Matrix[] parts = [.. parameters.Select(p => new Matrix(p.Values.Rows, p.Values.Columns))];

    public static double Dot(ParameterVector a, ParameterVector b)
    {
        double sum = 0;
        for (int i = 0; i < a.parts.Length; i++)
            sum += Dot(a.parts[i], b.parts[i]);

        return sum;
    }

    public void Clear()
    {
        foreach (Matrix part in parts)
            new Span<byte>(part.Data, checked((int)(part.Length * sizeof(float)))).Clear();
    }

    /// <summary>this += the gradients times <paramref name="factor"/>.</summary>
    public void AddGradient(double factor)
    {
        for (int i = 0; i < parts.Length; i++)
            Combine(parameters[i].Gradient, (float)factor, parts[i], 1, parts[i]);
    }

    /// <summary>The gradients become this, plus <paramref name="decay"/> times the weight where a penalty applies; gives the penalty, decay / 2 times the sum of squares.</summary>
    public double CopyToGradient(double decay)
    {
        double squares = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Parameter p = parameters[i];
            Combine(p.Values, p.IsPenalised ? (float)decay : 0, parts[i], 1, p.Gradient);
            squares += p.IsPenalised ? Dot(p.Values, p.Values) : 0;
        }

        return decay / 2 * squares;
    }

    public void SetToValues()
    {
        for (int i = 0; i < parts.Length; i++)
            Combine(parameters[i].Values, 1, parts[i], 0, parts[i]);
    }

    public void SetToGradient()
    {
        for (int i = 0; i < parts.Length; i++)
            Combine(parameters[i].Gradient, 1, parts[i], 0, parts[i]);
    }

    /// <summary>this = a times <paramref name="factor"/>.</summary>
    public void Set(ParameterVector a, double factor)
    {
        for (int i = 0; i < parts.Length; i++)
            Combine(a.parts[i], (float)factor, parts[i], 0, parts[i]);
    }

    /// <summary>this += a times <paramref name="factor"/>.</summary>
    public void Add(ParameterVector a, double factor)
    {
        for (int i = 0; i < parts.Length; i++)
            Combine(a.parts[i], (float)factor, parts[i], 1, parts[i]);
    }

    /// <summary>The weights become this plus <paramref name="direction"/> times <paramref name="step"/>.</summary>
    public void MoveWeights(ParameterVector direction, double step)
    {
        for (int i = 0; i < parts.Length; i++)
            Combine(direction.parts[i], (float)step, parts[i], 1, parameters[i].Values);
    }

    /// <summary>The sum of the magnitudes.</summary>
    public double Magnitude() => Reduce((sum, v) => sum + Math.Abs(v));

    /// <summary>The largest magnitude; NaN if there is a NaN.</summary>
    public double Largest() => Reduce((most, v) => Math.Max(most, Math.Abs(v)));

    public void Dispose()
    {
        foreach (Matrix part in parts)
            part.Dispose();
    }

    private double Reduce(Func<double, float, double> step)
    {
        double result = 0;
        foreach (Matrix part in parts)
        {
            for (int r = 0; r < part.Rows; r++)
            {
                foreach (float v in part.Row(r))
                    result = step(result, v);
            }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(Matrix a, Matrix b)
    {
        Vector256<double> low = Vector256<double>.Zero, high = low;
        for (nint i = 0; i < (nint)a.Length; i += 8)
        {
            (Vector256<double> a0, Vector256<double> a1) = Vector256.Widen(Vector256.Load(a.Data + i));
            (Vector256<double> b0, Vector256<double> b1) = Vector256.Widen(Vector256.Load(b.Data + i));
            low = Vector256.FusedMultiplyAdd(a0, b0, low);
            high = Vector256.FusedMultiplyAdd(a1, b1, high);
        }

        double sum = 0;
        for (int lane = 0; lane < 4; lane++)
            sum += low[lane] + high[lane];

        return sum;
    }

    // target = a factor + b share, with a share of 0 or 1.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(Matrix a, float factor, Matrix b, int share, Matrix target)
    {
        Vector256<float> f = Vector256.Create(factor);
        for (nint i = 0; i < (nint)a.Length; i += 8)
        {
            Vector256<float> start = share == 0 ? Vector256<float>.Zero : Vector256.Load(b.Data + i);
            Vector256.FusedMultiplyAdd(Vector256.Load(a.Data + i), f, start).Store(target.Data + i);
        }
    }
}
