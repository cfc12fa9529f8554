using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HyperSearch.AutoML;

/// <summary>
/// An <see cref="IDataView"/>, from whatever loader, as data of the trainer in the box: written once, as the folder that <c>"data": { "source": "npy" }</c> reads. Workers then need neither
/// ML.NET nor its loader, and the study's fingerprint is of the samples as they are used.
/// </summary>
public static class DataViewFolder
{
    /// <summary>Writes <c>features.npy</c> and <c>labels.npy</c>.</summary>
    /// <param name="data">The data.</param>
    /// <param name="folder">The folder; made where it is not there.</param>
    /// <param name="features">The column of features: a vector of single-precision numbers, as Concatenate makes it.</param>
    /// <param name="label">The column of labels: a key or a truth value for classes, a single-precision number for classes from 0 or for regression.</param>
    /// <param name="prefix">What the files' names begin with: nothing, or <c>test-</c> for the test part.</param>
    /// <returns>How many samples there are.</returns>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="InvalidDataException">A label is missing.</exception>
    public static int Write(IDataView data, string folder, string features = "Features", string label = "Label", string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(data);
        DataViewSchema.Column x = Column(data, features), y = Column(data, label);
        int inputs = x.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single ? vector.Size
            : throw new ArgumentException($"The column {features} is {x.Type}; a vector of single-precision numbers of a known size is needed.", nameof(features));
        List<float> numbers = [], labels = [];
        using (DataViewRowCursor cursor = data.GetRowCursor([x, y]))
        {
            ValueGetter<VBuffer<float>> getFeatures = cursor.GetGetter<VBuffer<float>>(x);
            Func<float> getLabel = LabelOf(cursor, y);
            var sample = default(VBuffer<float>);
            while (cursor.MoveNext())
            {
                getFeatures(ref sample);
                numbers.AddRange(sample.DenseValues());
                labels.Add(float.IsNaN(getLabel()) ? throw new InvalidDataException($"The label of row {labels.Count} is missing.") : getLabel());
            }
        }

        Directory.CreateDirectory(folder);
        Save(Path.Combine(folder, prefix + "features.npy"), string.Create(CultureInfo.InvariantCulture, $"({labels.Count}, {inputs})"), CollectionsMarshal.AsSpan(numbers));
        Save(Path.Combine(folder, prefix + "labels.npy"), string.Create(CultureInfo.InvariantCulture, $"({labels.Count},)"), CollectionsMarshal.AsSpan(labels));
        return labels.Count;
    }

    private static DataViewSchema.Column Column(IDataView data, string name) => data.Schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"The data has no column {name}; it has {string.Join(", ", data.Schema.Select(c => c.Name))}.", nameof(name));

    private static Func<float> LabelOf(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        switch (column.Type)
        {
            case NumberDataViewType when column.Type == NumberDataViewType.Single:
                ValueGetter<float> number = cursor.GetGetter<float>(column);
                return () => Got(number);
            case BooleanDataViewType:
                ValueGetter<bool> truth = cursor.GetGetter<bool>(column);
                return () => Got(truth) ? 1 : 0;
            case KeyDataViewType when column.Type.RawType == typeof(uint):
                ValueGetter<uint> key = cursor.GetGetter<uint>(column);
                return () => Got(key) is var k and > 0 ? k - 1 : float.NaN; // keys count from 1, and 0 is none
            default:
                throw new ArgumentException($"The column {column.Name} is {column.Type}; a key, a truth value or a single-precision number is needed.", nameof(column));
        }
    }

    private static T Got<T>(ValueGetter<T> get)
    {
        T value = default!;
        get(ref value);
        return value;
    }

    /// <summary>An array as NumPy writes it, version 1.0.</summary>
    private static void Save(string file, string shape, ReadOnlySpan<float> numbers)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight(((header.Length + 11 + 63) / 64 * 64) - 11) + "\n"; // magic, version and length are 10 bytes; the data begin at a multiple of 64
        using FileStream stream = File.Create(file);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, .. length]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(MemoryMarshal.AsBytes(numbers));
    }
}
