using System.Collections.Concurrent;
using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace HyperSearch.Workers.Tests;

/// <summary>A log that is kept in memory, to be looked at.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> All => [.. lines];

    public void Emit(LogEvent logEvent) => lines.Enqueue(logEvent.RenderMessage(CultureInfo.InvariantCulture));
}
