using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task Init_writes_a_file_that_validates_and_runs_and_never_overwrites_one()
    {
        Assert.Equal(0, (await sandbox.Run("init")).ExitCode);
        string text = File.ReadAllText(sandbox.PathOf("study.json"));
        Assert.Empty(StudyFile.Read(text, Trainers.Port).Faults);
        ProgramEnd validated = await sandbox.Run("validate", "study.json");
        Assert.True(validated.ExitCode == 0, validated.ToString());
        ProgramEnd run = await sandbox.Run("run", "study.json", "--stop-after", "2s");
        Assert.True(run.ExitCode is 0 or 3, run.ToString());
        ProgramEnd again = await sandbox.Run("init", "study.json");
        Assert.True(again.ExitCode == 2, again.ToString());
        Assert.Equal(text, File.ReadAllText(sandbox.PathOf("study.json")));
    }

    [Fact]
    public async Task The_batch_file_of_a_coordinator_hands_further_options_to_run()
    {
        sandbox.Write("study.json", SmallStudies.Text());
        ProgramEnd refused = await sandbox.Run("slurm", "study.json", "--workers", "2", "--", "--certificate-key", "/k.pem");
        Assert.Equal((2, "--certificate-key /k.pem: --certificate-key needs --certificate."), (refused.ExitCode, refused.Errors.Trim()));
        Assert.False(File.Exists(sandbox.PathOf("small.sbatch")));
        ProgramEnd written = await sandbox.Run("slurm", "study.json", "--workers", "2", "--", "--heartbeat", "60");
        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Contains(" '--pool' 'slurm' '--workers' '2' '--heartbeat' '60' &\n", File.ReadAllText(sandbox.PathOf("small.sbatch")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_gives_hints()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 10));
        ProgramEnd end = await sandbox.Run("validate", "study.json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("study.json is valid: 10 trials over 5 dimensions", end.Output, StringComparison.Ordinal);
        Assert.Contains("Hint: search.maxConcurrentTrials", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tuners_lists_every_tuner_and_pruner()
    {
        ProgramEnd end = await sandbox.Run("tuners");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.All((string[])["random", "grid", "narrowing", "tpe", "none", "rounds:", "points:"], word => Assert.Contains(word, end.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("      : ", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_of_a_run_is_one_object_on_standard_output_and_nothing_else()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 6));
        ProgramEnd end = await sandbox.Run("run", "study.json", "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal("finished", JsonNode.Parse(end.Output)!["state"]!.GetValue<string>());
        Assert.Contains("[6/6", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("fly")]
    [InlineData("run")]
    [InlineData("run", "study.json", "--workers", "0")]
    [InlineData("run", "study.json", "--workers", "many")]
    [InlineData("run", "study.json", "--heartbeat", "1")]
    [InlineData("run", "study.json", "--heartbeat", "soon")]
    [InlineData("run", "study.json", "--stop-after", "soon")]
    [InlineData("run", "study.json", "--nonsense")]
    [InlineData("run", "study.json", "other.json")]
    [InlineData("status", "x", "--jsn")]
    [InlineData("verify", "x", "--retrain", "-1")]
    [InlineData("verify", "x", "--retrain", "all")]
    [InlineData("export", "x", "--top", "many")]
    [InlineData("train")]
    [InlineData("train", "x", "--ensemble", "0")]
    [InlineData("train", "x", "--ensemble", "many")]
    [InlineData("predict", "x")]
    [InlineData("worker")]
    [InlineData("worker", "--connect", "localhost:80", "--name", "two words")]
    [InlineData("data")]
    public async Task Wrong_options_are_refused_with_a_hint(params string[] arguments)
    {
        ProgramEnd end = await sandbox.Run(arguments);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Empty(end.Output);
        Assert.Contains("--help", end.Errors, StringComparison.Ordinal);
        Assert.False(end.HasStackTrace, end.ToString());
    }

    [Theory]
    [InlineData("rnu is no command of hypersearch; did you mean `run`?", "rnu", "study.json")]
    [InlineData("--worker is no option of hypersearch run; did you mean `--workers`?", "run", "--worker", "3", "study.json")]
    [InlineData("--jsn is no option of hypersearch status; did you mean `--json`?", "status", "x", "--jsn")]
    [InlineData("mnits is no command of hypersearch data; did you mean `mnist`?", "data", "mnits")]
    [InlineData("fly is no command of hypersearch; there are run, resume, status,", "fly")]
    public async Task A_misspelt_word_is_told_with_the_nearest_right_one(string message, params string[] arguments)
    {
        ProgramEnd end = await sandbox.Run(arguments);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.StartsWith(message, end.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_double_dash_a_file_may_begin_with_one()
    {
        ProgramEnd end = await sandbox.Run("validate", "--", "--odd.json");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("--odd.json: there is no such file.", end.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("--version")]
    public async Task Help_and_version_are_no_faults(params string[] arguments)
    {
        ProgramEnd end = await sandbox.Run(arguments);
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.NotEmpty(end.Output);
    }

    [Fact]
    public async Task A_worker_without_a_coordinator_says_so()
    {
        ProgramEnd end = await sandbox.Run("worker", "--connect", $"unix:{sandbox.PathOf("none")}");
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.NotEmpty(end.Errors);
        Assert.False(end.HasStackTrace, end.ToString());
    }

    [Fact]
    public async Task A_hidden_worker_never_deletes_the_folder_of_a_socket_that_is_not_its_pools()
    {
        Directory.CreateDirectory(sandbox.PathOf("mine"));
        sandbox.Write("mine/letter", "dear");
        ProgramEnd end = await sandbox.Run("worker", "--connect", $"unix:{sandbox.PathOf("mine", "desk")}", "--child");
        Assert.NotEqual(0, end.ExitCode);
        Assert.True(File.Exists(sandbox.PathOf("mine", "letter")));
    }

    [Fact]
    public async Task More_workers_than_concurrent_trials_are_warned_of_and_change_nothing()
    {
        sandbox.Write("study.json", SmallStudies.Text(trials: 6, confirm: null));
        ProgramEnd end = await sandbox.Run("run", "study.json", "--workers", "5");
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("Hint: 5 workers", end.Errors, StringComparison.Ordinal);
        Assert.NotNull(new StudyFolder(sandbox.PathOf("small.study")).Read(Trainers.Port).State.FinishedHash);
    }

    [Fact]
    public async Task Vector_instructions_that_do_not_exist_are_refused_before_anything_is_recorded()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("study.json", SmallStudies.Text(trials: 3, confirm: null));
        sandbox.Environment["HYPERSEARCH_KERNELS"] = "sse";
        ProgramEnd end = await sandbox.Run("run", "study.json");
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("HYPERSEARCH_KERNELS is 'sse'; allowed are portable, avx2 and avx512.", end.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(sandbox.PathOf("small.study", "journal.jsonl")));
    }

    [Theory]
    [InlineData("status", "")]
    [InlineData("train", "")]
    [InlineData("predict", "", "")]
    public async Task An_empty_argument_is_wrong_input(params string[] arguments)
    {
        using var sandbox = new Sandbox();
        ProgramEnd end = await sandbox.Run(arguments);
        Assert.True(end.ExitCode == 2, end.ToString());
        Assert.Contains("is empty", end.Errors, StringComparison.Ordinal);
    }
}
