using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// Cuts a product into tiles and lays their operands side by side where they are not (after Goto and van de Geijn, ACM TOMS 34(3), 2008): a panel of B is as wide
/// as a tile and streams from the second cache, and the rows of A pass by it. Where k is cut, the next part starts at what C holds: the chain of an output stays one.
/// </summary>
internal abstract unsafe class TiledKernels : MatrixKernels
{
    private const int MostColumns = 32, MostDepth = 1008;

    // Rows of A that pass by one panel, so that they stay in a cache for the next; in slivers, as many as fit there.
    private const int MostRows = 40 * Tile.MostRows, MostInSlivers = 1 << 15;

    // So few rows of A do not repay a copy of B.
    private const int FewRows = 8 * Tile.MostRows;

    /// <summary>Columns of a tile: 16 or 32.</summary>
    protected abstract int TileColumns { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public sealed override void Multiply(in MatrixProduct product)
    {
        float* panel = stackalloc float[(MostDepth * MostColumns) + Matrix.ColumnUnit];
        float* slivers = stackalloc float[MostInSlivers + 8];
        float* zeros = stackalloc float[MostColumns];
        panel = (float*)(((nuint)panel + 63) & ~(nuint)63);
        new Span<float>(zeros, MostColumns).Clear();

        int parts = Math.Max((product.Depth + MostDepth - 1) / MostDepth, 1), depth = (product.Depth + parts - 1) / parts;
        bool sliced = product.ARow == 1 && product.Columns > 2 * TileColumns;
        int blockRows = sliced ? MostInSlivers / Math.Max(depth, 1) / Tile.MostRows * Tile.MostRows : MostRows;
        for (int part = 0; part < parts; part++)
        {
            int k = part * depth;
            for (int first = 0; first < product.Rows; first += blockRows)
            {
                Tile tile = default;
                tile.Depth = Math.Min(depth, product.Depth - k);
                tile.A = product.A + (first * product.ARow) + (k * product.AStep);
                tile.ARow = product.ARow;
                tile.AStep = product.AStep;
                int rows = Math.Min(blockRows, product.Rows - first);
                nint nextTile = Tile.MostRows * product.ARow;
                if (sliced)
                {
                    Slice(tile.A, product.AStep, rows, tile.Depth, slivers);
                    tile.A = slivers;
                    tile.AStep = Tile.MostRows;
                    nextTile = Tile.MostRows * tile.Depth;
                }

                int columns;
                for (int c = 0; c < product.Columns; c += columns)
                {
                    columns = Math.Min(TileColumns, (product.Columns - c + Matrix.ColumnUnit - 1) & -Matrix.ColumnUnit);
                    tile.B = product.B + (k * product.BRow) + (c * product.BStep);
                    tile.BRow = product.BRow;
                    tile.C = product.C + (first * product.CRow) + c;
                    tile.CRow = product.CRow;
                    tile.Start = k > 0 ? tile.C : product.Start == null ? zeros : product.Start + c;
                    tile.StartRow = k > 0 ? product.CRow : 0;
                    if (product.BStep != 1 || (product.BRow > Panel.LongRow && rows > FewRows))
                    {
                        Panel.Fill(product, k, tile.Depth, c, columns, panel, columns);
                        tile.B = panel;
                        tile.BRow = columns;
                    }

                    Column(tile, rows, columns, nextTile);
                }
            }
        }
    }

    /// <summary>Overwrites C; <paramref name="columns"/> is <see cref="TileColumns"/>, or 16 for the last ones.</summary>
    protected abstract void Multiply(in Tile tile, int columns);

    // Tiles one below the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Column(Tile tile, int rows, int columns, nint nextTile)
    {
        for (; rows > 0; rows -= Tile.MostRows)
        {
            tile.Rows = Math.Min(Tile.MostRows, rows);
            Multiply(tile, columns);
            tile.A += nextTile;
            tile.C += Tile.MostRows * tile.CRow;
            tile.Start += Tile.MostRows * tile.StartRow;
        }
    }

    // Six neighbours of every row, tile after tile. Eight are written, and the last two overwritten by the next six.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slice(float* a, nint step, int rows, int depth, float* slivers)
    {
        for (int r = 0; r < rows; r += Tile.MostRows)
        {
            float* from = a + r;
            for (int k = 0; k < depth; k++)
            {
                Vector256.Load(from).Store(slivers);
                from += step;
                slivers += Tile.MostRows;
            }
        }
    }
}
