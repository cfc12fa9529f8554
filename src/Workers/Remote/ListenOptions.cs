using Serilog;

namespace HyperSearch.Workers.Remote;

/// <summary>How a coordinator takes workers that come over the network.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="TokenFile">The file with the token that workers show.</param>
/// <param name="IsOwnToken">Whether that file is the user's own, to be read; else a new token is written to it, and removed at the end.</param>
/// <param name="Certificate">What it shows workers, and encrypts with; null: nothing, and nothing is encrypted.</param>
/// <param name="Patience">How long a worker that trains may be silent before it is taken for dead.</param>
/// <param name="Time">The clock of silence.</param>
/// <param name="Log">Where comings, goings and refusals are told.</param>
/// <param name="Say">Tells the user what they need to know now.</param>
/// <param name="Show">Shows the user how it stands with the workers; called when that changes.</param>
public sealed record ListenOptions(
    ListenAddress Address,
    string TokenFile,
    bool IsOwnToken,
    ServerCertificate? Certificate,
    TimeSpan Patience,
    TimeProvider Time,
    ILogger Log,
    Action<string> Say,
    Action<string> Show);
