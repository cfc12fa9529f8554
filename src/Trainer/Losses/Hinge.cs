using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Losses;

/// <summary>
/// The multi-class hinge: sum over the classes but the label's of max(0, 1 - scores[label] + scores[class]), divided by the number of classes. Weston and Watkins,
/// ESANN 1999; PyTorch's MultiMarginLoss.
/// </summary>
internal static unsafe class Hinge
{
    /// <summary>
    /// The losses of the first <paramref name="rows"/> rows, summed in their order. The scores are overwritten with a gradient of the mean loss by them (at a margin of
    /// exactly 1, the one of no loss), and their padding with zeros. A NaN among the scores makes the loss NaN.
    /// </summary>
    public static BatchScore Score(Matrix scores, ReadOnlySpan<int> labels, int rows)
    {
        double loss = 0;
        int correct = 0, classes = scores.Columns;
        float share = 1f / ((float)rows * classes);
        for (int r = 0; r < rows; r++)
        {
            float* score = scores.Data + ((nint)r * scores.Stride);
            int label = labels[r], best = 0, over = 0;
            double sum = 0, labelled = score[label];
            for (int c = 0; c < classes; c++)
            {
                best = score[c] > score[best] ? c : best;
                double margin = 1 - labelled + score[c];
                if (c != label && !(margin <= 0))
                    sum += margin;
            }

            correct += best == label && !double.IsNaN(sum) ? 1 : 0;
            for (int c = 0; c < classes; c++)
            {
                bool counts = c != label && !(1 - labelled + score[c] <= 0);
                score[c] = counts ? share : 0;
                over += counts ? 1 : 0;
            }

            score[label] = -over * share;
            for (int c = classes; c < scores.Stride; c++)
                score[c] = 0;

            loss += sum / classes;
        }

        return new BatchScore(loss, correct);
    }
}
