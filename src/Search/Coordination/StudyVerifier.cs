using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Numerics;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Library;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// Proves a study: replays its journal and makes every proposal, range, digest, result and hash anew. A checksum says that a record is as it was written;
/// this says that it is as it had to be written. Of an imported study, whose trials somebody else proposed and trained, it proves that they are as they were imported and that values and
/// hash follow from what was measured.
/// </summary>
public sealed class StudyVerifier
{
    private readonly Queue<Record> expected = [];
    private readonly Coordinator? coordinator;

    private StudyVerifier(StudyState state, Coordinator? coordinator) => (State, this.coordinator) = (state, coordinator);

    private StudyState State { get; }

    /// <summary>Verifies a study folder.</summary>
    /// <param name="folder">The folder; it may be of a running study.</param>
    /// <param name="trainer">The trainer that its study file is read with.</param>
    /// <param name="planOf">Makes the plan function from the sizes of the data.</param>
    /// <param name="tunerOf">Makes the study's tuner; null: from the catalog.</param>
    /// <returns>The state, which is proved.</returns>
    /// <exception cref="VerificationException">A record, or the exported winner, is not what it had to be.</exception>
    /// <exception cref="JournalDamageException">The journal is damaged.</exception>
    /// <exception cref="InvalidRecordException">A record cannot follow the ones before it.</exception>
    public static StudyState Verify(StudyFolder folder, TrainerPort trainer, Func<JsonElement, Func<JsonObject, TrialPlan>> planOf, Func<StudyDefinition, ITuner>? tunerOf = null)
    {
        StudyState state = Replay(folder, trainer, planOf, tunerOf);
        if (state.FinishedHash is not null && File.Exists(folder.Best))
        {
            CheckExport(folder.Best, state);
        }

        return state;
    }

    /// <summary>Verifies the journal alone.</summary>
    internal static StudyState Replay(StudyFolder folder, TrainerPort trainer, Func<JsonElement, Func<JsonObject, TrialPlan>> planOf, Func<StudyDefinition, ITuner>? tunerOf = null)
    {
        StudyVerifier? verifier = null;
        foreach (Record record in folder.Open().Read())
        {
            verifier ??= record is StudyStarted started ? Begin(started) : null;
            verifier!.Check(record);
            verifier.State.Apply(record);
        }

        return verifier?.State ?? throw new StudyFolderException($"{folder.Root}: its journal has no whole record.");

        Coordinator CoordinatorOf(StudyStarted started, StudyState state) =>
            new(state, (tunerOf ?? TunerCatalog.Create)(state.Definition), FunctionTrainer.Owns(started.Definition) ? FunctionTrainer.Plan : planOf(started.Data));

        StudyVerifier Begin(StudyStarted started)
        {
            StudyState state = StudyFolder.StateOf(started, trainer);
            return new StudyVerifier(state, state.Definition.IsImported ? null : CoordinatorOf(started, state));
        }
    }

    /// <summary>Trains trials that are over once more and compares every epoch, to the bit.</summary>
    /// <param name="state">The study.</param>
    /// <param name="count">How many; the best first, then a fixed random choice.</param>
    /// <param name="train">Trains an assignment.</param>
    /// <returns>How many were trained.</returns>
    /// <exception cref="VerificationException">An epoch gave something else.</exception>
    public static int Retrain(StudyState state, int count, Func<Assignment, IEnumerable<EpochValues>> train)
    {
        Trial[] over = [.. state.Trials.Where(t => t.Work.IsOver && t.Work.Outcome != Outcome.Failed)];
        new RandomStream(state.Definition.Seed, StreamPurpose.Retrain).Shuffle<Trial>(over);
        Trial[] chosen = [.. over.OrderByDescending(t => t == state.Best).Take(count)];
        Array.ForEach(chosen, trial => Retrain(state, trial, train));
        return chosen.Length;
    }

    /// <summary>Trains the trial once more that takes the least work, if one is over, and compares every epoch, to the bit.</summary>
    /// <exception cref="VerificationException">An epoch gave something else.</exception>
    internal static void RetrainCheapest(StudyState state, Func<Assignment, IEnumerable<EpochValues>> train)
    {
        if (state.Trials.Where(t => t.Work.IsOver && t.Work.Outcome != Outcome.Failed).MinBy(t => t.Cost * t.Work.CountedEpochs) is { } cheapest)
        {
            Retrain(state, cheapest, train);
        }
    }

