using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    // In blocks of 4 x 4, four of them side by side so that a cache line is read once; what is left at the edges one by one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(Matrix from, Matrix to)
    {
        int rows = from.Rows, columns = from.Columns, wholeRows = Sse.IsSupported ? rows & ~3 : 0, wholeColumns = Sse.IsSupported ? columns & ~3 : 0;
        nint fromStride = from.Stride, toStride = to.Stride;
        for (int line = 0; line < wholeColumns; line += Matrix.ColumnUnit)
        {
            int end = Math.Min(line + Matrix.ColumnUnit, wholeColumns);
            for (int r = 0; r < wholeRows; r += 4)
            {
                for (int c = line; c < end; c += 4)
                {
                    float* source = from.Data + (r * fromStride) + c, target = to.Data + (c * toStride) + r;
                    Vector128<float> r0 = Vector128.Load(source), r1 = Vector128.Load(source + fromStride);
                    Vector128<float> r2 = Vector128.Load(source + (2 * fromStride)), r3 = Vector128.Load(source + (3 * fromStride));
                    Vector128<float> left0 = Sse.UnpackLow(r0, r1), left2 = Sse.UnpackLow(r2, r3), right0 = Sse.UnpackHigh(r0, r1), right2 = Sse.UnpackHigh(r2, r3);
                    Sse.MoveLowToHigh(left0, left2).Store(target);
                    Sse.MoveHighToLow(left2, left0).Store(target + toStride);
                    Sse.MoveLowToHigh(right0, right2).Store(target + (2 * toStride));
                    Sse.MoveHighToLow(right2, right0).Store(target + (3 * toStride));
                }
            }
        }

        for (int c = 0; c < columns; c++)
        {
            for (int r = c < wholeColumns ? wholeRows : 0; r < rows; r++)
                to.Data[(c * toStride) + r] = from.Data[(r * fromStride) + c];
        }
    }
}
