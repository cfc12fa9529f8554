using System.Text.Json;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Trainer.Data;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Workers.Tests;

public sealed class BuiltInTrainerTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("hs-").FullName;
    private readonly string? variable = Environment.GetEnvironmentVariable(DataFolder.Variable);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(DataFolder.Variable, variable);
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Data_beside_the_study_file_come_first_then_those_of_the_environment()
    {
        string beside = Directory.CreateDirectory(Path.Combine(root, "studies", "set")).FullName, shared = Directory.CreateDirectory(Path.Combine(root, "data", "set")).FullName;
        Environment.SetEnvironmentVariable(DataFolder.Variable, Path.Combine(root, "data"));
        Assert.Equal(beside, DataFolder.Find("set", Path.Combine(root, "studies")));
        Directory.Delete(beside);
        Assert.Equal(shared, DataFolder.Find("set", Path.Combine(root, "studies")));
        Assert.Equal(shared, DataFolder.Find("/gone/with/the/machine/set/", root)); // a study folder that was moved
        Directory.Delete(shared);
        Assert.Equal(beside, DataFolder.Find("set", Path.Combine(root, "studies")));
        Environment.SetEnvironmentVariable(DataFolder.Variable, null);
        Assert.Equal(beside, DataFolder.Find("set", Path.Combine(root, "studies")));
        Assert.Null(DataFolder.Find(null, root));
        Assert.Equal("/abs/set", DataFolder.Find("/abs/set", root));
    }

    [Fact]
    public void Data_in_a_study_folder_that_was_moved_are_found_in_it()
    {
        string validation = Directory.CreateDirectory(Path.Combine(root, "data", "validation")).FullName;
        Assert.Equal(validation, DataFolder.Find("/gone/old.study/data/validation", root, hasFingerprint: true));
        Assert.Equal(Path.Combine(root, "data"), DataFolder.Find("/gone/old.study/data", root, hasFingerprint: true));

        // Of a new study nobody could tell other data of the same name, and a worker has no folder of its own.
        Assert.Equal("/gone/old.study/data", DataFolder.Find("/gone/old.study/data", root));
        Assert.Equal($"/gone{validation}", DataFolder.Find($"/gone{validation}", null, hasFingerprint: true));
    }

    [Fact]
    public void Freezing_writes_the_absolute_path_the_fingerprint_and_the_sizes()
    {
        Environment.SetEnvironmentVariable(DataFolder.Variable, Checkout.Data);
        (StudyDefinition frozen, JsonElement sizes) = BuiltInTrainer.Freeze(Study("mnist"), root);
        Assert.Equal(Path.Combine(Checkout.Data, "mnist"), frozen.Trainer["data"]!["path"]!.GetValue<string>());
        Assert.NotEmpty(frozen.Trainer["data"]!["fingerprint"]!.GetValue<string>());
        TrialPlanOf(sizes, frozen);

        // Frozen twice is frozen once.
        (StudyDefinition again, JsonElement sameSizes) = BuiltInTrainer.Freeze(frozen, root);
        Assert.Equal(frozen.Trainer.ToJsonString(), again.Trainer.ToJsonString());
        Assert.Equal(sizes.GetRawText(), sameSizes.GetRawText());
    }

    [Fact]
    public void Freezing_missing_data_names_the_place_beside_the_file()
    {
        Environment.SetEnvironmentVariable(DataFolder.Variable, Path.Combine(root, "nowhere"));
        DataException fault = Assert.Throws<DataException>(() => BuiltInTrainer.Freeze(Study("absent"), root));
        Assert.Contains(Path.Combine(root, "absent"), fault.Message, StringComparison.Ordinal);
    }

    private static void TrialPlanOf(JsonElement sizes, StudyDefinition study)
    {
        var plan = BuiltInTrainer.Plan(sizes)(study.Trainer);
        Assert.Equal(7, plan.Epochs);
        Assert.True(plan.EpochCost > 0);
    }

    private static StudyDefinition Study(string path) => StudyFile.Read($$"""
        {
          "name": "small",
          "space": { "optimizer.learningRate": { "min": 1e-3, "max": 1e-1, "scale": "log" } },
          "trainer": { "data": { "source": "idx", "path": "{{path}}", "samples": 100 }, "network": { "hidden": [8] }, "epochs": 7 }
        }
        """, BuiltInTrainer.Port).Definition!;
}
