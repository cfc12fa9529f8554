using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Numerics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Losses;

/// <summary>
/// -log softmax(scores)[label]. A sample counts as right when its label's score is the highest (of equals, the first class) and no score is NaN.
/// </summary>
internal static unsafe class SoftmaxCrossEntropy
{
    /// <summary>
    /// The losses of the first <paramref name="rows"/> rows, summed in their order. The scores are overwritten with the gradient of the mean loss by them,
    /// (softmax - one-hot) / rows, and their padding with zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BatchScore Score(Matrix scores, ReadOnlySpan<int> labels, int rows)
    {
        double loss = 0;
        int correct = 0, classes = scores.Columns;
        float scale = 1f / rows;
        for (int r = 0; r < rows; r++)
        {
            float* score = scores.Data + ((nint)r * scores.Stride);
            int label = labels[r], best = Highest(score, classes);
            float highest = score[best], labelled = score[label];
            for (int c = 0; c < scores.Stride; c += 8)
                FloatFunctions.Exp(Vector256.Load(score + c) - Vector256.Create(highest)).Store(score + c);

            double sum = 0;
            for (int c = 0; c < classes; c++)
                sum += score[c];

            loss += Elementary.Log(sum) + highest - labelled;
            correct += best == label && !double.IsNaN(sum) ? 1 : 0;
            float factor = (float)(scale / sum);
            for (int c = 0; c < classes; c++)
                score[c] *= factor;

            score[label] -= scale;
            for (int c = classes; c < scores.Stride; c++)
                score[c] = 0;
        }

        return new BatchScore(loss, correct);
    }

    private static int Highest(float* score, int classes)
    {
        int best = 0;
        for (int c = 1; c < classes; c++)
        {
            if (score[c] > score[best])
                best = c;
        }

        return best;
    }
}
