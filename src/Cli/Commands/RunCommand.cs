using System.CommandLine;
using System.Globalization;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;
using HyperSearch.Workers;
using HyperSearch.Workers.Local;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch run STUDY.json</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("STUDY.json") { Description = "The study file." };
        var folder = new Option<string?>("--out") { Description = "The study folder. Default: NAME.study beside the file.", HelpName = "FOLDER" };
        var fork = new Option<string?>("--fork")
        {
            Description = "Where STUDY.json differs from the study in the study folder: start a new study in NEW_FOLDER that knows the trials of that one that fit, or go on with it.",
            HelpName = "NEW_FOLDER",
        };
        var run = new RunOptions();
        var command = new Command("run", "Run, or go on with, a study. Exit codes: 0 finished, 1 failed, 2 wrong input, 3 stopped by --stop-after, 130 interrupted; after 3 and 130 run it again to go on.") { file, folder, fork };
        run.AddTo(command);
        command.SetAction((parsed, _) => Faults.Guard(async () =>
        {
            FileInfo path = parsed.GetRequiredValue(file);
            StudyFileResult read = StudyFiles.Read(path);
            foreach (string hint in read.Hints)
            {
                HintText.Write(Console.Error, hint);
            }

            string beside = path.DirectoryName!, own = parsed.GetValue(folder) ?? Path.Combine(beside, read.Definition!.Name + ".study");
            string? forked = parsed.GetValue(fork);
            var root = new StudyFolder(forked ?? own);
            RunSettings settings = run.Read(parsed);
            using WorkerProcesses? ahead = PoolChoice.StartAhead(settings, read.Definition!, root);
            (StudyDefinition study, var sizes) = StudyFiles.Use(path, () => Trainers.Freeze(HistoryFolders.Found(read.Definition!, beside), beside, TunerPlugin.LoadingOf(settings.Plugin, root.Root)));
            settings = settings with { Ahead = ahead, ForkOf = forked is null ? null : HistoryFolders.ToFork(own, forked, study) };
            return await StudyRun.RunAsync(root, study, sizes, settings).ConfigureAwait(false);
        }));
        return command;
    }
}

/// <summary><c>hypersearch resume FOLDER</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var run = new RunOptions();
        var command = new Command("resume", "Go on with a study from its folder alone. Exit codes as of run.") { folder };
        run.AddTo(command);
        command.SetAction((parsed, _) => Faults.Guard(async () =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            if (!File.Exists(study.StudyFile) || !File.Exists(study.Journal))
            {
                throw new WrongInputException($"{study.Root} is not a study folder: it has no {(File.Exists(study.StudyFile) ? "journal.jsonl" : "study.json")}.");
            }

            RunSettings settings = run.Read(parsed);
            (StudyDefinition definition, var sizes) = StudyFiles.Use(new FileInfo(study.StudyFile), () => Trainers.Freeze(AsExtended(study, settings), study.Root));
            return await StudyRun.RunAsync(study, definition, sizes, settings).ConfigureAwait(false);
        }));
        return command;
    }

    /// <summary>The frozen study, as long as its journal says: a crash may have come between an extension's record and the file.</summary>
    private static StudyDefinition AsExtended(StudyFolder folder, RunSettings settings)
    {
        StudyDefinition study = StudyFiles.Read(new FileInfo(folder.StudyFile)).Definition!;
        try
        {
            return folder.Read(Trainers.Port).State.AsExtended(study);
        }
        catch (JournalDamageException) when (settings.Repair)
        {
            return study;
        }
    }
}

/// <summary>The options that run and resume share.</summary>
internal sealed class RunOptions
{
    private readonly Option<int?> workers = new("--workers") { Description = "How many worker processes. Changes the time, never the result. Default: one a core, at most search.maxConcurrentTrials.", HelpName = "N" };
    private readonly Option<string?> stopAfter = new("--stop-after") { Description = "Stop after this time (90s, 10m, 1h30m), to go on later.", HelpName = "TIME" };
    private readonly Option<bool> repair = new("--repair") { Description = "Cut a damaged journal off at the damage, keeping a copy, instead of refusing it." };
    private readonly Option<bool> json = new("--json") { Description = "Print the final status as one JSON object on standard output, and everything else on standard error." };
    private readonly Option<bool> dashboard = new("--dashboard") { Description = "Show the study as a live page on this machine while it runs; its address is printed." };
    private readonly Option<int> heartbeat = new("--heartbeat") { Description = "A worker that trains and is silent for this long is replaced.", HelpName = "SECONDS", DefaultValueFactory = _ => 30 };

