using System.Net;
using System.Text.Json;
using HyperSearch.Cli.Commands;
using HyperSearch.Cli.Terminal;
using HyperSearch.Dashboard;
using HyperSearch.Dashboard.Live;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;
using HyperSearch.Workers.Local;
using Serilog;

namespace HyperSearch.Cli;

/// <summary>Wires a run: folder, coordinator, workers, progress, export.</summary>
internal static class StudyRun
{
    public static async Task<int> RunAsync(StudyFolder folder, StudyDefinition study, JsonElement sizes, RunSettings settings)
    {
        TimeProvider time = TimeProvider.System;
        int workers = settings.WorkersFor(study);
        if (FileHandles.TooFewFor(workers) is { } tooFew)
        {
            throw new WrongInputException(tooFew);
        }

        TextWriter output = settings.Json ? Console.Error : Console.Out;
        settings.TunerOf(study); // a study without its tuner leaves no folder
        using StudySession session = StudySession.Open(
            folder, study, sizes, new SessionSettings(Trainers.Port, ProgramVersion.Text, Trainers.Plan, assignment => new Trainers().Train(assignment, time), time, settings.Repair, settings.ForkOf) { TunerOf = settings.TunerOf });
        StudyState state = session.State;
        await using Serilog.Core.Logger log = new LoggerConfiguration().WriteTo.File(folder.Log, formatProvider: System.Globalization.CultureInfo.InvariantCulture).CreateLogger();
        if (session.Cut is { } cut)
        {
            string what = session.Damage is { } damage
                ? $"{damage.Message} Cut off there, with all records after it; they are kept in {cut}. The trials that were lost with them are trained again."
                : $"The journal's end was torn off by a crash; the pieces are kept in {cut}. No whole record is lost.";
            await Console.Error.WriteLineAsync(what).ConfigureAwait(false);
            log.Warning("{What}", what);
        }

        foreach (CarriedStudy carried in session.IsContinued ? [] : state.History)
        {
            await Console.Error.WriteLineAsync(carried.InWords()).ConfigureAwait(false);
            log.Information("{What}", carried.InWords());
        }

        if (workers > study.Search.MaxConcurrentTrials)
        {
            HintText.Write(Console.Error, $"{workers} workers for search.maxConcurrentTrials {study.Search.MaxConcurrentTrials}: some will be idle.");
        }

        if (state.FinishedHash is not null)
        {
            string how = state.Stopped is { } stopped ? $"{stopped.Why}. Without that stop, or with a harder one, it would go on." : "more search.trials would extend it.";
            await output.WriteLineAsync($"{study.Name} is finished already; {how}").ConfigureAwait(false);
        }

        log.Information("Run of {Study} with {Workers} workers: {Done} of {Total} trials are over", study.Name, workers, state.Trials.Count - state.Open.Count, state.TotalTrials);
        using var interrupts = new Interrupts();
        if (settings.StopAfter is { } limit)
        {
            interrupts.StopAfter(limit);
        }

        await using DashboardServer? page = settings.Dashboard ? await DashboardCommand.StartAsync([folder], new IPEndPoint(IPAddress.Loopback, 0)).ConfigureAwait(false) : null;
        if (page is not null)
        {
            await Console.Error.WriteLineAsync($"Dashboard: {page.Address}").ConfigureAwait(false);
        }

        // Also where the study is finished: it may have been killed between its last record and its end.
        LocalWorkerPool.RemoveAbandoned();
        var coordinator = new Coordinator(state, settings.TunerOf(state.Definition), Trainers.Plan(sizes));
        using IRunProgress progress = ProgressFor(output, state, folder, session.IsContinued, time);
        interrupts.Say = progress.Say;
        IWorkerPool pool = PoolChoice.Create(settings, workers, study.Name, folder, progress, time, log);
        var runner = new StudyRunner(coordinator, session.Journal, time, record =>
        {
            LogRecord(log, record, state);
            progress.Show(record);
        })
        {
            Estimate = now => RunForecast.Of(now, settings.Pool.IsLocal ? Math.Min(workers, Environment.ProcessorCount) : workers, time),
            KeepErrors = (work, attempt, errors) => KeepErrors(folder, work, attempt, errors, log),
        };

        RunEnd end;
        try
        {
            end = await runner.RunAsync(pool, interrupts.Stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.Error("{Message}", e.Message);
            throw;
        }
        finally
        {
            progress.Dispose();
        }

        if (BestExport.Winner(state) is { } winner)
        {
            StudyFolder.Replace(folder.Best, winner);
        }

        WriteReport(folder, time, log);
        StudyStatus status = StudyStatus.Of(state, isHeld: false);
        log.Information("The run ends: {State}, hash {Hash}", status.State, status.Hash);
        StatusText.Write(output, status, folder);
        if (settings.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, StatusJson.Readable.StudyStatus));
        }

