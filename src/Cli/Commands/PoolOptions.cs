using System.CommandLine;
using System.CommandLine.Parsing;
using HyperSearch.Workers.Remote;
using HyperSearch.Workers.Slurm;

namespace HyperSearch.Cli.Commands;

/// <summary>The options that say where a run's workers come from.</summary>
internal sealed class PoolOptions
{
    private const string Local = "local", Slurm = "slurm";

    private readonly Option<string> pool = new("--pool") { Description = "Where workers run: local, as processes of this machine, or slurm, as a job array.", HelpName = "local|slurm", DefaultValueFactory = _ => Local };
    private readonly Option<string?> slurm = new("--slurm") { Description = "Further arguments of sbatch for the workers, in one word: \"--partition=cpu --time=60\".", HelpName = "ARGS" };
    private readonly Option<string?> listen = new("--listen") { Description = "Take workers of other machines, on this one: PORT, ADDRESS or ADDRESS:PORT. Default: none; with --pool slurm, the host's name and a free port.", HelpName = "ADDRESS" };
    private readonly Option<string?> token = new("--token-file") { Description = "A token of your own for workers of other machines. Default: a new one for each run, in the study folder.", HelpName = "F" };
    private readonly Option<string?> certificate = new("--certificate") { Description = "A PEM file with the certificate of this machine: what workers of other machines say is then encrypted.", HelpName = "FILE" };
    private readonly Option<string?> key = new("--certificate-key") { Description = "A PEM file with its key. Default: in the same file.", HelpName = "FILE" };
    private readonly Option<string?> authority = new("--ca") { Description = "A PEM file by which Slurm's workers check the certificate. Default: what their machines trust.", HelpName = "FILE" };

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="workers">Its option of how many workers there are.</param>
    /// <param name="limits">Its options of what a worker of this machine may take.</param>
    public void AddTo(Command command, Option<int?> workers, IReadOnlyList<Option> limits)
    {
        pool.CompletionSources.Add(Local, Slurm);
        pool.Allow(text => text is Local or Slurm, $"{Local} and {Slurm} are allowed");
        foreach (Option option in (Option[])[pool, slurm, listen, token, certificate, key, authority])
        {
            command.Add(option);
        }

        command.Validators.Add(result => Check(result, workers, limits));
    }

    /// <summary>What was asked for.</summary>
    public PoolSettings Read(ParseResult parsed) => new(
        parsed.GetValue(pool) == Slurm,
        SlurmArguments.Split(parsed.GetValue(slurm) ?? ""),
        parsed.GetValue(listen) is { } address ? ListenAddress.Parse(address) : null,
        parsed.GetValue(token),
        parsed.GetValue(certificate) is { } file ? ServerCertificate.Read(file, parsed.GetValue(key)) : null,
        parsed.GetValue(authority));

    /// <summary>An option that would do nothing was meant otherwise.</summary>
    private void Check(CommandResult result, Option<int?> workers, IReadOnlyList<Option> limits)
    {
        bool isSlurm = result.GetValue(pool) == Slurm, isRemote = isSlurm || IsGiven(listen);
        foreach (Option option in (Option[])[slurm, authority])
        {
            Need(option, isSlurm, "--pool slurm");
        }

        foreach (Option option in (Option[])[token, certificate])
        {
            Need(option, isRemote, "--listen or --pool slurm");
        }

        Need(key, IsGiven(certificate), "--certificate");
        foreach (Option limit in limits)
        {
            Need(limit, !isSlurm && !HasNoLocal(), "workers of this machine; Slurm has limits of its own, such as --slurm \"--mem=2G --time=60\"");
        }

        if (isSlurm && !IsGiven(workers))
        {
            result.AddError("--pool slurm needs --workers N: how many jobs are submitted.");
        }

        if ((isSlurm || !isRemote) && HasNoLocal())
        {
            result.AddError("--workers 0: nobody would train; it is allowed with --listen alone, where workers come from elsewhere.");
        }

        bool HasNoLocal() => result.GetResult(workers)?.Tokens is [{ Value: "0" }];

        bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };

        void Need(Option option, bool isThere, string other)
        {
            if (IsGiven(option) && !isThere)
            {
                result.AddError($"{option.Name} needs {other}.");
            }
        }
    }
}

/// <summary>Where a run's workers come from.</summary>
/// <param name="IsSlurm">Whether Slurm runs them.</param>
/// <param name="SlurmArguments">Further arguments of sbatch.</param>
/// <param name="Listen">Where workers of other machines are taken; null: nowhere, or where Slurm's are by default.</param>
/// <param name="TokenFile">The user's own token; null: a new one.</param>
/// <param name="Certificate">What encrypts; null: nothing.</param>
/// <param name="AuthorityFile">What Slurm's workers check the certificate against.</param>
internal sealed record PoolSettings(bool IsSlurm, IReadOnlyList<string> SlurmArguments, ListenAddress? Listen, string? TokenFile, ServerCertificate? Certificate, string? AuthorityFile)
{
    /// <summary>Whether they are processes of this machine that the program starts itself.</summary>
    public bool IsLocal => !IsSlurm && Listen is null;
}
