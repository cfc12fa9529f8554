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

    /// <summary>Overwrites C with start + A B; see <see cref="MatrixProduct"/>.</summary>
    public abstract void Multiply(in MatrixProduct product);

    /// <summary>y = x w + bias for the first <paramref name="rows"/> rows: x [rows, in], w [in, out], bias [1, out], y [rows, out].</summary>
    public void Forward(Matrix x, int rows, Matrix w, Matrix bias, Matrix y) => Multiply(new MatrixProduct
    {
        A = x.Data,
        ARow = x.Stride,
        AStep = 1,
        B = w.Data,
        BRow = w.Stride,
        Start = bias.Data,
        C = y.Data,
        CRow = y.Stride,
        Rows = rows,
        Depth = w.Rows,
        Columns = y.ComputedColumns,
    });

    /// <summary>dx = dy w': dy [rows, out], transposed [out, in] is w transposed, dx [rows, in].</summary>
    public void InputGradient(Matrix dy, int rows, Matrix transposed, Matrix dx) => Multiply(new MatrixProduct
    {
        A = dy.Data,
        ARow = dy.Stride,
        AStep = 1,
        B = transposed.Data,
        BRow = transposed.Stride,
        C = dx.Data,
        CRow = dx.Stride,
        Rows = rows,
        Depth = transposed.Rows,
        Columns = dx.ComputedColumns,
    });

    /// <summary>dw = x' dy, summed over the batch in its order: x [rows, in], dy [rows, out], dw [in, out].</summary>
    public void WeightGradient(Matrix x, Matrix dy, int rows, Matrix dw) => Multiply(new MatrixProduct
    {
        A = x.Data,
        ARow = 1,
        AStep = x.Stride,
        B = dy.Data,
        BRow = dy.Stride,
        C = dw.Data,
        CRow = dw.Stride,
        Rows = dw.Rows,
        Depth = rows,
        Columns = dw.ComputedColumns,
    });
}
