using System.CommandLine;
using HyperSearch.Cli.Commands;
using HyperSearch.TestKit;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>Every call of the program that any page of the repository shows, in a block or within a sentence, is one that there is. Nothing is run here.</summary>
public sealed class ShownCommandTests
{
    private static readonly RootCommand Root = AllCommands.Create();

    /// <summary>The pages.</summary>
    public static readonly TheoryData<string> Pages =
    [
        .. new[] { "docs", "studies", "src", "benchmarks" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Checkout.Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Checkout.Root, "*.md")).Select(file => Path.GetRelativePath(Checkout.Root, file))
            .Where(page => !page.Split('/').Any(part => part is "bin" or "obj" or "node_modules")).Where(page => ShownCommand.Of(Checkout.Root, page).Count > 0).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_that_a_page_shows_is_there_with_its_options(string page) =>
        Assert.All(ShownCommand.Of(Checkout.Root, page), command => Assert.True(command.Fault(Root) is not { } fault, $"{command}: {command.Fault(Root)}"));

    [Fact]
    public void The_front_pages_table_has_every_command_and_options_that_there_are()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Checkout.Root, "README.md"));
        int begin = Array.IndexOf(lines, "| command | does |");
        ShownCommand[] shown =
        [
            .. lines.Index().Skip(begin + 2).TakeWhile(line => line.Item.StartsWith('|'))
                .SelectMany(line => line.Item.Replace("\\|", "/", StringComparison.Ordinal).Split('|')[1].Split('`').Where((_, i) => i % 2 == 1).Select(text => ShownCommand.OfSynopsis("README.md", line.Index + 1, text))),
        ];
        Assert.All(shown, command => Assert.True(command.Fault(Root) is not { } fault, $"{command}: {command.Fault(Root)}"));
        Assert.Equal(Root.Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal), shown.Select(command => command.Words[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("hypersearch run study.json --wokers 2", "`--wokers` is no option of run")]
    [InlineData("hypersearch rum study.json", "`rum` is no command")]
    [InlineData("hypersearch data minst", "`minst` is no command of data")]
    [InlineData("source <(hypersearch completion bsh)", "bsh")]
    [InlineData("hypersearch export FOLDER --fromat csv | head -2", "`--fromat` is no option of export")]
    [InlineData("dotnet run -c Release --project src/Cli -- run study.json --ot FOLDER", "`--ot` is no option of run")]
    [InlineData("hypersearch slurm study.json --workers 2 -- --hartbeat 60", "`--hartbeat` is no option of slurm")]
    [InlineData("for s in 1 2; do hypersearch run seed-$s.json --oot seed-$s.study; done", "`--oot` is no option of run")]
    [InlineData("hypersearch run study.json --workers many", "many")]
    [InlineData("hypersearch slurm study.json --workers 2 -- --heartbeat 60", null)]
    [InlineData("hypersearch status FOLDER --json > status.json", null)]
    [InlineData("dotnet tool install hypersearch --add-source packages", null)]
    public void A_misspelt_word_is_found(string text, string? expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["page.md"], $"# A page\n\n```sh\n{text}\n```\n");
        string[] faults = [.. ShownCommand.Of(folder.Root, "page.md").Select(command => command.Fault(Root)).OfType<string>()];
        if (expected is null)
        {
            Assert.Empty(faults);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(faults), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_misspelt_word_within_a_sentence_is_found()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["page.md"], "Then `hypersearch best` and `hypersearch best --buy x \\| head`, or ``hypersearch``.\n");
        Assert.Equal([null, "`--buy` is no option of best"], ShownCommand.Of(folder.Root, "page.md").Select(command => command.Fault(Root)));
    }
}
