namespace HyperSearch.Trainer.Kernels;

/// <summary>One output at a time with <see cref="MathF.FusedMultiplyAdd"/>: the definition the others are tested against. Runs anywhere, slowly.</summary>
internal sealed unsafe class PortableKernels : MatrixKernels
{
    public override string Name => "portable";

    public override bool SkipsZeros => false;

    public override void Multiply(in MatrixProduct product)
    {
        for (int r = 0; r < product.Rows; r++)
        {
            for (int c = 0; c < product.Columns; c++)
            {
                float* a = product.A + (r * product.ARow), b = product.B + (c * product.BStep);
                float sum = product.Start == null ? 0 : product.Start[c];
                for (int k = 0; k < product.Depth; k++)
                    sum = MathF.FusedMultiplyAdd(a[k * product.AStep], b[k * product.BRow], sum);

                product.C[(r * product.CRow) + c] = sum;
            }
        }
    }
}
