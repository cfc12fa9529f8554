using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Data;

/// <summary>
/// Scales features: x = (x - shift) scale, with a shift and a scale of each feature that were learnt from the training part, and puts the training part's mean in the place
/// of missing ones (NaN). A feature that is the same in the whole training part says nothing and becomes 0.
/// </summary>
/// <remarks>Means and variances are summed in double precision in the order of the samples: the same bits everywhere.</remarks>
internal sealed class Normalizer
{
    private readonly float[] shift, scale, fill;

    public Normalizer(float[] shift, float[] scale, float[] fill) => (this.shift, this.scale, this.fill) = (shift, scale, fill);

    /// <summary>By feature: what is subtracted first.</summary>
    public ReadOnlySpan<float> Shift => shift;

    /// <summary>By feature: what is then multiplied by.</summary>
    public ReadOnlySpan<float> Scale => scale;

    /// <summary>By feature: what takes the place of a missing one.</summary>
    public ReadOnlySpan<float> Fill => fill;

    /// <summary>Learns from the samples <paramref name="training"/>; null where there is nothing to do.</summary>
    public static Normalizer? Fit(Dataset data, ReadOnlySpan<int> training, FeatureScaling scaling) =>
        scaling == FeatureScaling.None && !data.HasMissing ? null : Learn(data, training, scaling);

    /// <summary>As <see cref="Fit"/>, also where the samples need nothing: others may have missing features. Then it changes no number but those.</summary>
    public static Normalizer Learn(Dataset data, ReadOnlySpan<int> training, FeatureScaling scaling)
    {
        int inputs = data.Inputs;
        double[] sum = new double[inputs], squares = new double[inputs];
        float[] least = new float[inputs], most = new float[inputs];
        int[] count = new int[inputs];
        Array.Fill(least, float.PositiveInfinity);
        Array.Fill(most, float.NegativeInfinity);
        ReadOnlySpan<float> features = data.Features.Span;
        foreach (int sample in training)
        {
            ReadOnlySpan<float> x = features.Slice(sample * inputs, inputs);
            for (int i = 0; i < x.Length; i++)
            {
                if (float.IsNaN(x[i]))
                    continue;

                sum[i] += x[i];
                least[i] = Math.Min(least[i], x[i]);
                most[i] = Math.Max(most[i], x[i]);
                count[i]++;
            }
        }

        double[] mean = [.. sum.Select((s, i) => count[i] == 0 ? 0 : s / count[i])];
        foreach (int sample in training)
        {
            ReadOnlySpan<float> x = features.Slice(sample * inputs, inputs);
            for (int i = 0; i < x.Length; i++)
            {
                double off = float.IsNaN(x[i]) ? 0 : x[i] - mean[i];
                squares[i] += off * off;
            }
        }

        float[] shift = new float[inputs], scale = new float[inputs], fill = [.. mean.Select(m => (float)m)];
        for (int i = 0; i < inputs; i++)
        {
            bool varies = least[i] < most[i];
            (shift[i], scale[i]) = scaling switch
            {
                FeatureScaling.Unit => varies ? (least[i], (float)(1 / ((double)most[i] - least[i]))) : (0, 0),
                FeatureScaling.Standard => varies ? (fill[i], (float)(1 / Math.Sqrt(squares[i] / count[i]))) : (0, 0),
                _ => (0, 1),
            };
        }

        return new Normalizer(shift, scale, fill);
    }

    /// <summary>Overwrites a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply(Span<float> sample)
    {
        ref float x = ref sample[0], m = ref shift[0], s = ref scale[0], f = ref fill[0];
        nuint i = 0, length = (nuint)sample.Length;
        for (; i + 8 <= length; i += 8)
        {
            Vector256<float> v = Vector256.LoadUnsafe(ref x, i);
            v = Vector256.ConditionalSelect(Vector256.Equals(v, v), v, Vector256.LoadUnsafe(ref f, i));
            ((v - Vector256.LoadUnsafe(ref m, i)) * Vector256.LoadUnsafe(ref s, i)).StoreUnsafe(ref x, i);
        }

        for (; i < length; i++)
        {
            float v = Unsafe.Add(ref x, i);
            v = float.IsNaN(v) ? Unsafe.Add(ref f, i) : v;
            Unsafe.Add(ref x, i) = (v - Unsafe.Add(ref m, i)) * Unsafe.Add(ref s, i);
        }
    }
}
