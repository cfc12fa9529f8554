using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HyperSearch.Trainer.Kernels;

namespace HyperSearch.Trainer.Layers;

/// <summary>y = x W + b, with W of shape [inputs, outputs].</summary>
internal sealed unsafe class DenseLayer : Layer
{
    private readonly MatrixKernels kernels;
    private readonly Matrix output;
    private readonly Matrix? transposed, inputGradient;
    private Matrix? input;

    /// <param name="kernels">The matrix products.</param>
    /// <param name="inputs">Columns of x.</param>
    /// <param name="outputs">Columns of y.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="givesInputGradient">False for the first layer, which then needs no memory for it.</param>
    public DenseLayer(MatrixKernels kernels, int inputs, int outputs, int capacity, bool givesInputGradient)
    {
        this.kernels = kernels;
        Weights = new Parameter(inputs, outputs, isPenalised: true);
        Biases = new Parameter(1, outputs, isPenalised: false);
        output = new Matrix(capacity, outputs);
        if (givesInputGradient)
        {
            transposed = new Matrix(outputs, inputs);
            inputGradient = new Matrix(capacity, inputs);
        }

        Parameters = [Weights, Biases];
    }

    public Parameter Weights { get; }

    public Parameter Biases { get; }

    public override IReadOnlyList<Parameter> Parameters { get; }

    public override Matrix Forward(Matrix input, int rows)
    {
        this.input = input;
        kernels.Forward(input, rows, Weights.Values, Biases.Values, output);
        return output;
    }

    public override Matrix? Backward(Matrix gradient, int rows, bool inputGradientWanted)
    {
        kernels.WeightGradient(input!, gradient, rows, Weights.Gradient);
        SumRows(gradient, rows, Biases.Gradient);
        if (!inputGradientWanted || inputGradient is null)
            return null;

        Transpose(Weights.Values, transposed!);
        kernels.InputGradient(gradient, rows, transposed!, inputGradient);
        return inputGradient;
    }

    public override void Dispose()
    {
        Weights.Dispose();
        Biases.Dispose();
        output.Dispose();
        transposed?.Dispose();
        inputGradient?.Dispose();
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

    // In blocks of 4 x 4. Blocks at the right edge read the zeros of the padding; only rows that exist are written.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(Matrix from, Matrix to)
    {
        int rows = from.Rows, columns = from.Columns, wholeRows = rows & ~3, wholeColumns = columns & ~3;
        nint fromStride = from.Stride, toStride = to.Stride;
        for (int c = 0; c < wholeColumns; c += 4)
        {
            float* target = to.Data + (c * toStride), source = from.Data + c;
            for (int r = 0; r < wholeRows; r += 4)
            {
                Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + fromStride);
                Vector128<float> d = Vector128.Load(source + (2 * fromStride)), e = Vector128.Load(source + (3 * fromStride));
                Vector256<float> ab = Vector256.Shuffle(Vector256.Create(a, b), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7));
                Vector256<float> de = Vector256.Shuffle(Vector256.Create(d, e), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7));
                Vector128.Create(ab.GetLower().GetLower(), de.GetLower().GetLower()).Store(target + r);
                Vector128.Create(ab.GetLower().GetUpper(), de.GetLower().GetUpper()).Store(target + toStride + r);
                Vector128.Create(ab.GetUpper().GetLower(), de.GetUpper().GetLower()).Store(target + (2 * toStride) + r);
                Vector128.Create(ab.GetUpper().GetUpper(), de.GetUpper().GetUpper()).Store(target + (3 * toStride) + r);
                source += 4 * fromStride;
            }
        }

        for (int c = 0; c < columns; c++)
        {
            for (int r = c < wholeColumns ? wholeRows : 0; r < rows; r++)
                to.Data[(c * toStride) + r] = from.Data[(r * fromStride) + c];
        }
    }
}
