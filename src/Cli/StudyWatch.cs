using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli;

/// <summary>Follows a study that runs elsewhere, as its run would show it. Only ever reads: what it sees is what is in the journal.</summary>
internal static class StudyWatch
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Follows the study until it is finished, its coordinator is gone, or the user has seen enough.</summary>
    /// <returns>The exit code: 0 finished, 3 nobody runs it any more, 130 interrupted.</returns>
    public static async Task<int> FollowAsync(StudyFolder folder, TimeProvider time)
    {
        using var interrupts = new Interrupts { Say = _ => { } };
        bool isHeld = FolderLock.IsHeld(folder.Root, time);
        StudyReading reading = folder.Read(Trainers.Port);
        if (isHeld && reading.State.FinishedHash is null)
        {
            using (IRunProgress? plain = LiveScreen.IsPossible ? null : new PlainProgress(Console.Out, reading.State, folder, isContinued: true, time))
            using (var screen = LiveScreen.IsPossible ? new WatchScreen(reading, time) : null)
            {
                while (isHeld && reading.State.FinishedHash is null && !interrupts.Stop.IsCancellationRequested)
                {
                    await Task.Delay(LookEvery, time, interrupts.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                    // Asked before the journal is read: of a study that finishes in between, the end is then seen.
                    isHeld = FolderLock.IsHeld(folder.Root, time);
                    reading.ReadOn(plain is null ? null : plain.Show);
                    screen?.Update();
                }
            }
        }

        if (interrupts.WasSignalled)
        {
            return ExitCode.Interrupted;
        }

        StudyStatus status = StudyStatus.Of(reading.State, isHeld, reading.Pace);
        StatusText.Write(Console.Out, status, folder);
        if (reading.State.FinishedHash is not null)
        {
            return ExitCode.Done;
        }

        await Console.Error.WriteLineAsync($"Nobody runs this study; `hypersearch resume {folder.Root}` goes on with it.").ConfigureAwait(false);
        return ExitCode.StoppedEarly;
    }
}
