namespace HyperSearch.Trainer.Models;

/// <summary>Numbers of a model, with the name and the shape that a file gives them.</summary>
public sealed class Tensor
{
    /// <summary>A tensor.</summary>
    /// <param name="name">Its name, such as <c>layers.0.weight</c>.</param>
    /// <param name="shape">Its dimensions, the slowest first.</param>
    /// <param name="values">Its numbers, the last dimension's side by side: as many as the product of the dimensions.</param>
    public Tensor(string name, IReadOnlyList<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNotEqual(shape.Aggregate(1L, (product, n) => product * n), values.Length);
        (Name, Shape, Values) = (name, shape, values);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its dimensions, the slowest first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its numbers, the last dimension's side by side.</summary>
    public float[] Values { get; }
}
