using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Optimizers;

/// <summary>The paths of the optimizers over f(x, y) = x^2/20 + y^2 from (-7, 2): "Deep Learning from Scratch", figures 6-3 to 6-8, with the book's rates.</summary>
public sealed class PathTests
{
    private const int Steps = 30;

    [Fact]
    public void Sgd_zigzags_along_the_short_axis_and_comes_too_slowly_along_the_long_one()
    {
        // At rate .95, y is multiplied by 1 - 2 * .95 = -.9 in every step and x by 1 - .95 / 10 = .905.
        (double X, double Y)[] path = Path(OptimizerKind.Sgd, 0.95);
        for (int t = 1; t <= Steps; t++)
        {
            Assert.Equal(-7 * Math.Pow(0.905, t), path[t].X, 1e-5);
            Assert.Equal(2 * Math.Pow(-0.9, t), path[t].Y, 1e-5);
        }

        Assert.Equal(Steps, Turns(path));
    }

    [Fact]
    public void The_others_zigzag_less_than_sgd()
    {
        (double X, double Y)[] sgd = Path(OptimizerKind.Sgd, 0.95), momentum = Path(OptimizerKind.Momentum, 0.1), adagrad = Path(OptimizerKind.Adagrad, 1.5), adam = Path(OptimizerKind.Adam, 0.3);
        Assert.True(Turns(momentum) < Turns(sgd) / 2, $"momentum {Turns(momentum)}");
        Assert.True(Turns(adagrad) < Turns(sgd) / 2, $"adagrad {Turns(adagrad)}");
        Assert.True(Turns(adam) < Turns(sgd) / 2, $"adam {Turns(adam)}");
        Assert.True(Length(adagrad) < Length(momentum) && Length(momentum) < Length(sgd), $"{Length(adagrad)}, {Length(momentum)}, {Length(sgd)}");
    }

    [Fact]
    public void Adagrad_comes_nearest_to_the_minimum_in_thirty_steps()
    {
        double[] ends = [.. new[] { (OptimizerKind.Adagrad, 1.5), (OptimizerKind.Sgd, 0.95), (OptimizerKind.Momentum, 0.1), (OptimizerKind.Adam, 0.3) }.Select(k => Height(Path(k.Item1, k.Item2)[^1]))];
        Assert.True(ends[0] < ends.Skip(1).Min(), string.Join(", ", ends));
        Assert.All(ends, end => Assert.True(end < Height((-7, 2)) / 5, string.Join(", ", ends)));
    }

    [Fact]
    public void Momentum_takes_the_steps_of_the_books_form_of_it()
    {
        // v = .9 v - rate g; w += v, in double precision.
        (double X, double Y)[] path = Path(OptimizerKind.Momentum, 0.1);
        double x = -7, y = 2, vx = 0, vy = 0;
        for (int t = 1; t <= Steps; t++)
        {
            (vx, vy) = ((0.9 * vx) - (0.1 * x / 10), (0.9 * vy) - (0.1 * 2 * y));
            (x, y) = (x + vx, y + vy);
            Assert.Equal(x, path[t].X, 1e-4);
            Assert.Equal(y, path[t].Y, 1e-4);
        }
    }

    [Fact]
    public void Adagrad_and_adam_take_the_steps_of_the_books_formulas()
    {
        (double X, double Y)[] adagrad = Path(OptimizerKind.Adagrad, 1.5), adam = Path(OptimizerKind.Adam, 0.3);
        double[] a = [-7, 2], h = [0, 0], b = [-7, 2], m = [0, 0], v = [0, 0];
        for (int t = 1; t <= Steps; t++)
        {
            for (int i = 0; i < 2; i++)
            {
                double g = a[i] * (i == 0 ? 0.1 : 2);
                h[i] += g * g;
                a[i] -= 1.5 * g / (Math.Sqrt(h[i]) + 1e-7);

                g = b[i] * (i == 0 ? 0.1 : 2);
                m[i] += 0.1 * (g - m[i]);
                v[i] += 0.001 * ((g * g) - v[i]);
                b[i] -= 0.3 * Math.Sqrt(1 - Math.Pow(0.999, t)) / (1 - Math.Pow(0.9, t)) * m[i] / (Math.Sqrt(v[i]) + 1e-7);
            }

            Assert.Equal(a[0], adagrad[t].X, 1e-4);
            Assert.Equal(a[1], adagrad[t].Y, 1e-4);
            Assert.Equal(b[0], adam[t].X, 1e-4);
            Assert.Equal(b[1], adam[t].Y, 1e-4);
        }
    }

    private static double Height((double X, double Y) at) => (at.X * at.X / 20) + (at.Y * at.Y);

    // How often the path turns back along the short axis.
    private static int Turns((double X, double Y)[] path) => Enumerable.Range(1, path.Length - 1).Count(t => path[t].Y * path[t - 1].Y < 0);

    private static double Length((double X, double Y)[] path) =>
        Enumerable.Range(1, path.Length - 1).Sum(t => Math.Sqrt(Math.Pow(path[t].X - path[t - 1].X, 2) + Math.Pow(path[t].Y - path[t - 1].Y, 2)));

    private static (double X, double Y)[] Path(OptimizerKind kind, double rate)
    {
        using var point = new Parameter(1, 2, isPenalised: true);
        (point.Values.Row(0)[0], point.Values.Row(0)[1]) = (-7, 2);
        using Optimizer optimizer = OptimizerFactory.Create(new OptimizerOptions { Type = kind, LearningRate = rate }, [point]);
        List<(double, double)> path = [(-7, 2)];
        for (int t = 0; t < Steps; t++)
        {
            (point.Gradient.Row(0)[0], point.Gradient.Row(0)[1]) = (point.Values.Row(0)[0] / 10, 2 * point.Values.Row(0)[1]);
            optimizer.Step();
            path.Add((point.Values.Row(0)[0], point.Values.Row(0)[1]));
        }

        return [.. path];
    }
}
