using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>Draws lines in the same place of the terminal, five times a second, until it is disposed; then the picture is taken away and leaves the room to what follows.</summary>
internal sealed class LiveScreen : IDisposable
{
    /// <summary>How often it is drawn.</summary>
    public static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(200);

    private readonly Func<int, int, IEnumerable<LiveLine>> draw;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drawing;

    /// <summary>Begins to draw.</summary>
    /// <param name="draw">Makes the lines for so many columns and so many lines; called on another thread.</param>
    /// <param name="time">The clock.</param>
    public LiveScreen(Func<int, int, IEnumerable<LiveLine>> draw, TimeProvider time)
    {
        this.draw = draw;
        this.time = time;
        AppDomain.CurrentDomain.ProcessExit += LeaveTerminal; // a second Ctrl-C ends at once
        drawing = Task.Run(DrawUntilEnded);
    }

    /// <summary>Whether standard output is a terminal that can be drawn on.</summary>
    public static bool IsPossible => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public void Dispose()
    {
        ended.TrySetResult();
        drawing.Wait();
        AppDomain.CurrentDomain.ProcessExit -= LeaveTerminal;
    }

    private static void LeaveTerminal(object? sender, EventArgs e)
    {
        AnsiConsole.Cursor.Show(true);
        Console.WriteLine();
    }

    private async Task DrawUntilEnded() => await AnsiConsole.Live(Render()).AutoClear(true).StartAsync(async live =>
    {
        while (!ended.Task.IsCompleted)
        {
            live.UpdateTarget(Render());
            await Task.WhenAny(ended.Task, Task.Delay(RedrawEvery, time)).ConfigureAwait(false);
        }
    }).ConfigureAwait(false);

    private Rows Render()
    {
        int width = AnsiConsole.Profile.Width, height = AnsiConsole.Profile.Height;
        return new Rows(draw(width, height - 1).Select(line => line.Fit(width)));
    }
}
