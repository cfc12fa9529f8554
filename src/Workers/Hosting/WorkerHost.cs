using System.Diagnostics;
using System.Runtime.InteropServices;
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
    /// <param name="socket">The coordinator's Unix socket.</param>
    /// <param name="name">The worker's name.</param>
    /// <param name="isChild">Whether the coordinator is the parent and holds the other end of standard input: then the worker ends at once when that closes.</param>
    /// <param name="time">The clock of reports.</param>
    /// <returns>The exit code: 0 dismissed, 1 the coordinator is gone, 2 the data cannot be read, or the trainer does not run here.</returns>
    public static async Task<int> RunAsync(string socket, string name, bool isChild, TimeProvider time)
    {
        // Ctrl-C reaches every process of a terminal; it is the coordinator that decides what it means.
        using PosixSignalRegistration interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        if (isChild)
        {
            EndWithParent(socket);
        }

        var trainers = new Trainers();
        using var desk = new DeskClient(socket, name);
        try
        {
            _ = InstructionSet.Name; // no trial is to blame for it
            while (await desk.AskAsync().ConfigureAwait(false) is { } work)
            {
                await TrainAsync(desk, trainers, work, time).ConfigureAwait(false);
            }

            return 0;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }
        catch (Exception e) when (e is DataException or InstructionSetException)
        {
            // Not the trial's fault, and no other trial would fare better here.
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 2;
        }
    }

    private static async Task TrainAsync(DeskClient desk, Trainers trainers, WorkAnswer work, TimeProvider time)
    {
        var epochs = Channel.CreateUnbounded<EpochValues>();
        using var unwanted = new CancellationTokenSource();
        Task training = Task.Factory.StartNew(() => Train(trainers.Train(work.ToAssignment(), time, unwanted.Token), epochs.Writer, unwanted.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        bool goOn = true;
        while (goOn && !training.IsCompleted)
        {
            // The end is reported at once, epochs when some time has passed since the last report.
            await Task.WhenAny(training, Task.Delay(ReportEvery, time)).ConfigureAwait(false);
            if (!training.IsCompleted && epochs.Reader.Count == 0)
            {
                Task news = epochs.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                await Task.WhenAny(training, news, Task.Delay(SignOfLifeEvery, time)).ConfigureAwait(false);
            }

            if (!training.IsCompleted)
            {
                goOn = await desk.ReportAsync(ReportOf(work, epochs.Reader, false, null)).ConfigureAwait(false);
            }
        }

        await unwanted.CancelAsync().ConfigureAwait(false);
        string? error = null;
        try
        {
            await training.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not DataException)
        {
            error = e is ProgramException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        }

        if (goOn)
        {
            await desk.ReportAsync(ReportOf(work, epochs.Reader, true, error)).ConfigureAwait(false);
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
    private static void EndWithParent(string socket)
    {
        var watch = new Thread(() =>
        {
            using Stream input = Console.OpenStandardInput();
            while (input.Read(new byte[16]) > 0)
            {
            }

            ProgramProcesses.RemoveOwn();
            RuntimeFolder.RemoveOf(socket);
            Process.GetCurrentProcess().Kill();
        })
        {
            IsBackground = true,
            Name = "end with parent",
        };
        watch.Start();
    }
}
