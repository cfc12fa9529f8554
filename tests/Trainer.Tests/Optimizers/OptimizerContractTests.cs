using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Optimizers;

/// <summary>What every optimizer must do. A new one is one line in <see cref="Kinds"/>.</summary>
public sealed class OptimizerContractTests
{
    public static TheoryData<OptimizerKind, double> Kinds => new()
    {
        { OptimizerKind.Sgd, 0.02 },
        { OptimizerKind.Momentum, 0.005 },
        { OptimizerKind.Nesterov, 0.005 },
        { OptimizerKind.Adagrad, 0.3 },
        { OptimizerKind.Rmsprop, 0.02 },
        { OptimizerKind.Adam, 0.05 },
        { OptimizerKind.Adamw, 0.05 },
    };

    [Fact]
    public void The_contract_names_every_optimizer_that_goes_by_batches() =>
        Assert.Equal(Enum.GetValues<OptimizerKind>().Except([OptimizerKind.Lbfgs]), Kinds.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_lowers_a_convex_loss_to_a_hundredth(OptimizerKind kind, double rate)
    {
        double[] losses = Descend((p) => OptimizerFactory.Create(new OptimizerOptions { Type = kind, LearningRate = rate }, p));
        Assert.True(LowersALoss(losses), $"{losses[0]} became {losses[^1]}");
    }

    [Fact]
    public void An_optimizer_that_climbs_or_stands_still_fails_the_contract()
    {
        Assert.False(LowersALoss(Descend(p => new BrokenOptimizer(p, +0.02f))));
        Assert.False(LowersALoss(Descend(p => new BrokenOptimizer(p, 0))));
        Assert.True(LowersALoss(Descend(p => new BrokenOptimizer(p, -0.02f))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Weight_decay_shrinks_weights_and_leaves_biases_alone(OptimizerKind kind, double rate)
    {
        using var weights = new Parameter(3, 5, isPenalised: true);
        using var biases = new Parameter(1, 5, isPenalised: false);
        weights.Values.Row(1)[2] = biases.Values.Row(0)[2] = 1;
        using var optimizer = OptimizerFactory.Create(new OptimizerOptions { Type = kind, LearningRate = rate, WeightDecay = 0.1 }, [weights, biases]);
        for (int step = 0; step < 3; step++)
            optimizer.Step();

        Assert.InRange(weights.Values.Row(1)[2], 0, 0.9999f);
        Assert.Equal(1, biases.Values.Row(0)[2]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public unsafe void Weights_and_padding_without_a_gradient_stay_zero(OptimizerKind kind, double rate)
    {
        using var weights = new Parameter(3, 5, isPenalised: true);
        weights.Gradient.Row(1)[2] = 1;
        using var optimizer = OptimizerFactory.Create(new OptimizerOptions { Type = kind, LearningRate = rate, WeightDecay = 0.1 }, [weights]);
        optimizer.Step();
        var all = new Span<float>(weights.Values.Data, (int)weights.Values.Length);
        Assert.True(all[weights.Values.Stride + 2] < 0);
        all[weights.Values.Stride + 2] = 0;
        Assert.All(all.ToArray(), w => Assert.Equal(0, w));
    }

    private static bool LowersALoss(double[] losses) => losses[^1] < losses[0] / 100;

    // The sum of c (w - t)^2 over 15 weights, with curvatures from 1 to 15.
    private static double[] Descend(Func<IReadOnlyList<Parameter>, Optimizer> make)
    {
        using var weights = new Parameter(3, 5, isPenalised: true);
        using Optimizer optimizer = make([weights]);
        double[] losses = new double[300];
        for (int step = 0; step < losses.Length; step++)
        {
            for (int i = 0; i < 15; i++)
            {
                float off = weights.Values.Row(i / 5)[i % 5] - (1 - (0.1f * i));
                losses[step] += (i + 1) * off * off;
                weights.Gradient.Row(i / 5)[i % 5] = 2 * (i + 1) * off;
            }

            optimizer.Step();
        }

        return losses;
    }

    private sealed unsafe class BrokenOptimizer(IReadOnlyList<Parameter> parameters, float step) : Optimizer(parameters, 0, new OptimizerOptions())
    {
        protected override void Update(in Slice slice)
        {
            for (nint i = 0; i < slice.Length; i++)
                slice.Weights[i] += step * slice.Gradient[i];
        }
    }
}
