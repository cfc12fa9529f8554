using System.Text;
using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Journals;

public sealed class JournalRoundTripTests
{
    internal static readonly Record[] OneOfEach =
    [
        JournalFile.Header,
        new RoundStarted(1, 7, [new RangeMoved("optimizer.learningRate", 1e-300, double.MaxValue, "says \"so\"\n\u2028 µ 雪"), new RangeMoved("b", 0.1 + 0.2, 1, "")]),
        new TrialProposed(7, 1, JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["a.b"] = 0.1, ["c"] = new[] { 1, 2 } }), long.MaxValue, 12, 3),
        new AttemptStarted(7, 0, 1, "worker on höst 1"),
        new EpochReported(7, 0, 1, 1, new Dictionary<string, double> { ["x"] = double.NaN, ["y"] = double.PositiveInfinity, ["z"] = double.NegativeInfinity, ["e"] = double.Epsilon }, "0123456789abcdef"),
        new EpochReported(7, 2, 1, 2, new Dictionary<string, double>(), ""),
        new EpochReported(7, 2, 1, 3, new Dictionary<string, double>(), "", true, Layers(0.5, double.NaN), new TrialDiagnosis("dead units", "50 % of \"them\"")),
        new AttemptEnded(7, 0, 1, Blame.Trial, "why"),
        new AttemptEnded(7, 0, 2, Blame.Worker, "why"),
        new TrialEnded(7, 0, Outcome.Diverged, 2, null),
        new TrialEnded(9, 0, Outcome.Pruned, 2, null, "why", new EndForecast(-0.1, double.Epsilon)),
        new TunerChosen(7, "gp", "why"),
        new TrialEnded(8, 3, Outcome.Completed, 2, -0.1),
        new StudyChanged(200, new ConfirmOptions { Top = 2, Seeds = 9 }),
        new StudyChanged(200, null),
        new StudyStopped(7, "why"),
        new RunEstimated(0.1 + 0.2, 3),
        new StudyFinished("hash"),
    ];

    private static Dictionary<string, IReadOnlyList<double>> Layers(params double[] shares) => new() { ["deadShare"] = shares };

    [Fact]
    public void Every_kind_of_record_comes_back_as_it_was()
    {
        using var folder = new TempFolder();
        JournalFile.Write(folder["j"], OneOfEach);
        string[] read = JournalFile.Read(folder["j"], out JournalReader reader);
        long at = new ManualTime().GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(OneOfEach.Select((r, n) => JournalFile.Text(r with { Number = n, At = at })), read);
        Assert.Equal((OneOfEach.Length, new FileInfo(folder["j"]).Length, 0), (reader.Count, reader.End, reader.TornBytes));
        Type[] kinds = [.. typeof(Record).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Record)))];
        Assert.Equal(kinds.ToHashSet(), OneOfEach.Select(r => r.GetType()).ToHashSet());
    }

    [Fact]
    public void Metrics_that_are_no_numbers_come_back_as_what_they_are()
    {
        using var folder = new TempFolder();
        JournalFile.Write(folder["j"], OneOfEach);
        EpochReported epoch = new JournalReader(folder["j"]).Read().OfType<EpochReported>().First();
        Assert.Equal([double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon], new[] { "x", "y", "z", "e" }.Select(m => epoch.Metrics[m]));
        Assert.Equal(EpochDigest.Next(1, new EpochValues(1, ((EpochReported)OneOfEach[4]).Metrics)), EpochDigest.Next(1, new EpochValues(1, epoch.Metrics)));
    }

    [Fact]
    public void Checksums_are_CRC_32C() =>
        Assert.Equal(0xE3069283u, JournalReader.Crc32C("123456789"u8)); // the check value of CRC-32/ISCSI in the catalogue of parametrised CRC algorithms

    [Fact]
    public void A_digest_changes_with_every_bit_name_epoch_and_predecessor_but_not_with_the_order_of_metrics()
    {
        Dictionary<string, double> metrics = new() { ["a"] = 1, ["b"] = 2 };
        ulong digest = EpochDigest.Next(5, new EpochValues(1, metrics));
        Assert.Equal(digest, EpochDigest.Next(5, new EpochValues(1, new Dictionary<string, double> { ["b"] = 2, ["a"] = 1 })));
        ulong[] others =
        [
            EpochDigest.Next(6, new EpochValues(1, metrics)), EpochDigest.Next(5, new EpochValues(2, metrics)),
            EpochDigest.Next(5, new EpochValues(1, new Dictionary<string, double> { ["a"] = Math.BitIncrement(1.0), ["b"] = 2 })),
            EpochDigest.Next(5, new EpochValues(1, new Dictionary<string, double> { ["a"] = 2, ["b"] = 1 })),
            EpochDigest.Next(5, new EpochValues(1, new Dictionary<string, double> { ["a"] = 1, ["c"] = 2 })),
            EpochDigest.Next(5, new EpochValues(1, metrics, IsLast: true)),
            EpochDigest.Next(5, new EpochValues(1, metrics, Layers: Layers(0.5, 0.25))),
            EpochDigest.Next(5, new EpochValues(1, metrics, Layers: Layers(0.5, Math.BitIncrement(0.25)))),
            EpochDigest.Next(5, new EpochValues(1, metrics, Diagnosis: new TrialDiagnosis("healthy", "why"))),
            EpochDigest.Next(5, new EpochValues(1, metrics, Diagnosis: new TrialDiagnosis("healthy", "why not"))),
        ];
        Assert.DoesNotContain(digest, others);
        Assert.Equal(others.Distinct(), others);
    }

    [Fact]
    public void A_line_is_a_JSON_object_with_its_number_first_among_the_values_a_blank_and_its_checksum()
    {
        using var folder = new TempFolder();
        JournalFile.Write(folder["j"], [JournalFile.Header, new StudyFinished("h")]);
        string line = File.ReadAllLines(folder["j"])[1];
        const string Json = """{"type":"finish","n":1,"at":1767323045000,"hash":"h"}""";
        Assert.Equal($"{Json} {JournalReader.Crc32C(Encoding.UTF8.GetBytes(Json)):x8}", line);
    }
}