    private static void Retrain(StudyState state, Trial trial, Func<Assignment, IEnumerable<EpochValues>> train)
    {
        var assignment = new Assignment(trial.Work.Id, 1, state.Definition.Seed, state.Definition.Objective.Metric, trial.Parameters.ApplyTo(state.Definition.Trainer), state.PruningOf(trial.Work));
        int epochs = 0;
        foreach (EpochValues epoch in train(assignment).Take(trial.Work.CountedEpochs))
        {
            epochs++;
            ulong digest = EpochDigest.Next(trial.Work.DigestAfter(epoch.Epoch - 1), epoch);
            if (digest != trial.Work.DigestAfter(epoch.Epoch))
            {
                double again = epoch.Metrics.GetValueOrDefault(state.Definition.Objective.Metric, double.NaN);
                throw new VerificationException($"trial {trial.Number}, epoch {epoch.Epoch}: trained again it gives {again:R}, the journal has {trial.Work.Values[epoch.Epoch - 1]:R}.");
            }
        }

        if (epochs < trial.Work.CountedEpochs)
        {
            throw new VerificationException($"trial {trial.Number}: trained again it ends after epoch {epochs}, the journal has {trial.Work.CountedEpochs}.");
        }
    }

    private void Check(Record record)
    {
        switch (record)
        {
            case RoundStarted or TunerChosen or TrialProposed or StudyStopped:
                CheckProposal(record);
                break;
            case EpochReported epoch:
                CheckEpoch(epoch);
                break;
            case TrialEnded ended:
                CheckEnd(ended);
                break;
            case StudyFinished finished when finished.Hash != StudyHash.Of(State):
                throw Wrong(record, $"its hash is {finished.Hash}, replay gives {StudyHash.Of(State)}");
        }
    }

    private void CheckProposal(Record record)
    {
        if (coordinator is null)
        {
            // Somebody else proposed it, and why is not known.
            if (record is not TrialProposed)
            {
                throw Wrong(record, $"an imported study has no {Describe(record)}");
            }

            return;
        }

        if (expected.Count == 0)
        {
            if (!State.TryNextStart(out long start))
            {
                throw Wrong(record, "no trial could be proposed here");
            }

            foreach (Record next in coordinator.ProposeAt(start))
            {
                expected.Enqueue(next);
            }
        }

        string had = Describe(expected.Dequeue()), found = Describe(record);
        if (had != found)
        {
            throw Wrong(record, $"it is {found}, replay gives {had}");
        }
    }

    private void CheckEpoch(EpochReported record)
    {
        var id = new WorkId(record.Trial, record.Repeat);
        if (State.Find(id) is { IsOver: false } work && record.Epoch == work.Values.Count + 1)
        {
            string digest = EpochDigest.ToText(EpochDigest.Next(work.DigestAfter(record.Epoch - 1), record.ToValues()));
            if (digest != record.Digest)
            {
                throw Wrong(record, $"the values of epoch {record.Epoch} of {id} have the digest {digest}, the record says {record.Digest}");
            }
        }
    }

    private void CheckEnd(TrialEnded record)
    {
        var id = new WorkId(record.Trial, record.Repeat);
        if (State.Find(id) is not { } work)
        {
            return; // told when the record is applied
        }

        if (coordinator is null && record.Outcome != Outcome.Completed)
        {
            return; // nothing in it says by which rule it was stopped, or that it failed
        }

        if (!work.TryConclude(State.Definition.Objective, State.Definition.Search.Attempts, out TrialEnded? due) || due is null || due with { Number = record.Number, At = record.At } != record)
        {
            throw Wrong(record, $"{id} is said to have {record.Outcome} after epoch {record.Epochs} with {record.Value:R}{(record.Why is null ? "" : $" ({record.Why})")}, replay gives {(due is null ? "no end yet" : $"{due.Outcome} after epoch {due.Epochs} with {due.Value:R}{(due.Why is null ? "" : $" ({due.Why})")}")}");
        }
    }

    private static void CheckExport(string file, StudyState state)
    {
        JsonNode? found;
        try
        {
            found = JsonNode.Parse(File.ReadAllText(file));
        }
        catch (JsonException e)
        {
            throw new VerificationException($"best.json is not JSON: {e.Message}");
        }

        JsonObject? due = BestExport.Winner(state);

        // The data may have moved since.
        DataPlaces.Remove(found?["trainer"]);
        DataPlaces.Remove(due?["trainer"]);
        if (!JsonNode.DeepEquals(found, JsonNode.Parse(due?.ToJsonString() ?? "null")))
        {
            throw new VerificationException("best.json is not the winner that the journal gives.");
        }
    }

    /// <summary>A proposal, round or stop in words that are equal when everything that matters is.</summary>
    private static string Describe(Record record) => record switch
    {
        RoundStarted r => $"round {r.Round} from trial {r.Trial} with {string.Join(", ", r.Moves.Select(m => $"{m.Parameter} {m.Min:R}..{m.Max:R} ({m.Why})"))}",
        TunerChosen c => $"tuner {c.Tuner} from trial {c.Trial} ({c.Why})",
        TrialProposed p => $"trial {p.Trial} of round {p.Round} with {JsonSerializer.Serialize(p.Parameters)}, start {p.Start}, cost {p.Cost}, {p.Epochs} epochs",
        StudyStopped s => $"the stop before trial {s.Trial} ({s.Why})",
        _ => record.GetType().Name,
    };

    private static VerificationException Wrong(Record record, string why) => new($"record {record.Number} is not what it had to be: {why}.");
}
