using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Losses;

/// <summary>
/// The mean over the outputs of (output - target)^2 (as PyTorch's, the gradient has the factor 2). Where the labels are classes, the targets are 1 for the label's output and
/// 0 for the others, and a sample counts as right as with softmax.
/// </summary>
internal static unsafe class MeanSquaredError
{
    /// <summary>For classes; otherwise as <see cref="LossFunction"/> says.</summary>
    public static BatchScore ScoreClasses(Matrix scores, ReadOnlySpan<int> labels, int rows)
    {
        double loss = 0;
        int correct = 0, classes = scores.Columns;
        float scale = 2f / ((float)rows * classes);
        for (int r = 0; r < rows; r++)
        {
            float* score = scores.Data + ((nint)r * scores.Stride);
            int best = 0;
            double sum = 0;
            for (int c = 0; c < classes; c++)
            {
                best = score[c] > score[best] ? c : best;
                double off = score[c] - (c == labels[r] ? 1.0 : 0);
                sum += off * off;
            }

            correct += best == labels[r] && !double.IsNaN(sum) ? 1 : 0;
            for (int c = 0; c < classes; c++)
                score[c] = scale * (score[c] - (c == labels[r] ? 1 : 0));

            for (int c = classes; c < scores.Stride; c++)
                score[c] = 0;

            loss += sum / classes;
        }

        return new BatchScore(loss, correct);
    }

    /// <summary>For one number a sample: the sum of squared errors; nothing counts as right.</summary>
    public static BatchScore ScoreTargets(Matrix scores, ReadOnlySpan<float> targets, int rows)
    {
        double loss = 0;
        float scale = 2f / rows;
        for (int r = 0; r < rows; r++)
        {
            float* score = scores.Data + ((nint)r * scores.Stride);
            double off = (double)score[0] - targets[r];
            loss += off * off;
            score[0] = scale * (score[0] - targets[r]);
            for (int c = 1; c < scores.Stride; c++)
                score[c] = 0;
        }

        return new BatchScore(loss, 0);
    }
}
