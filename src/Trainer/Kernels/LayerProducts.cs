namespace HyperSearch.Trainer.Kernels;

/// <summary>The three products of one dense layer, made by the terms that are not zero where that is faster. Their bits do not depend on it.</summary>
internal sealed class LayerProducts(MatrixKernels kernels, int inputs, int outputs, int capacity) : IDisposable
{
    // With fewer rows, laying out the other factor costs more than leaving out zeros gains.
    private const int FewestRows = 8;

    private readonly SparseMatrix? sparse = kernels.SkipsZeros ? new SparseMatrix(capacity, Math.Max(inputs, outputs)) : null;
    private bool isInputSparse;

    /// <summary>See <see cref="MatrixProduct.Forward"/>.</summary>
    public void Forward(Matrix x, int rows, Matrix w, Matrix bias, Matrix y)
    {
        MatrixProduct product = MatrixProduct.Forward(x, rows, w, bias, y);
        isInputSparse = rows >= FewestRows && sparse is not null && sparse.Read(x, rows, w.Columns);
        if (!isInputSparse || !sparse!.Multiply(product))
            kernels.Multiply(product);
    }

    /// <summary>See <see cref="MatrixProduct.WeightGradient"/>; x must be that of the last <see cref="Forward"/>.</summary>
    public void WeightGradient(Matrix x, Matrix dy, int rows, Matrix dw)
    {
        MatrixProduct product = MatrixProduct.WeightGradient(x, dy, rows, dw);
        if (!isInputSparse || !sparse!.ReadTransposed(x, rows, dw.Columns) || !sparse.Multiply(product))
            kernels.Multiply(product);
    }

    /// <summary>See <see cref="MatrixProduct.InputGradient"/>.</summary>
    public void InputGradient(Matrix dy, int rows, Matrix w, Matrix dx)
    {
        MatrixProduct product = MatrixProduct.InputGradient(dy, rows, w, dx);
        if (rows < FewestRows || sparse is null || !sparse.Read(dy, rows, dx.Columns) || !sparse.Multiply(product))
            kernels.Multiply(product);
    }

    public void Dispose() => sparse?.Dispose();
}
