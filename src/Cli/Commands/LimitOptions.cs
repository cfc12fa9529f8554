using System.CommandLine;
using System.Globalization;
using HyperSearch.Workers.Local;

namespace HyperSearch.Cli.Commands;

/// <summary>The options that say what a worker of this machine may take for a trial.</summary>
internal sealed class LimitOptions
{
    private readonly Option<string?> memory = new("--memory") { Description = "A worker of this machine that takes more memory than this (800M, 2G), with all that it has started, is killed; that costs its trial an attempt. Default: no limit.", HelpName = "SIZE" };
    private readonly Option<string?> timeout = new("--timeout") { Description = "A worker of this machine that takes longer than this (90s, 10m, 2h) for a trial is killed; that costs the trial an attempt. Default: no limit.", HelpName = "TIME" };
    private readonly Option<string?> epochTimeout = new("--epoch-timeout") { Description = "The same for a single epoch. Default: no limit.", HelpName = "TIME" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [memory, timeout, epochTimeout];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        memory.Allow(text => text is null || BytesOf(text) is not null, "a number with M or G is needed, such as 2G");
        foreach (Option<string?> time in (Option<string?>[])[timeout, epochTimeout])
        {
            time.Allow(text => text is null || RunOptions.TimeOf(text) is not null, "numbers with h, m and s in this order are needed, such as 10m or 1h30m, of a month at most");
        }

        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    public WorkerLimits Read(ParseResult parsed) => new(
        parsed.GetValue(memory) is { } size ? BytesOf(size) : null,
        parsed.GetValue(timeout) is { } trial ? RunOptions.TimeOf(trial) : null,
        parsed.GetValue(epochTimeout) is { } epoch ? RunOptions.TimeOf(epoch) : null);

    /// <summary>A size such as 800M or 2G; null where it is none, or less than a mebibyte.</summary>
    private static long? BytesOf(string text)
    {
        double? bytes = text.Length < 2 ? null : text[^1] switch { 'M' => 1 << 20, 'G' => 1 << 30, _ => null };
        return bytes is { } unit && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number * unit is >= 1 << 20 and <= 1L << 50
            ? (long)(number * unit) : null;
    }
}
