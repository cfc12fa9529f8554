using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Studies;

public sealed class StudySessionTests : IDisposable
{
    private static readonly JsonElement Data = JsonSerializer.SerializeToElement(new { samples = 100 });
    private static readonly StudyDefinition Study = ToyStudies.Read(ToyStudies.Tuners[2], 9, v: 2);
    private readonly TempFolder temp = new();
    private readonly ManualTime time = new();
    private readonly StudyFolder folder;

    public StudySessionTests() => folder = new StudyFolder(temp["deep/toy.study"]);

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_new_study_has_a_frozen_file_and_a_journal_with_its_first_record()
    {
        using StudySession session = Open(Study);
        Assert.False(session.IsContinued);
        Assert.Null(session.Cut);
        StudyStarted started = Assert.IsType<StudyStarted>(Assert.Single(new JournalReader(folder.Journal).Read()));
        Assert.Equal(JsonDocument.Parse(File.ReadAllText(folder.StudyFile)).RootElement.ToString().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), started.Definition.GetRawText());
        Assert.Equal("""{"samples":100}""", started.Data.GetRawText());
    }

    [Fact]
    public void A_folder_in_use_is_refused_and_its_holder_is_named()
    {
        using StudySession session = Open(Study);
        Assert.Contains($"is in use by process {Environment.ProcessId} on {Environment.MachineName}.", Refusal(Study), StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_is_running_while_its_folder_is_held_and_interrupted_when_its_holder_is_gone()
    {
        using (StudySession session = Open(Study))
        {
            Assert.True(FolderLock.IsHeld(folder.Root, time));
            Assert.Equal("running", StudyStatus.Of(folder.Read(ToyTrainer.Port).State, FolderLock.IsHeld(folder.Root, time)).State);
        }

        Assert.False(FolderLock.IsHeld(folder.Root, time));
        Assert.Equal("interrupted", StudyStatus.Of(folder.Read(ToyTrainer.Port).State, FolderLock.IsHeld(folder.Root, time)).State);
    }

    [Fact]
    public void The_name_that_a_dead_process_left_behind_holds_nothing()
    {
        Open(Study).Dispose();
        using Process dead = Process.Start(new ProcessStartInfo("sleep", "0"))!;
        dead.WaitForExit();
        File.WriteAllText(Path.Combine(folder.Root, "study.holder"), $"{Environment.MachineName} {dead.Id} 123\n");
        Assert.False(FolderLock.IsHeld(folder.Root, time));

        // A later process may have got its number; its start tells them apart.
        File.WriteAllText(Path.Combine(folder.Root, "study.holder"), $"{Environment.MachineName} {Environment.ProcessId} 123\n");
        Assert.False(FolderLock.IsHeld(folder.Root, time));
        Open(Study).Dispose();
    }

    [Fact]
    public void On_another_host_the_last_touch_decides()
    {
        Open(Study).Dispose();
        string holder = Path.Combine(folder.Root, "study.holder");
        File.WriteAllText(holder, "elsewhere 1 123\n");
        File.SetLastWriteTimeUtc(holder, time.GetUtcNow().UtcDateTime);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(FolderLock.IsHeld(folder.Root, time));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(FolderLock.IsHeld(folder.Root, time));
    }

    [Fact]
    public void The_holder_is_touched_every_ten_seconds()
    {
        using StudySession session = Open(Study);
        time.Advance(TimeSpan.FromMinutes(5));
        DateTime touched = File.GetLastWriteTimeUtc(Path.Combine(folder.Root, "study.holder"));
        Assert.True(time.GetUtcNow() - touched <= TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("host 99999999999999999999 1")]
    [InlineData("\0\0\0\0")]
    public void A_holder_file_that_makes_no_sense_holds_nothing(string text)
    {
        Open(Study).Dispose();
        File.WriteAllText(Path.Combine(folder.Root, "study.holder"), text);
        Assert.False(FolderLock.IsHeld(folder.Root, time));
        Open(Study).Dispose();
    }

    [Fact]
    public void A_study_goes_on_where_its_journal_ends()
    {
        string expected = Run(Study, int.MaxValue);
        var other = new StudyFolder(temp["other.study"]);
        Run(Study, 7, other);
        Assert.Equal(expected, Run(Study, int.MaxValue, other));
    }

    [Fact]
    public void More_trials_extend_a_finished_study_by_rounds_of_the_same_size()
    {
        Run(Study, int.MaxValue);
        StudyDefinition more = Study with { Search = Study.Search with { Trials = 15 } };
        Run(more, int.MaxValue);
        StudyState state = folder.Read(ToyTrainer.Port).State;
        Assert.Equal(15, state.Trials.Count);
        Assert.Equal(9, state.Definition.Search.Trials);
        Assert.NotNull(state.FinishedHash);
        Assert.Equal([0, 1, 2, 3, 4], state.Rounds.Select(r => r.Number)); // rounds of 3, the last one never begins
        Assert.All(state.Rounds.Zip(state.Rounds.Skip(1)), r => Assert.InRange(r.Second.Ended - r.First.Ended, 3, 4));
        Assert.Equal(15, (int)JsonDocument.Parse(File.ReadAllText(folder.StudyFile)).RootElement.GetProperty("search").GetProperty("trials").GetInt32());
    }

    [Fact]
    public void Another_confirmation_is_taken_up_and_the_same_one_changes_nothing()
    {
        Run(Study, int.MaxValue);
        StudyDefinition confirmed = Study with { Search = Study.Search with { Confirm = new ConfirmOptions { Top = 2, Seeds = 2 } } };
        Run(confirmed, int.MaxValue);
        Assert.Equal(4, folder.Read(ToyTrainer.Port).State.Confirmations().Count(w => w.IsOver));
        long length = new FileInfo(folder.Journal).Length;
        Run(confirmed, int.MaxValue);
        Assert.Equal(length, new FileInfo(folder.Journal).Length);
    }

    [Fact]
    public void Fewer_trials_are_refused()
    {
        Open(Study).Dispose();
        Assert.Contains("search.trials is 8, but the study already has 9; a study can be extended, not shortened.", Refusal(Study with { Search = Study.Search with { Trials = 8 } }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_extended_study_is_not_shortened_to_what_it_was()
    {
        Open(Study).Dispose();
        Open(Study with { Search = Study.Search with { Trials = 20 } }).Dispose();
        Assert.Contains("already has 20", Refusal(Study), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_study_is_refused_with_all_that_differs()
    {
        Open(Study).Dispose();
        string refusal = Refusal(ToyStudies.Read(ToyStudies.Tuners[0], 9, v: 3, seed: 2));
        Assert.Contains("seed: 1 -> 2", refusal, StringComparison.Ordinal);
        Assert.Contains("search.maxConcurrentTrials: 2 -> 3", refusal, StringComparison.Ordinal);
        Assert.Contains("search.tuner.type", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_name_or_place_of_the_data_is_the_same_study()
    {
        Open(Study).Dispose();
        using StudySession session = Open(ToyStudies.Read(ToyStudies.Tuners[2], 9, v: 2, name: "renamed", path: "elsewhere"));
        Assert.True(session.IsContinued);
        Assert.Equal("elsewhere", (string?)session.State.Definition.Trainer["data"]!["path"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"type\":\"stu")]
    public void A_crash_before_the_first_record_was_whole_begins_anew_and_keeps_what_was_there(string torn)
    {
        Open(Study).Dispose();
        File.WriteAllText(folder.Journal, torn);
        using StudySession session = Open(ToyStudies.Read(ToyStudies.Tuners[0], 3));
        Assert.False(session.IsContinued);
        Assert.Single(new JournalReader(folder.Journal).Read());
        Assert.Equal(torn.Length > 0, session.Cut is not null);
        Assert.Equal(torn, session.Cut is null ? "" : File.ReadAllText(session.Cut));
    }

    [Fact]
    public void A_crash_between_the_frozen_file_and_the_journal_begins_anew()
    {
        Open(Study).Dispose();
        File.Delete(folder.Journal);
        Open(Study).Dispose();
        Assert.Single(new JournalReader(folder.Journal).Read());
    }

    [Fact]
    public void A_damaged_journal_is_refused_and_left_alone_unless_repair_is_asked_for()
    {
        string expected = Run(Study, int.MaxValue);
        byte[] bytes = File.ReadAllBytes(folder.Journal);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder.Journal, bytes);
        long offset = Assert.Throws<JournalDamageException>(() => Open(Study)).Offset;
        Assert.Equal(bytes, File.ReadAllBytes(folder.Journal));
        Assert.True(File.Exists(folder.Journal) && !FolderLock.IsHeld(folder.Root, time));

        using (StudySession session = Open(Study, repair: true))
        {
            Assert.Equal(bytes[(int)offset..], File.ReadAllBytes(session.Cut!));
            Assert.Equal(bytes[..(int)offset], File.ReadAllBytes(folder.Journal));
        }

        Assert.Equal(expected, Run(Study, int.MaxValue));
    }

    [Fact]
    public void Damage_in_the_very_first_record_cannot_be_repaired()
    {
        Open(Study).Dispose();
        byte[] bytes = File.ReadAllBytes(folder.Journal);
        bytes[10] ^= 1;
        File.WriteAllBytes(folder.Journal, bytes);
        Assert.Equal(0, Assert.Throws<JournalDamageException>(() => Open(Study, repair: true)).Offset);
        Assert.Equal(bytes, File.ReadAllBytes(folder.Journal));
    }

    [Fact]
    public void Reading_a_folder_that_is_none_says_so()
    {
        Assert.Contains("there is no such folder", Assert.Throws<StudyFolderException>(() => folder.Read(ToyTrainer.Port)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.Root);
        Assert.Contains("is not a study folder", Assert.Throws<StudyFolderException>(() => folder.Read(ToyTrainer.Port)).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.Journal, "{");
        Assert.Contains("no whole record", Assert.Throws<StudyFolderException>(() => folder.Read(ToyTrainer.Port)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_takes_no_lock_and_writes_nothing()
    {
        using StudySession session = Open(Study);
        string[] before = Directory.GetFileSystemEntries(folder.Root);
        folder.Read(ToyTrainer.Port);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Root));
        session.Journal.Append([new StudyFinished("h")]);
    }

    [Fact]
    public void Another_version_goes_on_with_a_study_only_if_it_would_have_decided_the_same()
    {
        Run(Study, 5);
        byte[] before = File.ReadAllBytes(folder.Journal);
        Open(Study, program: "0.2.0").Dispose();
        string refusal = Assert.Throws<StudyFolderException>(() => Open(Study, program: "0.2.0", plan: trainer => ToyTrainer.Plan(trainer) with { EpochCost = 1 })).Message;
        Assert.Contains("version 0.1.0", refusal, StringComparison.Ordinal);
        Assert.Contains("0.2.0", refusal, StringComparison.Ordinal);
        Assert.Contains("cost", refusal, StringComparison.Ordinal);
        refusal = Assert.Throws<StudyFolderException>(() => Open(Study, program: "0.2.0", train: work => Train(work).Select(e => e with { Metrics = e.Metrics.ToDictionary(m => m.Key, m => m.Value + 1e-9) }))).Message;
        Assert.Contains("trained again it gives", refusal, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.Journal));
        Assert.Equal(Run(Study, 100), Run(Study, 100, new StudyFolder(folder.Root + "-undisturbed")));
    }

    private static IEnumerable<EpochValues> Train(Assignment work) => Enumerable.Range(1, 6).Select(epoch => ToyTrainer.Train(work, epoch));

    private StudySession Open(StudyDefinition study, bool repair = false, StudyFolder? where = null, string program = "0.1.0", Func<JsonObject, TrialPlan>? plan = null, Func<Assignment, IEnumerable<EpochValues>>? train = null) =>
        StudySession.Open(where ?? folder, study, Data, new SessionSettings(ToyTrainer.Port, program, _ => plan ?? ToyTrainer.Plan, train ?? Train, time, repair));

    private string Refusal(StudyDefinition study) => Assert.Throws<StudyFolderException>(() => Open(study)).Message;

    /// <summary>Goes on with a study until that many trials are over, and gives its hash.</summary>
    private string Run(StudyDefinition study, int trials, StudyFolder? where = null)
    {
        using StudySession session = Open(study, where: where);
        var coordinator = new Coordinator(session.State, Search.Tuners.TunerCatalog.Create(session.State.Definition), ToyTrainer.Plan);
        void Do(IReadOnlyList<Effect> effects) => session.Journal.Append([.. effects.OfType<Persist>().Select(p => p.Record)]);
        Do(coordinator.Start());
        for (int i = 0; i < trials && session.State.FinishedHash is null; i++)
        {
            IReadOnlyList<Effect> effects = coordinator.Step(new WorkAsked("w"));
            Do(effects);
            Assignment work = effects.OfType<Assign>().Single().Assignment;
            Do(coordinator.Step(new WorkReported("w", work.Work, work.Attempt, [.. Enumerable.Range(1, 6).Select(e => ToyTrainer.Train(work, e))], new WorkEnd(null))));
        }

        return StudyHash.Of(session.State);
    }
}
