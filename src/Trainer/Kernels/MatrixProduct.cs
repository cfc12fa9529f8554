namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// C[r, c] = start[c] + sum over k of A[r, k] B[k, c]: the operands of one matrix product. A[r, k] lies at <c>A[r * ARow + k * AStep]</c> and B[k, c] at
/// <c>B[k * BRow + c * BStep]</c>: of either pair one is 1, so that both can be read transposed. C has rows of <c>CRow</c> floats. <c>Start</c> may be null,
/// meaning zeros. C overlaps no operand.
/// </summary>
internal readonly unsafe struct MatrixProduct
{
    public required float* A { get; init; }

    public required nint ARow { get; init; }

    public required nint AStep { get; init; }

    public required float* B { get; init; }

    public required nint BRow { get; init; }

    public required nint BStep { get; init; }

    public float* Start { get; init; }

    public required float* C { get; init; }

    public required nint CRow { get; init; }

    public required int Rows { get; init; }

    public required int Depth { get; init; }

    /// <summary>
    /// Columns of C. They are computed up to the next multiple of <see cref="Matrix.ColumnUnit"/>, which C, the start and an untransposed B have as padding; a
    /// transposed B counts as zero there.
    /// </summary>
    public required int Columns { get; init; }

    public static MatrixProduct Forward(Matrix x, int rows, Matrix w, Matrix bias, Matrix y) => new()
    {
        A = x.Data,
        ARow = x.Stride,
        AStep = 1,
        B = w.Data,
        BRow = w.Stride,
        BStep = 1,
        Start = bias.Data,
        C = y.Data,
        CRow = y.Stride,
        Rows = rows,
        Depth = w.Rows,
        Columns = y.Columns,
    };

    public static MatrixProduct InputGradient(Matrix dy, int rows, Matrix w, Matrix dx) => new()
    {
        A = dy.Data,
        ARow = dy.Stride,
        AStep = 1,
        B = w.Data,
        BRow = 1,
        BStep = w.Stride,
        C = dx.Data,
        CRow = dx.Stride,
        Rows = rows,
        Depth = w.Columns,
        Columns = dx.Columns,
    };

    public static MatrixProduct WeightGradient(Matrix x, Matrix dy, int rows, Matrix dw) => new()
    {
        A = x.Data,
        ARow = 1,
        AStep = x.Stride,
        B = dy.Data,
        BRow = dy.Stride,
        BStep = 1,
        C = dw.Data,
        CRow = dw.Stride,
        Rows = dw.Rows,
        Depth = rows,
        Columns = dw.Columns,
    };
}