    private readonly LimitOptions limits = new();
    private readonly PoolOptions pool = new();
    private readonly PluginOption plugin = new();

    public void AddTo(Command command)
    {
        limits.AddTo(command);
        pool.AddTo(command, workers, limits.All);
        plugin.AddTo(command);
        workers.Allow(n => n is null or (>= 0 and <= 4096), "from 1 to 4096 are allowed, or 0 with --listen");
        stopAfter.Allow(text => text is null || TimeOf(text) is not null, "numbers with h, m and s in this order are needed, such as 10m or 1h30m, of a month at most");
        heartbeat.Allow(n => n is >= 2 and <= 86_400, "from 2 to 86400 seconds are allowed");
        foreach (Option option in (Option[])[workers, stopAfter, repair, json, dashboard, heartbeat])
        {
            command.Add(option);
        }
    }

    public RunSettings Read(ParseResult parsed) => new(
        parsed.GetValue(workers),
        parsed.GetValue(stopAfter) is { } time ? TimeOf(time) : null,
        parsed.GetValue(repair),
        parsed.GetValue(json),
        parsed.GetValue(dashboard),
        TimeSpan.FromSeconds(parsed.GetValue(heartbeat)),
        limits.Read(parsed),
        pool.Read(parsed),
        plugin.Read(parsed));

    /// <summary>A time such as 10m, 90s or 1h30m; null where it is none, or longer than a month.</summary>
    internal static TimeSpan? TimeOf(string text)
    {
        double seconds = 0, before = double.PositiveInfinity;
        for (int begin = 0; begin < text.Length;)
        {
            int end = text.AsSpan(begin).IndexOfAny('h', 'm', 's') + begin;
            double unit = end < begin ? 0 : text[end] switch { 'h' => 3600, 'm' => 60, _ => 1 };
            if (unit == 0 || unit >= before || !double.TryParse(text[begin..end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return null;
            }

            (seconds, before, begin) = (seconds + (number * unit), unit, end + 1);
        }

        return seconds is > 0 and <= 30 * 86_400.0 ? TimeSpan.FromSeconds(seconds) : null;
    }
}

/// <summary>How a study is run.</summary>
/// <param name="Workers">How many workers; null for the default.</param>
/// <param name="StopAfter">When to stop; null: when finished.</param>
/// <param name="Repair">Whether a damaged journal is cut off.</param>
/// <param name="Json">Whether the final status goes to standard output as JSON.</param>
/// <param name="Dashboard">Whether the study is shown as a live page.</param>
/// <param name="Heartbeat">How long a worker may be silent.</param>
/// <param name="Limits">What a worker of this machine may take for a trial.</param>
/// <param name="Pool">Where the workers come from.</param>
/// <param name="Plugin">What brings tuners that this program was built without; null: nothing.</param>
/// <param name="ForkOf">The folder of the study that a new one is made from; null: none.</param>
/// <param name="Ahead">The local workers that are on their way already; null: none.</param>
internal sealed record RunSettings(int? Workers, TimeSpan? StopAfter, bool Repair, bool Json, bool Dashboard, TimeSpan Heartbeat, WorkerLimits Limits, PoolSettings Pool, TunerPlugin? Plugin, string? ForkOf = null, WorkerProcesses? Ahead = null)
{
    /// <summary>Makes a study's tuner.</summary>
    public Func<StudyDefinition, ITuner> TunerOf { get; } = TunerPlugin.TunerOf(Plugin);

    /// <summary>How many workers a study gets.</summary>
    public int WorkersFor(StudyDefinition study) => Workers ?? Math.Min(Environment.ProcessorCount, study.Search.MaxConcurrentTrials);
}
