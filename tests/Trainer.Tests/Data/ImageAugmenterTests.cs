using HyperSearch.Numerics;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class ImageAugmenterTests
{
    private const int Side = 8;

    public static TheoryData<string> Kinds => [.. new[] { "shift", "flip", "crop", "brightness", "erase", "noise" }];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_picture_is_changed_as_its_stream_says_and_stays_in_its_range(string kind)
    {
        float[] before = Picture();
        float[][] changed = [.. Enumerable.Range(0, 40).Select(i => Change(kind, i))];
        Assert.Equal(changed[7], Change(kind, 7));
        Assert.InRange(changed.Count(c => !c.SequenceEqual(before)), 10, 40);
        Assert.InRange(changed.Select(c => string.Join(' ', c)).Distinct().Count(), 2, 40);
        Assert.All(changed.SelectMany(c => c), v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Shifting_moves_the_picture_and_zeros_come_in()
    {
        float[] before = Picture(), after = Change("shift", 3);
        (int Down, int Right)[] moves = [.. from d in Enumerable.Range(-2, 5) from r in Enumerable.Range(-2, 5) select (d, r)];
        Assert.Contains(moves, m => Enumerable.Range(0, Side * Side).All(i =>
        {
            int y = (i / Side) - m.Down, x = (i % Side) - m.Right;
            return after[i] == (y is >= 0 and < Side && x is >= 0 and < Side ? before[(y * Side) + x] : 0);
        }));
    }

    [Fact]
    public void Mirroring_swaps_left_and_right()
    {
        float[] before = Picture();
        float[] mirrored = [.. before.Chunk(Side).SelectMany(row => row.Reverse())];
        Assert.All(Enumerable.Range(0, 20).Select(i => Change("flip", i)), after => Assert.True(after.SequenceEqual(before) || after.SequenceEqual(mirrored)));
    }

    [Fact]
    public void An_erased_box_is_zero_and_the_rest_as_it_was()
    {
        float[] before = Picture(), after = Change("erase", 5);
        Assert.All(Enumerable.Range(0, before.Length), i => Assert.True(after[i] == 0 || after[i] == before[i]));
    }

    [Fact]
    public void Training_depends_on_the_augmentation_and_two_runs_agree_and_evaluation_does_not_see_it()
    {
        Dataset digits = Dataset.Load(new DataOptions { Source = DataSourceKind.Digits, Samples = 120 });
        DataSplit split = DataSplit.Stratified(digits, 0.2, 1, 0);
        var plain = new TrainerOptions { Data = new DataOptions { Source = DataSourceKind.Digits }, Network = new NetworkOptions { Hidden = [20] }, Optimizer = new OptimizerOptions { LearningRate = 0.1 }, BatchSize = 20, Epochs = 3 };
        TrainerOptions changed = plain with { Data = plain.Data with { Augment = new AugmentOptions { Shift = 2, Crop = 0.1, Noise = 0.1 } } };
        Assert.Equal(Train(changed), Train(changed));
        Assert.NotEqual(Train(plain), Train(changed));
        TrainerOptions still = changed with { Optimizer = new OptimizerOptions { LearningRate = 1e-30 } };
        EpochMetrics[] epochs = Train(still);
        Assert.Equal(epochs[0].ValidationLoss, epochs[1].ValidationLoss);
        Assert.NotEqual(epochs[0].TrainLoss, epochs[1].TrainLoss, 1e-9);

        EpochMetrics[] Train(TrainerOptions options)
        {
            using var loop = new TrainingLoop(options, digits, split, new TrialSeed(1, 0, 0));
            return [.. loop.Run()];
        }
    }

    [Fact]
    public void Samples_that_are_no_pictures_cannot_be_augmented()
    {
        Dataset data = Samples.Clusters(20, 4, 2);
        Assert.Contains("needs pictures", Assert.Throws<DataException>(() => new ImageAugmenter(new AugmentOptions { Flip = true }, data)).Message, StringComparison.Ordinal);
    }

    private static float[] Picture() => [.. Enumerable.Range(0, Side * Side).Select(i => (i + 1) / 100f)];

    private static float[] Change(string kind, int index)
    {
        AugmentOptions options = kind switch
        {
            "shift" => new() { Shift = 2 },
            "flip" => new() { Flip = true },
            "crop" => new() { Crop = 0.4 },
            "brightness" => new() { Brightness = 0.3 },
            "erase" => new() { Erase = 0.7 },
            _ => new() { Noise = 0.1 },
        };
        var data = new Dataset(new float[Side * Side], [0], Side * Side, 2) { Image = new ImageShape(Side, Side, 1) };
        float[] picture = Picture();
        var random = new RandomStream(1, StreamPurpose.Augmentation, 0, 0);
        random.Restart(index);
        new ImageAugmenter(options, data).Apply(picture, random);
        return picture;
    }
}
