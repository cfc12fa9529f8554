using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Studies;

/// <summary>A study folder that is open for writing: the lock is held, the state is that of the journal's last record, and the journal takes more.</summary>
public sealed class StudySession : IDisposable
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromSeconds(10);
    private readonly FolderLock held;
    private readonly ITimer touching;

    private StudySession(FolderLock held, StudyState state, JournalWriter journal, TimeProvider time)
    {
        this.held = held;
        State = state;
        Journal = journal;
        touching = time.CreateTimer(_ => held.Touch(time), null, TouchEvery, TouchEvery);
    }

    /// <summary>What is known of the study.</summary>
    public StudyState State { get; }

    /// <summary>The journal, at its end.</summary>
    public JournalWriter Journal { get; }

    /// <summary>The file with a copy of what was cut off the journal's end; null if nothing was.</summary>
    public string? Cut { get; private init; }

    /// <summary>The damage that a repair cut off, with every record after it; null if there was none.</summary>
    public JournalDamageException? Damage { get; private init; }

    /// <summary>Whether the study went on rather than began.</summary>
    public bool IsContinued { get; private init; }

    /// <summary>Starts a study in a folder, or goes on with the one that is there, if it is the same.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="study">The study, with its data frozen: absolute path and fingerprint.</param>
    /// <param name="data">What the trainer says of the data, kept for <c>verify</c>.</param>
    /// <param name="settings">How the folder is opened.</param>
    /// <exception cref="StudyFolderException">The folder is in use, or holds another study.</exception>
    /// <exception cref="JournalDamageException">The journal is damaged, and no repair was asked for.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static StudySession Open(StudyFolder folder, StudyDefinition study, JsonElement data, SessionSettings settings)
    {
        if (WholeFolder.FileInTheWay(folder.Root) is { } file)
        {
            throw new StudyFolderException($"{folder.Root} cannot be a study folder: {file} is a file.");
        }

        Directory.CreateDirectory(folder.Root);
        FolderLock held = FolderLock.TryTake(folder.Root, out string holder)
            ?? throw new StudyFolderException($"{folder.Root} is in use by {holder}. Wait for it, or stop it; `hypersearch status` shows what it does.");
        try
        {
            // A crash between the first two files leaves a journal without a whole record: nothing was done yet.
            return File.Exists(folder.Journal) && GoOn(folder, study, settings, held) is { } session ? session : Start(folder, study, data, settings, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        touching.Dispose();
        Journal.Dispose();
        held.Dispose();
    }

    private static StudySession Start(StudyFolder folder, StudyDefinition study, JsonElement data, SessionSettings settings, FolderLock held)
    {
        if (File.Exists(folder.StudyFile) && !File.Exists(folder.Journal) && File.ReadAllText(folder.StudyFile) != StudyFolder.TextOf(StudyFile.Write(study)))
        {
            throw new StudyFolderException($"{folder.Root} has a study.json and no journal.jsonl: it is no study folder, and nothing in it is overwritten. Choose another folder with --out.");
        }

        // Read before anything is written: a folder that cannot be read leaves no half of a study.
        (string, string)[] earlier =
        [
            .. (study.Search.History ?? []).Select((path, i) => (path, $"search.history.{i}")),
            .. settings.ForkOf is { } forked ? [(forked, "--fork")] : Array.Empty<(string, string)>(),
        ];
        IReadOnlyList<CarriedStudy>? history = earlier.Length == 0 ? null : EarlierStudy.CarryAll(earlier, study, settings.Trainer);
        string? cut = null;
        if (File.Exists(folder.Journal) && new FileInfo(folder.Journal).Length > 0)
        {
            cut = JournalWriter.NameOfCut(folder.Journal, 0, LocalDisk.Instance);
            File.Move(folder.Journal, cut);
        }

        File.Delete(folder.Journal);
        StudyFolder.Replace(folder.StudyFile, StudyFile.Write(study));
        JournalWriter journal = JournalWriter.Create(folder.Journal, settings.Time);
        var session = new StudySession(held, new StudyState(study), journal, settings.Time) { Cut = cut };
        return session.Begin(new StudyStarted(StudyStarted.CurrentFormat, settings.Program, JsonSerializer.SerializeToElement(StudyFile.Write(study)), data) { History = history });
    }

    private static StudySession? GoOn(StudyFolder folder, StudyDefinition study, SessionSettings settings, FolderLock held)
    {
        var reader = new JournalReader(folder.Journal);
        StudyState? state = null;
        StudyStarted? started = null;
        JournalDamageException? damage = null;
        try
        {
            foreach (Record record in reader.Read())
            {
                state ??= SameStudy(folder, started = (StudyStarted)record, study, settings);
                state.Apply(record);
            }
        }
        catch (JournalDamageException e) when (settings.Repair && state is not null)
        {
            damage = e;

            // What stands before the damage is kept; the rest is copied and cut off below.
        }

        if (state is null)
        {
            return null;
        }

        if (started!.Program != settings.Program)
        {
            CheckOtherVersion(folder, started, state, settings);
        }

        StudyDefinition now = state.AsExtended(study);
        if (study.Search.Trials < state.TotalTrials)
        {
            throw new StudyFolderException($"{folder.Root}: search.trials is {study.Search.Trials}, but the study already has {state.TotalTrials}; a study can be extended, not shortened.");
        }

        var session = new StudySession(held, state, JournalWriter.Continue(folder.Journal, reader, settings.Time, out string? cut), settings.Time) { Cut = cut, Damage = damage, IsContinued = true };
        if (StudyDifferences.Between(now, study).Count > 0)
        {
            session.Begin(new StudyChanged(study.Search.Trials, study.Search.Confirm, study.Search.Target, study.Search.Stop));
        }

        return session.Freeze(folder.StudyFile, study);
    }

    /// <summary>A study that another version began may go on only if this version would have proposed the same, and trains a trial of it to the same bits.</summary>
    private static void CheckOtherVersion(StudyFolder folder, StudyStarted started, StudyState state, SessionSettings settings)
    {
        try
        {
            if (!state.Definition.IsOfProgram)
            {
                StudyVerifier.RetrainCheapest(state, settings.Train);
            }

            StudyVerifier.Replay(folder, settings.Trainer, settings.PlanOf, settings.TunerOf);
        }
        catch (VerificationException e)
        {
            throw new StudyFolderException(
                $"{folder.Root} was begun by version {started.Program} of this program, and this is {settings.Program}, which would have made another study of it: {e.Message} Go on with that version, or choose another folder with --out.");
        }
        catch (JournalDamageException)
        {
            // Damage that is being repaired; what stands before it was replayed.
        }
    }

    /// <summary>Writes the study file anew where it is not what is run now: extended, or with its data in another place.</summary>
    private StudySession Freeze(string file, StudyDefinition study)
    {
        try
        {
            if (!File.Exists(file) || File.ReadAllText(file) != StudyFolder.TextOf(StudyFile.Write(study)))
            {
                StudyFolder.Replace(file, StudyFile.Write(study));
            }

            return this;
        }
        catch
        {
            Journal.Dispose();
            touching.Dispose();
            throw;
        }
    }

    /// <summary>Records what this opening adds; where that fails, nothing stays open.</summary>
    private StudySession Begin(Record record)
    {
        try
        {
            Journal.Append([record]);
            Journal.Flush();
            State.Apply(record);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The state at the start of the journal's study, with the data where they lie now; refused unless it is the same study.</summary>
    private static StudyState SameStudy(StudyFolder folder, StudyStarted started, StudyDefinition study, SessionSettings settings)
    {
        StudyDefinition frozen = StudyFolder.StateOf(started, settings.Trainer).Definition;
        IReadOnlyList<StudyDifference> differences = StudyDifferences.ThatMakeAnother(frozen, study);
        return differences.Count == 0
            ? new StudyState(frozen with { Trainer = study.Trainer })
            : throw new StudyFolderException(
                $"{folder.Root} holds another study. What differs: {string.Join("; ", differences)}. Only search.trials (more), search.confirm, search.target (harder, or none) and search.stop (none) may; "
                + "start a new study that carries over the trials that fit with --fork NEW_FOLDER, or one without them with --out NEW_FOLDER.");
    }
}
