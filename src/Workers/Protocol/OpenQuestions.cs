using System.Collections.Concurrent;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Workers;

/// <summary>
/// The questions for work that wait for an answer. A worker asks in requests of some seconds, so that either side notices when the other has vanished; to the desk they
/// are one question, and an answer that comes between two requests is kept for the next.
/// </summary>
/// <param name="desk">Whom they are put to.</param>
internal sealed class OpenQuestions(StudyDesk desk)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Assignment?>>> questions = new();

    /// <summary>Waits for the answer to a worker's question, which is put to the desk if it is not yet.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="longest">For how long.</param>
    /// <param name="time">By which clock.</param>
    /// <param name="gone">Cancelled when nobody waits any more.</param>
    /// <returns>Whether there is an answer, and for this caller; and the answer.</returns>
    public async Task<(bool IsAnswered, Assignment? Answer)> WaitAsync(string worker, TimeSpan longest, TimeProvider time, CancellationToken gone)
    {
        Lazy<Task<Assignment?>> question = questions.GetOrAdd(worker, w => new Lazy<Task<Assignment?>>(() => desk.AskAsync(w)));
        try
        {
            Assignment? answer = await question.Value.WaitAsync(longest, time, gone).ConfigureAwait(false);
            return (questions.TryRemove(KeyValuePair.Create(worker, question)), answer);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return (false, null);
        }
    }

    /// <summary>Forgets the question of a worker that is gone.</summary>
    public void Drop(string worker) => questions.TryRemove(worker, out _);
}
