using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HyperSearch.Trainer.Kernels;

/// <summary>
/// One part of k and one panel of columns of a sparse product: C[list] = start + the sum over the list of value * B[place]. Rows of C, and of the start where it has more than
/// one, lie <see cref="CRow"/> and <see cref="StartRow"/> floats apart.
/// </summary>
internal unsafe struct ListProduct
{
    // As an integer, -0 is the least of all floats.
    private const int MinusZero = int.MinValue;

    public float* Values, Panel, Start, C;
    public int* Places, Begins, Ends;
    public nint StartRow, CRow;
    public int Lists;

    /// <summary>Makes the product; false where an output is -0.</summary>
    /// <param name="width">How many columns of the panel there are: at most 104.</param>
    public readonly bool Multiply(int width)
    {
        if (width > 64)
            return Multiply104(this);

        if (width > 48)
            return Multiply64(this);

        if (width > 32)
            return Multiply48(this);

        bool exact = Multiply16(this);
        return width > 16 ? exact & Multiply16(this with { Panel = Panel + 16, Start = Start + 16, C = C + 16 }) : exact;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Multiply104(in ListProduct p)
    {
        float* start = p.Start, c = p.C;
        Vector256<int> least = Vector256<int>.Zero;
        for (int list = 0; list < p.Lists; list++)
        {
            Vector256<float> s0 = Vector256.Load(start), s1 = Vector256.Load(start + 8), s2 = Vector256.Load(start + 16), s3 = Vector256.Load(start + 24);
            Vector256<float> s4 = Vector256.Load(start + 32), s5 = Vector256.Load(start + 40), s6 = Vector256.Load(start + 48), s7 = Vector256.Load(start + 56);
            Vector256<float> s8 = Vector256.Load(start + 64), s9 = Vector256.Load(start + 72), s10 = Vector256.Load(start + 80), s11 = Vector256.Load(start + 88);
            Vector256<float> s12 = Vector256.Load(start + 96);
            float* value = p.Values + p.Begins[list], b = p.Panel;
            for (int* place = p.Places + p.Begins[list], end = p.Places + p.Ends[list]; place < end; place++)
            {
                float* row = (float*)((byte*)b + *(uint*)place);
                Vector256<float> x = Vector256.Create(*value++);
                s0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row), s0);
                s1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 8), s1);
                s2 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 16), s2);
                s3 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 24), s3);
                s4 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 32), s4);
                s5 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 40), s5);
                s6 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 48), s6);
                s7 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 56), s7);
                s8 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 64), s8);
                s9 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 72), s9);
                s10 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 80), s10);
                s11 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 88), s11);
                s12 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 96), s12);
            }

            s0.Store(c);
            s1.Store(c + 8);
            s2.Store(c + 16);
            s3.Store(c + 24);
            s4.Store(c + 32);
            s5.Store(c + 40);
            s6.Store(c + 48);
            s7.Store(c + 56);
            s8.Store(c + 64);
            s9.Store(c + 72);
            s10.Store(c + 80);
            s11.Store(c + 88);
            s12.Store(c + 96);
            least = Vector256.Min(least, Vector256.Min(s0.AsInt32(), s1.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s2.AsInt32(), s3.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s4.AsInt32(), s5.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s6.AsInt32(), s7.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s8.AsInt32(), s9.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s10.AsInt32(), s11.AsInt32()));
            least = Vector256.Min(least, s12.AsInt32());
            c += p.CRow;
            start += p.StartRow;
        }

        return !Vector256.EqualsAny(least, Vector256.Create(MinusZero));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Multiply64(in ListProduct p)
    {
        float* start = p.Start, c = p.C;
        Vector256<int> least = Vector256<int>.Zero;
        for (int list = 0; list < p.Lists; list++)
        {
            Vector256<float> s0 = Vector256.Load(start), s1 = Vector256.Load(start + 8), s2 = Vector256.Load(start + 16), s3 = Vector256.Load(start + 24);
            Vector256<float> s4 = Vector256.Load(start + 32), s5 = Vector256.Load(start + 40), s6 = Vector256.Load(start + 48), s7 = Vector256.Load(start + 56);
            float* value = p.Values + p.Begins[list], b = p.Panel;
            for (int* place = p.Places + p.Begins[list], end = p.Places + p.Ends[list]; place < end; place++)
            {
                float* row = (float*)((byte*)b + *(uint*)place);
                Vector256<float> x = Vector256.Create(*value++);
                s0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row), s0);
                s1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 8), s1);
                s2 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 16), s2);
                s3 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 24), s3);
                s4 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 32), s4);
                s5 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 40), s5);
                s6 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 48), s6);
                s7 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 56), s7);
            }

            s0.Store(c);
            s1.Store(c + 8);
            s2.Store(c + 16);
            s3.Store(c + 24);
            s4.Store(c + 32);
            s5.Store(c + 40);
            s6.Store(c + 48);
            s7.Store(c + 56);
            least = Vector256.Min(least, Vector256.Min(s0.AsInt32(), s1.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s2.AsInt32(), s3.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s4.AsInt32(), s5.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s6.AsInt32(), s7.AsInt32()));
            c += p.CRow;
            start += p.StartRow;
        }

        return !Vector256.EqualsAny(least, Vector256.Create(MinusZero));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Multiply48(in ListProduct p)
    {
        float* start = p.Start, c = p.C;
        Vector256<int> least = Vector256<int>.Zero;
        for (int list = 0; list < p.Lists; list++)
        {
            Vector256<float> s0 = Vector256.Load(start), s1 = Vector256.Load(start + 8), s2 = Vector256.Load(start + 16), s3 = Vector256.Load(start + 24);
            Vector256<float> s4 = Vector256.Load(start + 32), s5 = Vector256.Load(start + 40);
            float* value = p.Values + p.Begins[list], b = p.Panel;
            for (int* place = p.Places + p.Begins[list], end = p.Places + p.Ends[list]; place < end; place++)
            {
                float* row = (float*)((byte*)b + *(uint*)place);
                Vector256<float> x = Vector256.Create(*value++);
                s0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row), s0);
                s1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 8), s1);
                s2 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 16), s2);
                s3 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 24), s3);
                s4 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 32), s4);
                s5 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 40), s5);
            }

            s0.Store(c);
            s1.Store(c + 8);
            s2.Store(c + 16);
            s3.Store(c + 24);
            s4.Store(c + 32);
            s5.Store(c + 40);
            least = Vector256.Min(least, Vector256.Min(s0.AsInt32(), s1.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s2.AsInt32(), s3.AsInt32()));
            least = Vector256.Min(least, Vector256.Min(s4.AsInt32(), s5.AsInt32()));
            c += p.CRow;
            start += p.StartRow;
        }

        return !Vector256.EqualsAny(least, Vector256.Create(MinusZero));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Multiply16(in ListProduct p)
    {
        float* start = p.Start, c = p.C;
        Vector256<int> least = Vector256<int>.Zero;
        for (int list = 0; list < p.Lists; list++)
        {
            Vector256<float> s0 = Vector256.Load(start), s1 = Vector256.Load(start + 8);
            float* value = p.Values + p.Begins[list], b = p.Panel;
            for (int* place = p.Places + p.Begins[list], end = p.Places + p.Ends[list]; place < end; place++)
            {
                float* row = (float*)((byte*)b + *(uint*)place);
                Vector256<float> x = Vector256.Create(*value++);
                s0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row), s0);
                s1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(row + 8), s1);
            }

            s0.Store(c);
            s1.Store(c + 8);
            least = Vector256.Min(least, Vector256.Min(s0.AsInt32(), s1.AsInt32()));
            c += p.CRow;
            start += p.StartRow;
        }

        return !Vector256.EqualsAny(least, Vector256.Create(MinusZero));
    }
}
