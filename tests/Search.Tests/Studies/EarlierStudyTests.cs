using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Studies;

public sealed class EarlierStudyTests : IDisposable
{
    private const string Rate = "\"optimizer.learningRate\": { \"min\": 1e-4, \"max\": 0.1, \"scale\": \"log\" }";
    private readonly TempFolder temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void All_trials_of_the_same_study_fit_but_those_that_failed()
    {
        CarriedStudy carried = Carry(Old(failing: true), New());
        Assert.Equal(8, carried.Trials.Count);
        Assert.Equal([new LeftOutTrials(2, "failed, which says nothing of the parameters")], carried.LeftOut);
        Assert.Equal($"8 of 10 trials of old ({temp["old"]}) are carried over; 2 left out: failed, which says nothing of the parameters.", carried.InWords());
    }

    [Fact]
    public void A_trial_fits_that_would_be_the_same_training_though_another_study_fixed_what_this_one_searches()
    {
        CarriedStudy carried = Carry(Old(), New($"{Rate}, \"batchSize\": {{ \"choices\": [50, 100] }}"));
        Assert.Equal(10, carried.Trials.Count);
        Assert.All(carried.Trials, t => Assert.Equal(100, t.Parameters.GetProperty("batchSize").GetInt32()));
        Assert.Empty(Carry(Old("old-2"), New($"{Rate}, \"batchSize\": {{ \"choices\": [50, 60] }}"), "old-2").Trials);
    }

    [Fact]
    public void Trials_outside_the_limits_are_left_out_and_those_inside_stay()
    {
        CarriedStudy carried = Carry(Old(), New("\"optimizer.learningRate\": { \"min\": 1e-3, \"max\": 0.1, \"scale\": \"log\", \"limits\": { \"min\": 5e-4, \"max\": 1 } }"));
        Assert.InRange(carried.Trials.Count, 1, 9);
        Assert.All(carried.Trials, t => Assert.True(t.Parameters.GetProperty("optimizer.learningRate").GetDouble() >= 5e-4));
        Assert.Equal([new LeftOutTrials(10 - carried.Trials.Count, "optimizer.learningRate is outside 0.0005 to 1")], carried.LeftOut);
    }

    [Theory]
    [InlineData("\"epochs\": 6", "\"epochs\": 7", "trainer.epochs is 6 there and 7 here")]
    [InlineData("\"fingerprint\": \"f\"", "\"fingerprint\": \"g\"", "trainer.data.fingerprint is \"f\" there and \"g\" here")]
    [InlineData("\"space\"", "\"objective\": { \"metric\": \"validation.loss\" }, \"space\"", "the objective is validation.accuracy (maximize, last epoch) there and validation.loss (minimize, last epoch) here")]
    [InlineData("\"space\"", "\"objective\": { \"at\": \"best\" }, \"space\"", "the objective is validation.accuracy (maximize, last epoch) there and validation.accuracy (maximize, best epoch) here")]
    public void Another_trainer_or_objective_fits_nothing_and_says_why(string old, string with, string why)
    {
        StudyDefinition study = New();
        string text = Search.StudyFiles.StudyFile.Write(study).ToJsonString().Replace(":", ": ", StringComparison.Ordinal);
        text = with.Contains("objective", StringComparison.Ordinal) ? text.Replace("\"objective\"", "\"old\"", StringComparison.Ordinal) : text;
        System.Text.Json.Nodes.JsonObject json = System.Text.Json.Nodes.JsonNode.Parse(text.Replace(old, with, StringComparison.Ordinal))!.AsObject();
        json.Remove("old");
        StudyDefinition other = Search.StudyFiles.StudyFile.Read(json.ToJsonString(), ToyTrainer.Port).Definition!;
        Assert.Equal([new LeftOutTrials(10, why)], Carry(Old(), other).LeftOut);
    }

    [Fact]
    public void Where_the_data_lie_and_how_they_are_searched_does_not_matter()
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[3], 33, v: 2, space: Rate, seed: 5, path: "/elsewhere");
        Assert.Equal(10, Carry(Old(), study).Trials.Count);
    }

    [Fact]
    public void A_study_hands_on_what_it_had_from_others_and_a_trial_that_two_folders_know_counts_once()
    {
        CarriedStudy first = Carry(Old(), New());
        StudyDefinition second = ToyStudies.Read(ToyStudies.Tuners[0], 5, space: Rate, seed: 2, name: "second");
        Write("second", [.. StudySimulation.Run(second, new Weather(1), [first]).Journal]);
        Assert.Equal(15, Carry(temp["second"], New(), "second").Trials.Count);
        IReadOnlyList<CarriedStudy> both = EarlierStudy.CarryAll([(temp["old"], "a"), (temp["second"], "b")], New(), ToyTrainer.Port);
        Assert.Equal([10, 5], both.Select(s => s.Trials.Count));
        Assert.Equal([new LeftOutTrials(10, "known already")], both[1].LeftOut);
    }

    [Fact]
    public void A_folder_that_holds_no_study_is_refused_with_its_place()
    {
        string message = Assert.Throws<StudyFolderException>(() => EarlierStudy.Carry(temp["nothing"], "search.history.0", New(), ToyTrainer.Port)).Message;
        Assert.Contains("search.history.0: ", message, StringComparison.Ordinal);
        Assert.Contains("there is no such folder", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_that_starts_records_what_it_took_over_and_never_needs_the_folder_again()
    {
        string old = Old();
        StudyDefinition study = New();
        study = study with { Search = study.Search with { History = [old] } };
        Open(study).Dispose();
        Directory.Delete(old, recursive: true);
        using StudySession again = Open(study with { Search = study.Search with { History = ["/moved/old"] } });
        Assert.True(again.IsContinued);
        Assert.Equal(10, again.State.Carried.Count());
        Assert.Equal(10, Assert.Single(again.State.History).Trials.Count);
        again.Dispose();
        string refusal = Assert.Throws<StudyFolderException>(() => Open(study with { Search = study.Search with { History = ["/moved/other"] } })).Message;
        Assert.Contains("search.history", refusal, StringComparison.Ordinal);
        Assert.Contains("--fork NEW_FOLDER", refusal, StringComparison.Ordinal);
    }

    private StudySession Open(StudyDefinition study) => StudySession.Open(
        new StudyFolder(temp["new"]), study, JsonSerializer.SerializeToElement(0), new SessionSettings(ToyTrainer.Port, "test", _ => ToyTrainer.Plan, _ => [], TimeProvider.System));

    private static StudyDefinition New(string space = Rate) => ToyStudies.Read(ToyStudies.Tuners[0], 20, space: space, name: "new");

    private string Old(string name = "old", bool failing = false)
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 10, space: Rate, seed: 3, name: "old");
        StudySimulation simulation = StudySimulation.Run(study, new Weather(2) { FailsAfter = id => failing && id.Trial is 3 or 7 ? 2 : null });
        Write(name, [StudySimulation.Started(study) with { Number = 0 }, .. simulation.Journal.Select(r => r with { Number = r.Number + 1 })]);
        return temp[name];
    }

    private CarriedStudy Carry(string folder, StudyDefinition study, string name = "old") =>
        EarlierStudy.Carry(folder == temp[name] ? folder : throw new ArgumentException(folder), "search.history.0", study, ToyTrainer.Port);

    private void Write(string name, HyperSearch.Search.Journals.Record[] journal)
    {
        Directory.CreateDirectory(temp[name]);
        using JournalWriter writer = JournalWriter.Create(new StudyFolder(temp[name]).Journal, TimeProvider.System);
        writer.Append(journal);
    }
}
