using HyperSearch.Numerics;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class DataSplitTests
{
    [Theory]
    [InlineData(500, 0.2)]
    [InlineData(503, 0.2)]
    [InlineData(37, 0.29)]
    [InlineData(100, 0.5)]
    [InlineData(100, 0.005)]
    [InlineData(1000, 0.999)]
    public void Every_sample_is_in_one_part_and_every_class_has_its_share_within_one(int count, double validation)
    {
        Dataset data = Uneven(count);
        DataSplit split = DataSplit.Stratified(data, validation, 1, 0);
        Assert.Equal((int)Math.Floor((validation * count) + 0.5), split.Validation.Length);
        Assert.Equal(Enumerable.Range(0, count), split.Training.Concat(split.Validation).Order());
        Assert.Equal(split.Training.Order(), split.Training);
        Assert.Equal(split.Validation.Order(), split.Validation);
        int[] labels = data.Labels.ToArray();
        for (int c = 0; c < data.Classes; c++)
            Assert.InRange(split.Validation.Count(i => labels[i] == c) - (validation * labels.Count(l => l == c)), -1, 1);

        Assert.Equal(split.Shape(data), DataSplit.Shape(data, validation));
    }

    [Fact]
    public void The_same_seed_and_repeat_give_the_same_split_and_others_another()
    {
        Dataset data = Uneven(200);
        int[][] parts = [Part(1, 0), Part(1, 0), Part(1, 1), Part(1, 2), Part(2, 0), Part(2, 1)];
        Assert.Equal(parts[0], parts[1]);
        for (int i = 1; i < parts.Length; i++)
        {
            for (int j = i + 1; j < parts.Length; j++)
                Assert.NotEqual(parts[i], parts[j]);
        }

        int[] Part(ulong seed, int repeat) => DataSplit.Stratified(data, 0.3, seed, repeat).Validation;
    }

    [Theory]
    [InlineData(0.01, "no sample to validate on")]
    [InlineData(0.99, "no sample to train on")]
    [InlineData(double.NaN, "no sample")]
    public void A_part_without_samples_is_refused(double validation, string expected)
    {
        Dataset data = Uneven(20);
        Assert.Contains(expected, Assert.Throws<DataException>(() => DataSplit.Stratified(data, validation, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => DataSplit.Shape(data, validation));
    }

    [Fact]
    public void A_test_share_is_the_same_for_every_repeat_and_in_no_other_part()
    {
        Dataset data = Uneven(300);
        var options = new DataOptions { Source = DataSourceKind.Digits, Validation = 0.25, Test = 0.2 };
        DataSplit first = DataSplit.Draw(data, options, 1, 0), other = DataSplit.Draw(data, options, 1, 1);
        Assert.Equal((60, 60, 180), (first.Test.Length, first.Validation.Length, first.Training.Length));
        Assert.Equal(first.Test, other.Test);
        Assert.NotEqual(first.Validation, other.Validation);
        Assert.Equal(Enumerable.Range(0, 300), first.Training.Concat(first.Validation).Concat(first.Test).Order());
    }

    [Fact]
    public void Without_a_test_share_the_split_is_the_plain_stratified_one()
    {
        Dataset data = Uneven(200);
        DataSplit drawn = DataSplit.Draw(data, new DataOptions { Source = DataSourceKind.Digits, Validation = 0.3 }, 5, 2), plain = DataSplit.Stratified(data, 0.3, 5, 2);
        Assert.Equal(plain.Validation, drawn.Validation);
        Assert.Equal(plain.Training, drawn.Training);
    }

    [Fact]
    public void A_class_of_which_nothing_is_left_to_learn_from_is_named()
    {
        var data = new Dataset(new float[5], [0, 0, 0, 0, 1], 1, 2);
        Assert.Contains("The class 1 has 1 of 5 samples", Assert.Throws<DataException>(() => DataSplit.Draw(data, new DataOptions { Source = DataSourceKind.Digits, Validation = 0.8 }, 1, 0)).Message, StringComparison.Ordinal);
    }

    // Three classes that are there, one of them rarely, and one that is not.
    private static Dataset Uneven(int count)
    {
        var random = new RandomStream(4, StreamPurpose.Digits);
        return new Dataset(new float[count], [.. Enumerable.Range(0, count).Select(_ => random.NextBelow(12) switch { 0 => 3, < 5 => 1, _ => 0 })], 1, 4);
    }
}
