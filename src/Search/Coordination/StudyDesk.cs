using System.Text.Json.Nodes;
using System.Threading.Channels;
using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Coordination;

/// <summary>Where workers come for work and hand in what they have. Every answer is given after all that it says is durable.</summary>
public sealed class StudyDesk
{
    private readonly Channel<Message> messages = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });

    internal ChannelReader<Message> Messages => messages.Reader;

    /// <summary>The study's trainer section before any trial's parameters: with it a worker can make sure, before it is given a trial, that it has the study's data.</summary>
    public JsonObject? Trainer { get; init; }

    /// <summary>Ends when no message is taken any more: there will be no more work.</summary>
    public Task Closed => messages.Reader.Completion;

    /// <summary>Asks for work, and waits until there is some.</summary>
    /// <returns>What to train; null when there will be no more.</returns>
    public async Task<Assignment?> AskAsync(string worker) => (Assignment?)await Post(new WorkAsked(worker)).ConfigureAwait(false);

    /// <summary>Reports epochs of an attempt, its end, or only that the worker lives.</summary>
    /// <returns>Whether to go on with the attempt.</returns>
    public async Task<bool> ReportAsync(WorkReported report) => await Post(report).ConfigureAwait(false) is true;

    /// <summary>Says that a worker is gone; its work is given to another one.</summary>
    /// <param name="worker">Its name.</param>
    /// <param name="why">What is known of it.</param>
    /// <param name="blame">Whether the trial it had is to blame, which costs that one of its attempts.</param>
    public Task LoseAsync(string worker, string why, Blame blame = Blame.Worker) => Post(new WorkerLost(worker, why, blame));

    /// <summary>Asks the run to stop, to go on later.</summary>
    public Task StopAsync() => Post(new StopAsked());

    /// <summary>Wakes the runner, which then looks whether anything is due.</summary>
    internal void Wake() => Post(null);

    /// <summary>No message is taken any more, and every one that waits is answered: no work.</summary>
    internal void Close()
    {
        messages.Writer.TryComplete();
        while (messages.Reader.TryRead(out Message? message))
        {
            message.Answer.TrySetResult(null);
        }
    }

    private Task<object?> Post(StudyEvent? happened)
    {
        var message = new Message(happened, new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously));
        return messages.Writer.TryWrite(message) ? message.Answer.Task : Task.FromResult<object?>(null);
    }

    internal sealed record Message(StudyEvent? Happened, TaskCompletionSource<object?> Answer);
}
