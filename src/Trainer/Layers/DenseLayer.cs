using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>y = x W + b, with W of shape [inputs, outputs].</summary>
internal sealed unsafe class DenseLayer : Layer
{
    private readonly LayerProducts products;
    private readonly Matrix output;
    private readonly Matrix? inputGradient;
    private Matrix? input;

    /// <param name="kernels">The matrix products.</param>
    /// <param name="inputs">Columns of x.</param>
    /// <param name="outputs">Columns of y.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="givesInputGradient">False for the first layer, which then needs no memory for it.</param>
    public DenseLayer(MatrixKernels kernels, int inputs, int outputs, int capacity, bool givesInputGradient)
    {
        products = new LayerProducts(kernels, inputs, outputs, capacity);
        Weights = new Parameter(inputs, outputs, isPenalised: true);
        Biases = new Parameter(1, outputs, isPenalised: false);
        output = new Matrix(capacity, outputs);
        inputGradient = givesInputGradient ? new Matrix(capacity, inputs) : null;
        Parameters = [Weights, Biases];
    }

    public Parameter Weights { get; }

    public Parameter Biases { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override Matrix Forward(Matrix input, int rows)
    {
        this.input = input;
        products.Forward(input, rows, Weights.Values, Biases.Values, output);
        return output;
    }

    public override Matrix? Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        products.WeightGradient(input!, gradient, rows, Weights.Gradient);
        SumRows(gradient, rows, Biases.Gradient);
        if (!inputGradientWanted || inputGradient is null)
            return null;

        products.InputGradient(gradient, rows, Weights.Values, inputGradient);
        return inputGradient;
    }

    public override void Dispose()
    {
        Weights.Dispose();
        Biases.Dispose();
        output.Dispose();
        inputGradient?.Dispose();
        products.Dispose();
    }

    // Row after row, so that the order does not depend on the vector width.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumRows(Matrix from, int rows, Matrix sum)
    {
        for (int c = 0; c < from.Stride; c += 16)
        {
            float* row = from.Data + c;
            Vector256<float> s0 = Vector256<float>.Zero, s1 = Vector256<float>.Zero;
            for (int r = 0; r < rows; r++)
            {
                s0 += Vector256.Load(row);
                s1 += Vector256.Load(row + 8);
                row += from.Stride;
            }

            s0.Store(sum.Data + c);
            s1.Store(sum.Data + c + 8);
        }
    }
}
