namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// A block of C of at most <see cref="MostRows"/> rows: C[r, c] = start[r, c] + sum over k of A[r, k] B[k, c]. A[r, k] lies at <c>A[r * ARow + k * AStep]</c>,
/// the others have rows of <c>BRow</c>, <c>StartRow</c> and <c>CRow</c> floats. The start may be C itself, or one row for all where <c>StartRow</c> is 0.
/// </summary>
internal unsafe struct Tile
{
    /// <summary>Six rows by two vectors fill twelve of sixteen vector registers with sums, more than the latency of a multiply-add asks for.</summary>
    public const int MostRows = 6;

    public float* A, B, Start, C;
    public nint ARow, AStep, BRow, StartRow, CRow;
    public int Rows, Depth;
}
