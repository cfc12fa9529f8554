using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests;

/// <summary>Studies whose trainer is a program, with real workers.</summary>
public sealed class ProgramStudyTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public async Task A_deterministic_program_gives_the_same_hash_for_one_worker_and_two()
    {
        Write("""for e in 1 2 3; do echo "{\"epoch\": $e, \"score\": $(( $1 * e + HYPERSEARCH_SEED % 7 ))}"; done""");
        string[] hashes = [await HashAsync("1"), await HashAsync("2")];
        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task A_program_that_fails_gives_nothing_or_answers_otherwise_costs_attempts_and_the_study_goes_on()
    {
        // Below 30 it fails, up to 60 each attempt gives another number and then fails, and from there on it is sound.
        Write("""
            [ $1 -lt 30 ] && { echo "no luck" >&2; exit 4; }
            [ $1 -lt 60 ] && { echo "{\"epoch\": 1, \"score\": $HYPERSEARCH_ATTEMPT}"; echo "{\"epoch\": 2, \"score\": 1}"; exit 5; }
            for e in 1 2 3; do echo "{\"epoch\": $e, \"score\": $1}"; done
            """);
        ProgramEnd end = await sandbox.Run("run", "study.json", "--workers", "2");
        Assert.True(end.ExitCode == 0, end.ToString());
        string journal = File.ReadAllText(sandbox.PathOf("programs.study/journal.jsonl"));
        Assert.Contains("the program ended with exit code 4: no luck", journal, StringComparison.Ordinal);
        Assert.Contains("with the same seed a program must give the same", journal, StringComparison.Ordinal);
        Assert.Matches(@"\] trial \d+: failed before its first epoch was reported ", end.Output);
        Assert.Matches(@"\] trial \d+: failed after epoch 1 ", end.Output);
        Assert.Matches("trial \\d+ \"?failed before its first epoch was reported", File.ReadAllText(sandbox.PathOf("programs.study/hypersearch.log")));
        Assert.Equal(0, (await sandbox.Run("verify", "programs.study")).ExitCode);
        ProgramEnd train = await sandbox.Run("train", "programs.study");
        Assert.Equal(2, train.ExitCode);
        Assert.Contains("run it with the parameters of best.json", train.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_program_writes_to_standard_error_is_kept_for_each_attempt_and_shown()
    {
        Write("""
            echo "loading $1" >&2
            [ $1 -lt 30 ] && { printf 'Traceback:\n\tline 7\r\nerror: \033[31mno luck\n' >&2; exit 4; }
            echo "{\"epoch\": 1, \"score\": $1}"
            """);
        ProgramEnd end = await sandbox.Run("run", "study.json", "--workers", "2", "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        System.Text.Json.Nodes.JsonNode status = System.Text.Json.Nodes.JsonNode.Parse(end.Output)!;
        int failed = status["failures"]![0]!["trial"]!.GetValue<int>();
        Assert.Equal("the program ended with exit code 4: error: no luck", status["failures"]![0]!["why"]!.GetValue<string>());
        Assert.StartsWith("loading ", File.ReadAllText(sandbox.PathOf("programs.study", "stderr", $"trial-{failed}-attempt-2.txt")), StringComparison.Ordinal);

        ProgramEnd trial = await sandbox.Run("status", "programs.study", "--trial", $"{failed}");
        Assert.True(trial.ExitCode == 0, trial.ToString());
        Assert.StartsWith($"trial {failed}: failed", trial.Output, StringComparison.Ordinal);
        Assert.Equal(2, trial.Output.Split("  | Traceback:\n  |     line 7\n  | error: no luck\n").Length - 1);
        Assert.Contains($"status {sandbox.PathOf("programs.study")} --trial {failed}", (await sandbox.Run("status", sandbox.PathOf("programs.study"))).Output, StringComparison.Ordinal);

        // A trial that went well has what it said, too; one that there is not is wrong input.
        int good = status["best"]!["trial"]!.GetValue<int>();
        Assert.Contains("  | loading ", (await sandbox.Run("status", "programs.study", "--trial", $"{good}")).Output, StringComparison.Ordinal);
        ProgramEnd none = await sandbox.Run("status", "programs.study", "--trial", "12");
        Assert.True(none.ExitCode == 2 && none.Errors.Contains("trial 12 has not been proposed", StringComparison.Ordinal), none.ToString());
    }

    [Fact]
    public async Task Kill_9_of_a_worker_leaves_nothing_of_its_program_and_the_trial_is_run_again()
    {
        string mark = sandbox.PathOf("mark");
        Write($$"""[ -e "{{mark}}" ] || { echo $PPID > "{{mark}}.new"; mv "{{mark}}.new" "{{mark}}"; HYPERSEARCH_TEST="{{mark}}" sleep 300; }; echo '{"epoch": 1, "score": 1}'""");
        HyperSearchProgram program = sandbox.Start("run", "study.json", "--workers", "1");
        await Patience.Until(() => File.Exists(mark), TimeSpan.FromSeconds(30), "the program's start");
        LinuxProcess.Find(int.Parse(File.ReadAllText(mark)))!.Value.Kill();
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Empty(LinuxProcess.With("HYPERSEARCH_TEST", mark));
    }

    private void Write(string script)
    {
        sandbox.Write("program.sh", script);
        sandbox.Write("study.json", """
            { "name": "programs", "seed": 3, "objective": { "metric": "score", "direction": "maximize" },
              "space": { "a": { "min": 1, "max": 100, "integer": true } },
              "search": { "tuner": { "type": "random" }, "trials": 12, "attempts": 2 },
              "trainer": { "command": ["sh", "program.sh", "{a}"], "epochs": 3 } }
            """);
    }

    private async Task<string> HashAsync(string workers)
    {
        ProgramEnd end = await sandbox.Run("run", "study.json", "--workers", workers, "--out", workers, "--json");
        Assert.True(end.ExitCode == 0, end.ToString());
        return System.Text.Json.Nodes.JsonNode.Parse(end.Output)!["hash"]!.GetValue<string>();
    }
}
