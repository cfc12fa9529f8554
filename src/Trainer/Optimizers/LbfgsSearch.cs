using HyperSearch.Trainer.Layers;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>
/// L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4) with the last ten steps remembered, one iteration at a time, each with a line search
/// (<see cref="StrongWolfe"/>). The same algorithm as PyTorch's LBFGS(max_iter=1, history_size=10, line_search_fn="strong_wolfe").
/// </summary>
/// <remarks>Ours and not MathNet's: that one works on copies in double precision, allocates in every step, and its sums may be shared among threads.</remarks>
internal sealed class LbfgsSearch : IDisposable
{
    /// <summary>The steps that are remembered.</summary>
    public const int History = 10;

    private const double Flat = 1e-9, LeastCurvature = 1e-10;

    private readonly ParameterVector gradient, previous, direction, start;
    private readonly ParameterVector[] changes = new ParameterVector[History], steps = new ParameterVector[History];
    private readonly double[] inverses = new double[History], weights = new double[History];
    private readonly Func<double> evaluate;
    private readonly Func<double, (double Value, double Slope)> along;
    private int remembered, iterations;
    private double stepLength, scale = 1;

    /// <param name="parameters">What is learnt.</param>
    /// <param name="evaluate">Gives the objective at the present weights and fills the gradients of the parameters.</param>
    public LbfgsSearch(IReadOnlyList<Parameter> parameters, Func<double> evaluate)
    {
        this.evaluate = evaluate;
        along = Along;
        (gradient, previous, direction, start) = (new(parameters), new(parameters), new(parameters), new(parameters));
        for (int i = 0; i < History; i++)
            (changes[i], steps[i]) = (new(parameters), new(parameters));
    }

    /// <summary>One iteration from the present weights.</summary>
    /// <param name="rate">The first length that the line search tries (in the first iteration divided by the gradient's sum of magnitudes where that is over 1).</param>
    public void Step(double rate)
    {
        double value = evaluate();
        gradient.SetToGradient();
        if (!double.IsFinite(value) || gradient.Largest() is 0 or double.NaN)
            return;

        if (iterations++ == 0)
            direction.Set(gradient, -1);
        else
            TurnDirection();

        previous.Set(gradient, 1);
        stepLength = iterations == 1 ? Math.Min(1, 1 / gradient.Magnitude()) * rate : rate;
        double slope = ParameterVector.Dot(gradient, direction);
        if (slope > -Flat)
            return;

        start.SetToValues();
        stepLength = StrongWolfe.Search(along, stepLength, value, slope, direction.Largest());
        start.MoveWeights(direction, stepLength);
    }

    public void Dispose()
    {
        foreach (ParameterVector vector in changes.Concat(steps).Concat([gradient, previous, direction, start]))
            vector.Dispose();
    }

    // The two loops of algorithm 7.4, after the last step is remembered if the curvature along it was positive.
    private void TurnDirection()
    {
        previous.Set(previous, -1);
        previous.Add(gradient, 1);
        direction.Set(direction, stepLength);
        double curvature = ParameterVector.Dot(previous, direction);
        if (curvature > LeastCurvature)
            Remember(curvature);

        direction.Set(gradient, -1);
        for (int i = remembered - 1; i >= 0; i--)
        {
            weights[i] = ParameterVector.Dot(steps[i], direction) * inverses[i];
            direction.Add(changes[i], -weights[i]);
        }

        direction.Set(direction, scale);
        for (int i = 0; i < remembered; i++)
            direction.Add(steps[i], weights[i] - (ParameterVector.Dot(changes[i], direction) * inverses[i]));
    }

    private void Remember(double curvature)
    {
        if (remembered == History)
        {
            (ParameterVector oldestChange, ParameterVector oldestStep) = (changes[0], steps[0]);
            Array.Copy(changes, 1, changes, 0, History - 1);
            Array.Copy(steps, 1, steps, 0, History - 1);
            Array.Copy(inverses, 1, inverses, 0, History - 1);
            (changes[^1], steps[^1]) = (oldestChange, oldestStep);
            remembered--;
        }

        changes[remembered].Set(previous, 1);
        steps[remembered].Set(direction, 1);
        inverses[remembered++] = 1 / curvature;
        scale = curvature / ParameterVector.Dot(previous, previous);
    }

    private (double Value, double Slope) Along(double length)
    {
        start.MoveWeights(direction, length);
        double value = evaluate();
        gradient.SetToGradient();
        return (value, ParameterVector.Dot(gradient, direction));
    }
}
