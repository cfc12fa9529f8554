using HyperSearch.Workers.Local;

namespace HyperSearch.Workers.Slurm;

/// <summary>How workers are had from Slurm.</summary>
/// <param name="Worker">How this program is started on a node; the same path must lead to it there.</param>
/// <param name="Count">How many workers.</param>
/// <param name="Arguments">Further arguments of <c>sbatch</c>.</param>
/// <param name="Folder">The study folder: on a file system that the nodes share.</param>
/// <param name="AuthorityFile">What workers check the coordinator's certificate against; null: what their machine trusts.</param>
public sealed record SlurmOptions(WorkerCommand Worker, int Count, IReadOnlyList<string> Arguments, string Folder, string? AuthorityFile);
