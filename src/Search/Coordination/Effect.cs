using System.Text.Json.Nodes;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Pruners;

namespace HyperSearch.Search.Coordination;

/// <summary>Something the coordinator wants done. Records come first and are durable before anything that follows them is done.</summary>
public abstract record Effect;

/// <summary>Append a record to the journal.</summary>
/// <param name="Record">The record.</param>
public sealed record Persist(Record Record) : Effect;

/// <summary>Give an attempt to a worker that asked for work.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Assignment">What it is to train.</param>
public sealed record Assign(string Worker, Assignment Assignment) : Effect;

/// <summary>Tell a worker that asked for work that there will be none.</summary>
/// <param name="Worker">The worker.</param>
public sealed record Dismiss(string Worker) : Effect;

/// <summary>Tell a worker that the attempt it reported of is no longer wanted.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Work">The training.</param>
/// <param name="Attempt">The attempt.</param>
public sealed record GiveUp(string Worker, WorkId Work, int Attempt) : Effect;

/// <summary>End the run: going on would make the study wrong.</summary>
/// <param name="Why">What was found.</param>
public sealed record Abort(string Why) : Effect;

/// <summary>The run is over: the study is finished.</summary>
public sealed record Finish : Effect;

/// <summary>One attempt at a training, as it is handed to a worker: all that it needs.</summary>
/// <param name="Work">Which training.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Seed">The study's seed; with <paramref name="Work"/> it decides every random draw.</param>
/// <param name="Metric">The objective's metric.</param>
/// <param name="Trainer">The complete trainer section.</param>
/// <param name="Pruning">After which epoch the worker is to stop by itself; null: after the last.</param>
public sealed record Assignment(WorkId Work, int Attempt, ulong Seed, string Metric, JsonObject Trainer, Pruning? Pruning = null);
