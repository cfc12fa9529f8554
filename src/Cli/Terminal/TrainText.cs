using System.Globalization;
using HyperSearch.Trainer.Models;
using HyperSearch.Workers.Models;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>A final training as text.</summary>
internal static class TrainText
{
    /// <summary>More classes than this do not fit on a line; their confusion matrix is in the JSON alone.</summary>
    private const int MostShown = 20;

    /// <summary>A line for an epoch.</summary>
    public static string Line(TrainingProgress progress)
    {
        string member = progress.Members > 1 ? string.Create(CultureInfo.InvariantCulture, $"model {progress.Member + 1}/{progress.Members}  ") : "";
        string accuracy = double.IsFinite(progress.Epoch.TrainAccuracy) ? $"  accuracy {Percent(progress.Epoch.TrainAccuracy)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{member}epoch {progress.Epoch.Epoch}/{progress.Epochs}  loss {Numbers.Short(progress.Epoch.TrainLoss)}{accuracy}");
    }

    /// <summary>The result.</summary>
    public static void Write(TextWriter output, TrainedEnsemble trained, string folder)
    {
        ModelConfig config = trained.Members[0].Model.Config;
        output.WriteLine();
        if (trained.Test is { } test)
        {
            if (test.Confusion is { } confusion && confusion.Count <= MostShown)
            {
                output.WriteLine("Confusion matrix (a row for each true class, a column for each predicted one):");
                Draw(output, Confusion(confusion, config));
            }

            Draw(output, Scores(trained));
            if (trained.Gain is { } gain)
            {
                string how = test.Accuracy is null ? $"an rmse lower by {Numbers.Short(gain)}" : string.Create(CultureInfo.InvariantCulture, $"{100 * gain:+0.00;-0.00;0.00} percentage points of accuracy");
                output.WriteLine($"gain of the ensemble over its best model on the test part: {how}");
            }
        }
        else
        {
            output.WriteLine("The data have no test part (trainer.data.test: a share or a path), so the model is not scored.");
        }

        output.WriteLine($"model: {folder}");
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    private static Table Scores(TrainedEnsemble trained)
    {
        bool isRegression = trained.Test!.Accuracy is null;
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns([Heading("model"), Heading("trained on"), Heading("train loss"), Heading("tested on"), Heading("test loss"), Heading(isRegression ? "test rmse" : "test accuracy")]);
        if (isRegression)
        {
            table.AddColumn(Heading("test r2"));
        }

        foreach (TrainedMember member in trained.Members)
        {
            ModelConfig config = member.Model.Config;
            string name = string.Create(CultureInfo.InvariantCulture, $"trial {config.Trial}{(config.Repeat > 0 ? $", repeat {config.Repeat}" : "")}");
            table.AddRow(Cells([name, $"{member.Samples}", Numbers.Short(member.LastEpoch.TrainLoss), .. Scores(member.Test!)]));
        }

        if (trained.Members.Count > 1)
        {
            table.AddRow(Cells(["average of them", "", "", .. Scores(trained.Test)]));
        }

        return table;
    }

    private static string[] Scores(Evaluation test) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{test.Samples}"),
        test.Loss is { } loss ? Numbers.Short(loss) : "-",
        .. test.Accuracy is { } accuracy ? [Percent(accuracy)] : new[] { Numbers.Short(test.Rmse!.Value), test.R2 is { } r2 ? Numbers.Short(r2) : "-" },
    ];

    private static Table Confusion(IReadOnlyList<int[]> confusion, ModelConfig config)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(Heading(""));
        for (int c = 0; c < confusion.Count; c++)
        {
            table.AddColumn(new TableColumn(new Text(config.NameOf(c))).RightAligned());
        }

        for (int c = 0; c < confusion.Count; c++)
        {
            table.AddRow(Cells([config.NameOf(c), .. confusion[c].Select(n => n == 0 ? "." : n.ToString(CultureInfo.InvariantCulture))]));
        }

        return table;
    }

    private static TableColumn Heading(string text) => new(new Text(text));

    // Names of classes are the user's: shown as they are, never read as markup.
    private static Text[] Cells(IEnumerable<string> cells) => [.. cells.Select(c => new Text(c))];

    private static void Draw(TextWriter output, Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 160);
        console.Write(table);
    }
}
