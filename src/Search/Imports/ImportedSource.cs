using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Search.Imports;

/// <summary>Where the trials of an imported study come from.</summary>
public sealed record ImportedSource
{
    /// <summary>The form of the file: <c>optuna</c> or <c>csv</c>.</summary>
    [MinLength(1)]
    public required string Form { get; init; }

    /// <summary>The file's name, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>The SHA-256 of the file, as 64 hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the study is called there; null where the file has no name for it.</summary>
    public string? Study { get; init; }
}
