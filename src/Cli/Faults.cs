using HyperSearch.Dashboard;
using HyperSearch.Exchange;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Trainer.Models;
using HyperSearch.Workers;

namespace HyperSearch.Cli;

/// <summary>Turns what went wrong into one clear message and an exit code; a user never sees a stack trace.</summary>
internal static class Faults
{
    /// <summary>Runs a command.</summary>
    public static async Task<int> Guard(Func<Task<int>> command)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            (string message, int code) = e switch
            {
                WrongInputException or ConnectionException or StudyFolderException or ExchangeException or DataException or ModelException or InstructionSetException or InvalidRecordException => (e.Message, ExitCode.WrongInput),
                JournalDamageException { Offset: 0 } => ($"{e.Message} It says which study this is: without it there is nothing that could be repaired. Start anew with --out.", ExitCode.WrongInput),
                JournalDamageException => ($"{e.Message} `hypersearch run` or `resume` with --repair keeps what stands before it and a copy of the rest.", ExitCode.WrongInput),
                VerificationException => ($"NOT proved: {e.Message}", ExitCode.Failed),
                RunFailedException { InnerException: WorkerPoolException { IsWrongInput: true } } => (e.Message, ExitCode.WrongInput),
                RunFailedException or WorkerPoolException or PageMissingException => (e.Message, ExitCode.Failed),
                UnauthorizedAccessException => ($"{e.Message} Check the permissions of the file or folder.", ExitCode.WrongInput),
                FileNotFoundException or DirectoryNotFoundException => (e.Message, ExitCode.WrongInput),
                IOException => (e.Message, ExitCode.Failed),
                _ => ($"This should not have happened: {e.GetType().Name}: {e.Message} Please report it; what was recorded is safe.", ExitCode.Failed),
            };
            await Console.Error.WriteLineAsync(message).ConfigureAwait(false);
            return code;
        }
    }

    /// <summary>Runs a command that does not wait for anything.</summary>
    public static Task<int> Guard(Func<int> command) => Guard(() => Task.FromResult(command()));
}
