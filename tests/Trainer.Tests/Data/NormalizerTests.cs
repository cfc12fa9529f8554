using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class NormalizerTests
{
    private const int Inputs = 11;

    private static readonly Dataset Data = Samples.Clusters(60, Inputs, 3);

    [Fact]
    public void Standard_features_have_mean_0_and_deviation_1_in_the_training_part_alone()
    {
        float[][] scaled = Scaled(FeatureScaling.Standard);
        for (int i = 0; i < Inputs; i++)
        {
            double[] x = [.. scaled[..40].Select(s => (double)s[i])];
            Assert.Equal(0, x.Average(), 1e-6);
            Assert.Equal(1, x.Average(v => v * v), 1e-5);
            Assert.NotEqual(0, scaled[40..].Average(s => s[i]), 1e-3);
        }
    }

    [Fact]
    public void Unit_features_reach_from_0_to_1_in_the_training_part()
    {
        float[][] scaled = Scaled(FeatureScaling.Unit);
        for (int i = 0; i < Inputs; i++)
        {
            Assert.Equal(0, scaled[..40].Min(s => s[i]));
            Assert.Equal(1, scaled[..40].Max(s => s[i]), 1e-6);
        }
    }

    [Fact]
    public void A_feature_that_is_the_same_in_the_whole_training_part_becomes_0_and_nothing_is_done_where_nothing_is_told()
    {
        var data = new Dataset([3, 1, 3, 2, 5, 3], [0, 1, 0], 2, 2);
        var split = new DataSplit([0, 1], [2]);
        float[] sample = [5, 3];
        split.Normalizer(data, FeatureScaling.Standard)!.Apply(sample);
        Assert.Equal([0, 3], sample);
        Assert.Null(split.Normalizer(data, FeatureScaling.None));
    }

    private static float[][] Scaled(FeatureScaling scaling)
    {
        Normalizer normalizer = Samples.Split(Data, 40).Normalizer(Data, scaling)!;
        float[][] samples = [.. Data.Features.ToArray().Chunk(Inputs)];
        foreach (float[] sample in samples)
            normalizer.Apply(sample);

        return samples;
    }
}
