namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// C[r, c] = start[c] + sum over k of A[r, k] B[k, c]: the operands of one matrix product. A[r, k] lies at <c>A[r * ARow + k * AStep]</c>, so that A can be
/// read transposed; B and C have rows of <c>BRow</c> and <c>CRow</c> floats. <c>Start</c> may be null, meaning zeros.
/// <c>Columns</c> is a multiple of <see cref="Matrix.ColumnUnit"/>; C overlaps no operand.
/// </summary>
internal readonly unsafe struct MatrixProduct
{
    public required float* A { get; init; }

    public required nint ARow { get; init; }

    public required nint AStep { get; init; }

    public required float* B { get; init; }

    public required nint BRow { get; init; }

    public float* Start { get; init; }

    public required float* C { get; init; }

    public required nint CRow { get; init; }

    public required int Rows { get; init; }

    public required int Depth { get; init; }

    public required int Columns { get; init; }
}
