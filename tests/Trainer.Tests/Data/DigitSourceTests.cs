using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class DigitSourceTests
{
    [Fact]
    public void The_digits_are_the_same_on_every_machine()
    {
        Dataset data = Dataset.Load(new DataOptions { Source = DataSourceKind.Digits, Samples = 200 });
        Assert.Equal((200, 784, 10), (data.Count, data.Inputs, data.Classes));
        Assert.Equal("1e86386a30640526462377898e8d6746cab22611d0b7c4629443dda9b61ebcbc", data.Fingerprint);
        Assert.All(data.Features.ToArray(), v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void The_first_digits_do_not_depend_on_how_many_are_drawn()
    {
        Dataset few = Dataset.Load(new DataOptions { Source = DataSourceKind.Digits, Samples = 20 }), more = Dataset.Load(new DataOptions { Source = DataSourceKind.Digits, Samples = 30 });
        Assert.Equal(few.Features.ToArray(), more.Features[..(20 * 784)].ToArray());
        Assert.Equal(few.Labels.ToArray(), more.Labels[..20].ToArray());
    }

    [Fact]
    public void A_linear_classifier_stays_under_93_percent_and_a_good_network_passes_97()
    {
        // The default number of samples: 4000 to learn from, 1000 to be scored on.
        var data = new DataOptions { Source = DataSourceKind.Digits };
        Dataset digits = Dataset.Load(data);
        DataSplit split = DataSplit.Draw(digits, data, 1, 0);
        var linear = new TrainerOptions
        {
            Data = data,
            Network = new NetworkOptions { Hidden = [] },
            Optimizer = new OptimizerOptions { Type = OptimizerKind.Adam, LearningRate = 0.003 },
            Epochs = 40,
        };
        var good = new TrainerOptions
        {
            Data = data,
            Network = new NetworkOptions { Hidden = [256, 256] },
            Optimizer = new OptimizerOptions { Type = OptimizerKind.Adam, LearningRate = 0.001 },
            Epochs = 15,
        };
        Assert.InRange(Best(linear), 0.8, 0.93);
        Assert.InRange(Best(good), 0.97, 1);

        double Best(TrainerOptions options)
        {
            using var loop = new TrainingLoop(options, digits, split, new TrialSeed(1, 0, 0));
            return loop.Run().Max(epoch => epoch.ValidationAccuracy);
        }
    }
}
