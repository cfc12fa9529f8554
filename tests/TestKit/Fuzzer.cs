using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HyperSearch.Numerics;

namespace HyperSearch.TestKit;

/// <summary>
/// Feeds a parser with inputs that are nearly right: those of a corpus, mutated. Input n follows from n alone, so that a failing one is had again:
/// <c>HYPERSEARCH_FUZZ_INPUT=n</c> parses it alone, <c>HYPERSEARCH_FUZZ=1000000</c> parses that many; with both, that many from that one on. Without either: 20,000 with <c>CI</c> set,
/// 4,000 else.
/// </summary>
/// <param name="corpus">Inputs that are right, or wrong in interesting ways.</param>
/// <param name="words">What is put in here and there: the format's marks and keys.</param>
public sealed class Fuzzer(IReadOnlyList<byte[]> corpus, params string[] words)
{
    private const int InputsInCI = 20_000, UsualInputs = 4_000, MostMutations = 6, MostGrowth = 1 << 16;

    // Whatever its header promises, an input of some kilobytes takes neither much memory nor long.
    private const long MostMemory = 64 << 20;
    private static readonly TimeSpan LongestParse = TimeSpan.FromSeconds(5);
    private static readonly long[] Numbers = [0, 1, -1, 2, 127, 128, 255, 256, 32767, 65535, 1 << 16, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue, 1L << 62];
    private static readonly string[] Numerals = ["0", "-1", "1e999", "-1e999", "NaN", "Infinity", "2147483647", "2147483648", "9223372036854775807", "1e-320", "0.5", "99999999999999999999", "\"NaN\"", "null", "true", "[]", "{}"];

    /// <summary>Parses all inputs.</summary>
    /// <param name="parse">Parses an input; whatever it throws is a fault of the parser.</param>
    /// <returns>How many were parsed.</returns>
    /// <exception cref="InvalidOperationException">An input was answered with an exception, took too long or too much memory.</exception>
    public int Run(Action<byte[]> parse)
    {
        int? first = Setting("HYPERSEARCH_FUZZ_INPUT");
        int inputs = Setting("HYPERSEARCH_FUZZ") ?? (first is not null ? 1 : Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? InputsInCI : UsualInputs);
        for (int i = 0; i < inputs; i++)
        {
            Try((first ?? 0) + i, parse);
        }

        return inputs;
    }

    /// <summary>Input number <paramref name="index"/>.</summary>
    public byte[] Input(int index)
    {
        var luck = new RandomStream(0, StreamPurpose.Retrain, index);
        var input = new List<byte>(corpus[luck.NextBelow(corpus.Count)]);
        int most = input.Count + MostGrowth;
        for (int mutations = 1 + luck.NextBelow(MostMutations); mutations > 0 && input.Count < most; mutations--)
        {
            Mutate(input, luck);
        }

        return [.. input];
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private void Try(int index, Action<byte[]> parse)
    {
        byte[] input = Input(index);
        long before = GC.GetAllocatedBytesForCurrentThread(), begin = Stopwatch.GetTimestamp();
        TimeSpan usedBefore = Environment.CpuUsage.TotalTime;
        try
        {
            parse(input);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"HYPERSEARCH_FUZZ_INPUT={index} ({input.Length} bytes): {e}", e);
        }

        long memory = GC.GetAllocatedBytesForCurrentThread() - before;

        // Of the clock and of the processor: on a busy machine a process may have to wait for seconds.
        TimeSpan time = Stopwatch.GetElapsedTime(begin), used = Environment.CpuUsage.TotalTime - usedBefore;
        time = time < used ? time : used;
        if (memory > MostMemory || time > LongestParse)
        {
            throw new InvalidOperationException($"HYPERSEARCH_FUZZ_INPUT={index} ({input.Length} bytes) took {memory >> 20} MiB and {time.TotalSeconds:0.0} s.");
        }
    }

    private void Mutate(List<byte> input, RandomStream luck)
    {
        int at = luck.NextBelow(input.Count + 1), left = input.Count - at;
        switch (luck.NextBelow(10))
        {
            case 0 when left > 0:
                input[at] ^= (byte)(1 << luck.NextBelow(8));
                break;
            case 1 when left > 0:
                input[at] = (byte)Numbers[luck.NextBelow(Numbers.Length)];
                break;
            case 2:
                input.RemoveRange(at, luck.NextBelow(Math.Min(left, 32) + 1));
                break;
            case 3:
                input.RemoveRange(at, left);
                break;
            case 4:
                input.InsertRange(at, input.GetRange(at, luck.NextBelow(Math.Min(left, 512) + 1)));
                break;
            case 5:
                Overwrite(input, at, luck);
                break;
            case 6:
                ReplaceNumeral(input, at, luck);
                break;
            case 7 when words.Length > 0:
                input.InsertRange(at, Encoding.UTF8.GetBytes(words[luck.NextBelow(words.Length)]));
                break;
            case 8:
                byte[] other = corpus[luck.NextBelow(corpus.Count)];
                int from = luck.NextBelow(other.Length + 1);
                input.RemoveRange(at, luck.NextBelow(left + 1));
                input.InsertRange(at, other.AsSpan(from, luck.NextBelow(Math.Min(other.Length - from, 1024) + 1)).ToArray());
                break;
            default:
                input.InsertRange(at, Enumerable.Range(0, luck.NextBelow(16)).Select(_ => (byte)luck.NextBelow(256)));
                break;
        }
    }

    /// <summary>Writes a number of 1, 2, 4 or 8 bytes over what is there, in either order of bytes.</summary>
    private static void Overwrite(List<byte> input, int at, RandomStream luck)
    {
        byte[] number = new byte[8];
        int size = 1 << luck.NextBelow(4);
        long value = Numbers[luck.NextBelow(Numbers.Length)];
        if (luck.NextBelow(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value << (64 - (8 * size)));
        }

        for (int i = 0; i < size && at + i < input.Count; i++)
        {
            input[at + i] = number[i];
        }
    }

    /// <summary>Puts another numeral, or another value, in the place of the next one.</summary>
    private static void ReplaceNumeral(List<byte> input, int at, RandomStream luck)
    {
        int start = input.FindIndex(at, IsDigit);
        if (start >= 0)
        {
            int end = input.FindIndex(start, b => !IsDigit(b));
            input.RemoveRange(start, (end < 0 ? input.Count : end) - start);
            input.InsertRange(start, Encoding.UTF8.GetBytes(Numerals[luck.NextBelow(Numerals.Length)]));
        }

        static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';
    }
}
