using System.Text.Json.Nodes;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Trainer.Models;
using HyperSearch.Workers.BuiltIn;
using HyperSearch.Workers.Models;

namespace HyperSearch.Workers.Tests;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Members_are_read_as_they_were_saved_and_an_older_model_is_replaced()
    {
        string model = folder["model"], mine = Path.Combine(model, "model-mine.safetensors");
        float[] features = [.. Enumerable.Range(0, 3 * 784).Select(i => i % 7 / 7f)];
        using (TrainedEnsemble older = Train(3))
        {
            ModelFolder.Save(model, [.. older.Members.Select(m => m.Model)], older.ToJson());
        }

        File.WriteAllText(mine, "");
        using TrainedEnsemble trained = Train(2);
        TrainedModel[] members = [.. trained.Members.Select(m => m.Model)];
        ModelFolder.Save(model, members, trained.ToJson());
        IReadOnlyList<TrainedModel> read = ModelFolder.Load(model);
        Assert.Equal(2, read.Count);
        Assert.All(members.Zip(read), pair => Assert.Equal(pair.First.Predict(features)[2].ToArray(), pair.Second.Predict(features)[2].ToArray()));
        Assert.NotEqual(read[0].Predict(features)[0].ToArray(), read[1].Predict(features)[0].ToArray());
        Assert.Equal([mine, .. new[] { "model-0.safetensors", "model-1.safetensors", "model.json" }.Select(f => Path.Combine(model, f))], Directory.GetFiles(model).Order().OrderBy(f => f != mine));
        foreach (TrainedModel member in read)
        {
            member.Dispose();
        }
    }

    [Fact]
    public void A_model_that_cannot_be_saved_whole_leaves_the_old_one()
    {
        string model = folder["model"];
        using TrainedEnsemble older = Train(1), trained = Train(2);
        ModelFolder.Save(model, [.. older.Members.Select(m => m.Model)], older.ToJson());
        string[] before = [.. Directory.GetFiles(model).Order()];
        Directory.CreateDirectory(Path.Combine(model, "model-1.safetensors.draft.new"));
        Assert.ThrowsAny<Exception>(() => ModelFolder.Save(model, [.. trained.Members.Select(m => m.Model)], trained.ToJson()));
        Assert.Equal(before, Directory.GetFiles(model).Order());
        Assert.Single(ModelFolder.Load(model))!.Dispose();
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model-7.safetensors")]
    [InlineData("model.json")]
    public void Files_that_are_not_of_a_saved_model_are_never_replaced(string name)
    {
        Directory.CreateDirectory(folder["model"]);
        File.WriteAllText(Path.Combine(folder["model"], name), "mine");
        Assert.Contains(name, Assert.Throws<ModelException>(() => ModelFolder.Check(folder["model"])).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder["model"], name)));
    }

    [Fact]
    public void Checking_a_folder_makes_none_and_accepts_one_with_a_model_or_other_files()
    {
        ModelFolder.Check(folder["a/b/c"]);
        Assert.False(Directory.Exists(folder["a"]));
        using TrainedEnsemble trained = Train(2);
        ModelFolder.Save(folder["model"], [.. trained.Members.Select(m => m.Model)], trained.ToJson());
        File.WriteAllText(folder["model/notes.txt"], "mine");
        ModelFolder.Check(folder["model"]);
    }

    [Fact]
    public void Members_that_answer_different_questions_are_not_averaged()
    {
        using TrainedEnsemble digits = Train(1);
        File.WriteAllText(folder["data.csv"], "a,kind\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i % 2}\n")));
        using TrainedEnsemble table = Train(1, """{ "source": "csv", "path": "data.csv", "label": "kind" }""");
        Assert.Null(table.Test);
        ModelFolder.Save(folder["model"], [digits.Members[0].Model, table.Members[0].Model], new JsonObject());
        Assert.Contains("answers another question", Assert.Throws<ModelException>(() => ModelFolder.Load(folder["model"])).Message, StringComparison.Ordinal);
    }

    private TrainedEnsemble Train(int members, string data = """{ "source": "digits", "samples": 40 }""")
    {
        byte[] text = System.Text.Encoding.UTF8.GetBytes($$"""{ "trainer": { "data": {{data}}, "network": { "hidden": [4] }, "epochs": 1 } }""");
        TrainerConfig config = TrainerConfig.Read(text, BuiltInTrainer.Port, out _)!;
        return new ModelTraining(folder.Root).Train([.. Enumerable.Repeat(config, members)], _ => { }, default);
    }
}
