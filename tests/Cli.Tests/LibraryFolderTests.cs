using System.Text.Json.Nodes;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

public sealed class LibraryFolderTests
{
    [Fact]
    public async Task The_folder_of_a_program_is_read_and_proved_and_only_the_program_goes_on_with_it()
    {
        using var sandbox = new Sandbox();
        string hash;
        using (Study study = Study.Create(new SpaceBuilder().Double("x", -1, 1).Build(), new StudyOptions { Trials = 12, Epochs = 2, Folder = sandbox.PathOf("lib") }))
        {
            await study.OptimizeAsync(trial => trial.Report(1, 1) ? Math.Abs(trial["x"]) : 1, parallelism: 2);
            hash = study.Hash;
        }

        JsonNode status = await sandbox.Status(sandbox.PathOf("lib"));
        Assert.Equal(("finished", hash), (status["state"]!.GetValue<string>(), status["hash"]!.GetValue<string>()));
        ProgramEnd verified = await sandbox.Run("verify", "lib"), table = await sandbox.Run("export", "lib", "--format", "csv"), best = await sandbox.Run("best", "lib");
        Assert.Contains(hash, verified.Output, StringComparison.Ordinal);
        Assert.Equal((13, 0), (table.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, best.ExitCode));
        foreach (string[] command in (string[][])[["resume", "lib"], ["train", "lib"], ["verify", "lib", "--retrain", "1"]])
        {
            ProgramEnd refused = await sandbox.Run(command);
            Assert.True(refused.ExitCode == 2, refused.ToString());
        }
    }
}
