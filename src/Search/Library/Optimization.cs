using System.Diagnostics.CodeAnalysis;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Library;

/// <summary>One run of <see cref="Study.OptimizeAsync(Func{AskedTrial, CancellationToken, Task{double}}, int, CancellationToken)"/>: some loops of ask, compute, tell.</summary>
internal sealed class Optimization(Study study, Func<AskedTrial, CancellationToken, Task<double>> objective)
{
    private Exception? thrown, fault;

    public async Task RunAsync(int parallelism, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task[] loops = [.. Enumerable.Range(0, parallelism).Select(_ => Task.Run(() => LoopAsync(stop), CancellationToken.None))];
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault is not null)
        {
            throw fault is RunFailedException ? new RunFailedException(fault.Message, fault) : fault;
        }

        cancel.ThrowIfCancellationRequested();
        if (study.HasOnlyFailed)
        {
            throw new RunFailedException($"Every trial failed: the objective threw {thrown?.GetType().Name ?? "an exception in an earlier run"}{(thrown is null ? "" : $": {thrown.Message}")}", thrown);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends one loop ends the others, and is thrown to the caller.")]
    private async Task LoopAsync(CancellationTokenSource stop)
    {
        try
        {
            while (await study.AskAsync(stop.Token).ConfigureAwait(false) is { } trial)
            {
                await ComputeAsync(trial, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever cancelled knows why.
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref fault, e, null);
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "An objective may throw anything; it costs the trial an attempt.")]
    private async Task ComputeAsync(AskedTrial trial, CancellationToken cancel)
    {
        double value;
        try
        {
            value = await objective(trial, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            study.GiveBack(trial);
            throw;
        }
        catch (RunFailedException)
        {
            throw; // the journal, met while reporting; no fault of the objective
        }
        catch (Exception e)
        {
            thrown = e;
            study.TellFailed(trial, $"{e.GetType().Name}: {e.Message}");
            return;
        }

        study.Tell(trial, value);
    }
}
