using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using HyperSearch.Search.Coordination;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Workers.Local;
using HyperSearch.Workers.Programs;

namespace HyperSearch.Workers.Hosting;

/// <summary>A worker process: asks for work, trains it, reports, and asks again, until it is dismissed or its coordinator is gone.</summary>
public static class WorkerHost
{
    /// <summary>How often epochs are reported at most.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a worker says that it lives when there is nothing else to say.</summary>
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(1);

    /// <summary>Runs a worker.</summary>
    /// <param name="address">Where its coordinator is.</param>
    /// <param name="name">The name that it would like.</param>
    /// <param name="isChild">
    /// Whether the coordinator is the parent and holds the other end of standard input: then the worker ends at once when that closes. One that was started otherwise ends when its
    /// coordinator does not answer for as long as that would wait for it, and when it is asked to: it first hands in its trial if that ends very soon, else gives it back, and says so.
    /// </param>
    /// <param name="time">The clock of reports.</param>
    /// <returns>The exit code: 0 dismissed, or asked to end; 1 the coordinator is gone; 2 the data cannot be read or are others, the trainer does not run here, or the coordinator refuses this worker.</returns>
    public static async Task<int> RunAsync(DeskAddress address, string name, bool isChild, TimeProvider time)
    {
        using var drain = isChild ? Drain.Never() : Drain.OnSignals(time);
        if (isChild)
        {
            EndWithParent(address);
        }
        else
        {
            ProgramProcesses.RemoveAbandoned(); // of a worker before it that was killed; a pool does it for its own
        }

        using var desk = new DeskClient(address, name, time);
        try
        {
            return await WorkAsync(desk, drain, time).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }
        catch (ConnectionException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 2;
        }
        finally
        {
            if (!isChild)
            {
                ProgramProcesses.RemoveOwn(); // nobody else would, where the worker ends in the middle of a trial
            }
        }
    }

    private static async Task<int> WorkAsync(DeskClient desk, Drain drain, TimeProvider time)
    {
        var trainers = new Trainers();
        try
        {
            _ = InstructionSet.Name; // no trial is to blame for it
            if ((await desk.JoinAsync(drain.Asked).ConfigureAwait(false)).Trainer is { } study)
            {
                await PrepareAsync(desk, trainers, study, drain, time).ConfigureAwait(false);
            }

            while (!drain.Asked.IsCancellationRequested && await desk.AskAsync(drain.Asked).ConfigureAwait(false) is { } work)
            {
                await TrainAsync(desk, trainers, work, drain, time).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is DataException or InstructionSetException)
        {
            // Not a trial's fault, and no other trial would fare better here.
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            await desk.LeaveAsync($"{Environment.MachineName}: {e.Message}", isUnfit: true).ConfigureAwait(false);
            return 2;
        }
        catch (OperationCanceledException) when (drain.Asked.IsCancellationRequested)
        {
            // It had no work.
        }

        if (drain.Asked.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{desk.Worker} was asked to end ({drain.Signal}), and does.").ConfigureAwait(false);
            await desk.LeaveAsync($"it was asked to end ({drain.Signal})", isUnfit: false).ConfigureAwait(false);
        }

        return 0;
    }

    /// <summary>Reads the study's data, which may take longer than a worker may be silent.</summary>
    private static async Task PrepareAsync(DeskClient desk, Trainers trainers, JsonObject study, Drain drain, TimeProvider time)
    {
        Task reading = Task.Run(() => trainers.Prepare(study));
        while (await Task.WhenAny(reading, drain.Over, Task.Delay(SignOfLifeEvery, time)).ConfigureAwait(false) != reading && !drain.IsOver)
        {
            await desk.LiveAsync().ConfigureAwait(false);
        }

        if (reading.IsCompleted)
        {
            await reading.ConfigureAwait(false);
        }
    }

    private static async Task TrainAsync(DeskClient desk, Trainers trainers, WorkAnswer work, Drain drain, TimeProvider time)
    {
        var epochs = Channel.CreateUnbounded<EpochValues>();
        var errors = new ErrorTail();
        using var unwanted = new CancellationTokenSource();
        Task training = Task.Factory.StartNew(() => Train(trainers.Train(work.ToAssignment(), time, errors, unwanted.Token), epochs.Writer, unwanted.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        bool goOn = true;
        while (goOn && !training.IsCompleted && !drain.IsOver)
        {
            // The end is reported at once, epochs when some time has passed since the last report.
            await Task.WhenAny(training, Task.Delay(ReportEvery, time)).ConfigureAwait(false);
            if (!training.IsCompleted && epochs.Reader.Count == 0)
            {
                Task news = epochs.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                await Task.WhenAny(training, news, Task.Delay(SignOfLifeEvery, time), drain.Over).ConfigureAwait(false);
            }

            if (!training.IsCompleted)
            {
                goOn = await desk.ReportAsync(ReportOf(work, epochs.Reader, false, null)).ConfigureAwait(false);
            }
        }

        await unwanted.CancelAsync().ConfigureAwait(false);
        if (!training.IsCompleted && drain.IsOver)
        {
            await Console.Error.WriteLineAsync($"{work.ToAssignment().Work} is given back.").ConfigureAwait(false);
            return; // the process ends, whatever an epoch may take yet
        }

        string? error = null;
        try
        {
            await training.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DataException)
        {
            error = e is ProgramException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        }

        if (goOn || errors.Text.Length > 0)
        {
            // Of an attempt that is no longer wanted, what its program had to say is all that may be of use.
            Report end = ReportOf(work, epochs.Reader, true, error) with { StandardError = errors.Text };
            await desk.ReportAsync(goOn ? end : end with { Epochs = [], Error = null }).ConfigureAwait(false);
        }
    }

    private static void Train(IEnumerable<EpochValues> training, ChannelWriter<EpochValues> epochs, CancellationToken unwanted)
    {
        foreach (EpochValues epoch in training)
        {
            epochs.TryWrite(epoch);
            if (unwanted.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static Report ReportOf(WorkAnswer work, ChannelReader<EpochValues> epochs, bool ended, string? error)
    {
        var reported = new List<EpochValues>();
        while (epochs.TryRead(out EpochValues? epoch))
        {
            reported.Add(epoch);
        }

        return new Report("", work.Trial, work.Repeat, work.Attempt, reported, ended, error);
    }

    /// <summary>Standard input is a pipe that nobody writes to: it ends when the coordinator does, even when that is killed.</summary>
    private static void EndWithParent(DeskAddress address)
    {
        var watch = new Thread(() =>
        {
            using Stream input = Console.OpenStandardInput();
            while (input.Read(new byte[16]) > 0)
            {
            }

            ProgramProcesses.RemoveOwn();
            if (address.Socket is { } socket)
            {
                RuntimeFolder.RemoveOf(socket);
            }

            Process.GetCurrentProcess().Kill();
        })
        {
            IsBackground = true,
            Name = "end with parent",
        };
        watch.Start();
    }
}
