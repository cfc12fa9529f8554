using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>What is sent to the coordinator.</summary>
/// <param name="Sender">The worker that waits for an answer; null: nobody does.</param>
/// <param name="Question">Tells the sender's letters apart: the answer to an earlier one is not heard any more.</param>
/// <param name="Happened">What it says; null: only that time has passed.</param>
internal sealed record Letter(RemoteWorker? Sender, int Question, StudyEvent? Happened);
