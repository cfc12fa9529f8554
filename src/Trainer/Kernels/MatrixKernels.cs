namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// The three matrix products of a dense layer. The seam behind which instruction sets differ: each has one <see cref="Multiply"/>.
/// </summary>
/// <remarks>
/// Every output is one chain of fused multiply-adds in rising k, starting at the bias or at zero; an instruction set decides how many outputs are worked on at
/// a time, never the order inside one. So all of them give the same bits. Outputs are overwritten, nothing is allocated, NaN and infinity pass as IEEE 754 says.
/// </remarks>
internal abstract unsafe class MatrixKernels
{
    /// <summary>The name by which the environment variable of <see cref="KernelChoice"/> asks for these kernels.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a layer may leave out terms that are zero, see <see cref="SparseMatrix"/>. The bits are the same.</summary>
    public virtual bool SkipsZeros => true;

    /// <summary>Overwrites C with start + A B; see <see cref="MatrixProduct"/>.</summary>
    public abstract void Multiply(in MatrixProduct product);

    /// <summary>y = x w + bias for the first <paramref name="rows"/> rows: x [rows, in], w [in, out], bias [1, out], y [rows, out].</summary>
    public void Forward(Matrix x, int rows, Matrix w, Matrix bias, Matrix y) => Multiply(MatrixProduct.Forward(x, rows, w, bias, y));

    /// <summary>dx = dy w': dy [rows, out], w [in, out], dx [rows, in].</summary>
    public void InputGradient(Matrix dy, int rows, Matrix w, Matrix dx) => Multiply(MatrixProduct.InputGradient(dy, rows, w, dx));

    /// <summary>dw = x' dy, summed over the batch in its order: x [rows, in], dy [rows, out], dw [in, out].</summary>
    public void WeightGradient(Matrix x, Matrix dy, int rows, Matrix dw) => Multiply(MatrixProduct.WeightGradient(x, dy, rows, dw));
}
