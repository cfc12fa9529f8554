using HyperSearch.Search.Journals;

namespace HyperSearch.Search.Coordination;

/// <summary>Something that happened outside and that the coordinator must act on.</summary>
public abstract record StudyEvent;

/// <summary>A worker has nothing to do. If it had, that is lost.</summary>
/// <param name="Worker">Its name.</param>
public sealed record WorkAsked(string Worker) : StudyEvent;

/// <summary>A worker reports epochs of an attempt, or only that it lives. May come late or twice.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Work">What it trains.</param>
/// <param name="Attempt">The attempt it was given.</param>
/// <param name="Epochs">The epochs since the last report, in order; may be none.</param>
/// <param name="End">Set when the worker has stopped training.</param>
public sealed record WorkReported(string Worker, WorkId Work, int Attempt, IReadOnlyList<EpochValues> Epochs, WorkEnd? End) : StudyEvent;

/// <summary>A worker died, hung or went away.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Why">What is known of it.</param>
/// <param name="Blame">Whether the trial it had is to blame, which costs that one of its attempts.</param>
public sealed record WorkerLost(string Worker, string Why, Blame Blame = Blame.Worker) : StudyEvent;

/// <summary>The study is to stop as soon as it can, to go on later.</summary>
public sealed record StopAsked : StudyEvent;

/// <summary>Why a worker stopped training.</summary>
/// <param name="Error">What went wrong; null when it reached the end.</param>
/// <param name="StandardError">The end of what a program wrote to standard error; no part of the study.</param>
public sealed record WorkEnd(string? Error, string? StandardError = null);