        if (end != RunEnd.Finished)
        {
            await Console.Error.WriteLineAsync($"`hypersearch resume {folder.Root}` goes on with it.").ConfigureAwait(false);
        }

        return end == RunEnd.Finished ? ExitCode.Done : interrupts.WasSignalled ? ExitCode.Interrupted : ExitCode.StoppedEarly;
    }

    /// <summary>A report that cannot be written costs the run nothing.</summary>
    private static void WriteReport(StudyFolder folder, TimeProvider time, ILogger log)
    {
        try
        {
            StudyFolder.Replace(folder.Report, StudyReport.Of(folder, Trainers.Port, time));
        }
        catch (Exception e) when (e is PageMissingException or IOException or UnauthorizedAccessException)
        {
            log.Warning("No report: {Why}", e.Message);
            Console.Error.WriteLine($"No report: {e.Message}");
        }
    }

    /// <summary>What a program complained of and cannot be kept costs the run nothing.</summary>
    private static void KeepErrors(StudyFolder folder, WorkId work, int attempt, string errors, ILogger log)
    {
        try
        {
            folder.Errors.Keep(work, attempt, errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning("The standard error of {Work}, attempt {Attempt}, is lost: {Why}", work, attempt, e.Message);
        }
    }

    private static IRunProgress ProgressFor(TextWriter output, StudyState state, StudyFolder folder, bool isContinued, TimeProvider time)
    {
        return output == Console.Out && LiveScreen.IsPossible ? new LiveProgress(state, time) : new PlainProgress(output, state, folder, isContinued, time);
    }

    private static void LogRecord(ILogger log, Record record, StudyState state)
    {
        switch (record)
        {
            case TunerChosen choice:
                log.Information("Tuner {Tuner} from trial {Trial} on: {Why}", choice.Tuner, choice.Trial, choice.Why);
                break;
            case RoundStarted round:
                foreach (RangeMoved move in round.Moves)
                {
                    log.Information("Round {Round}: {Parameter} {Min}..{Max}: {Why}", round.Round, move.Parameter, move.Min, move.Max, move.Why);
                }

                break;
            case TrialProposed proposal:
                log.Information("Trial {Trial} proposed: {Parameters}", proposal.Trial, proposal.Parameters);
                break;
            case StudyStopped stopped:
                log.Information("No trial {Trial}: {Why}", stopped.Trial, stopped.Why);
                break;
            case AttemptStarted attempt:
                log.Information("{Work} attempt {Attempt} goes to {Worker}", new WorkId(attempt.Trial, attempt.Repeat), attempt.Attempt, attempt.Worker);
                break;
            case AttemptEnded attempt:
                log.Warning("{Work} attempt {Attempt} ended without result: {Why}", new WorkId(attempt.Trial, attempt.Repeat), attempt.Attempt, attempt.Why);
                break;
            case TrialEnded { Why: { } why } ended:
                log.Information("{Work} {Why}", new WorkId(ended.Trial, ended.Repeat), why);
                break;
            case TrialEnded { Value: null } ended:
                log.Information("{Work} {How}", new WorkId(ended.Trial, ended.Repeat), EndText.Of(ended, state));
                break;
            case TrialEnded ended:
                log.Information("{Work} {Outcome} after epoch {Epochs}: {Value}", new WorkId(ended.Trial, ended.Repeat), ended.Outcome, ended.Epochs, ended.Value);
                break;
        }
    }
}
