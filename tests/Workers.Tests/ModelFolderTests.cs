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
    public void A_model_that_is_only_saved_in_part_is_none()
    {
        string model = folder["model"];
        using TrainedEnsemble trained = Train(2);
        TrainedModel[] members = [.. trained.Members.Select(m => m.Model)];
        ModelFolder.Save(model, members, trained.ToJson());
        Directory.CreateDirectory(Path.Combine(model, "model-1.safetensors.new"));
        Assert.ThrowsAny<Exception>(() => ModelFolder.Save(model, members, trained.ToJson()));
        Assert.True(File.Exists(Path.Combine(model, "model-0.safetensors")));
        Assert.Contains("has no model.json", Assert.Throws<ModelException>(() => ModelFolder.Load(model)).Message, StringComparison.Ordinal);
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
