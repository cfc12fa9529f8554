using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>The front page and the pages of the studies are true. Some are run as they stand, and print what the page shows; some with fewer and shorter trials; the others take minutes and are only looked at.</summary>
public sealed class StudyPagesTests
{
    private const string FrontPage = "README.md";

    /// <summary>Seconds each.</summary>
    private static readonly string[] RunAsTheyAre = ["01-quickstart", "16-what-is-known"];

    /// <summary>What commands there are besides run and best is in these: train of a study and of a file, ensembles, predict, a program.</summary>
    private static readonly string[] RunInShort = ["06-overfitting", "14-mnist-full", "18-shell-program"];

    /// <summary>Commands of pages that are run, which are not run here.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["hypersearch data mnist"] = "downloads; MnistDownloadTests run it against a server of theirs",
    };

    /// <summary>Commands that begin otherwise than with the program.</summary>
    private static readonly Dictionary<string, string> OfOthers = new()
    {
        ["dotnet test HyperSearch.sln"] = "runs this",
        ["dotnet build -c Release -p:AutoML=true"] = "needs packages; the continuous integration script builds it so where they restore",
        ["dotnet build -c Release studies/19-mlnet"] = "needs packages",
        ["sed "] = "is run",
    };

    public static readonly TheoryData<string> WholePages = [.. RunAsTheyAre.Select(PageOf)];

    public static readonly TheoryData<string> ShortPages = [.. RunInShort.Select(PageOf)];

    public static readonly TheoryData<string> AllPages = [FrontPage, .. Directory.GetDirectories(Path.Combine(Checkout.Root, "studies")).Select(folder => PageOf(Path.GetFileName(folder))).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(WholePages))]
    public async Task Commands_of_a_page_run_and_print_what_it_shows(string page)
    {
        using var shell = new CloneShell();
        Assert.DoesNotContain(Blocks(page).TakeWhile(block => block.Language != "sh"), block => block.Language == "text"); // nothing would have printed it
        await shell.RunPage(Blocks(page), Script);
    }

    [Theory]
    [MemberData(nameof(ShortPages))]
    public async Task Commands_of_a_page_run_with_six_trials_of_an_epoch(string page)
    {
        using var shell = new CloneShell();
        foreach (string file in Directory.GetFiles(Path.Combine(shell.Root, Path.GetDirectoryName(page)!), "*.json"))
        {
            File.WriteAllText(file, Shortened(File.ReadAllText(file)));
        }

        await shell.RunPage(Blocks(page).Where(block => block.Language == "sh"), Script);
    }

    [Fact]
    public void The_front_page_shows_the_first_studys_command()
    {
        string[] first = [.. Commands(PageOf(RunAsTheyAre[0]))];
        Assert.All(Commands(FrontPage), command => Assert.True(first.Contains(command) || OfOthers.Keys.Any(other => command.StartsWith(other, StringComparison.Ordinal)), $"{command} is run nowhere"));
    }

    /// <summary>Names and options are looked at in <see cref="ShownCommandTests"/>.</summary>
    [Theory]
    [MemberData(nameof(AllPages))]
    public void Commands_of_a_page_name_files_that_there_are_studies_that_it_runs_and_parameters_that_they_have(string page)
    {
        var studies = new Dictionary<string, StudyDefinition>();
        foreach (string line in Commands(page))
        {
            if (AsProgram(line) is not ['h', 'y', 'p', ..] command)
            {
                Assert.True(OfOthers.Keys.Any(other => line.StartsWith(other, StringComparison.Ordinal)), $"{page}: {line} is run nowhere");
                continue;
            }

            string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string named = words.ElementAtOrDefault(2) ?? "";
            if (named.EndsWith(".json", StringComparison.Ordinal) && !Commands(page).Any(other => other.EndsWith("> " + named, StringComparison.Ordinal)))
            {
                Assert.True(File.Exists(Path.Combine(Checkout.Root, named)), $"{page}: there is no {named}");
                if (words[1] == "run")
                {
                    StudyDefinition study = StudyFile.Read(File.ReadAllText(Path.Combine(Checkout.Root, named)), Trainers.Port).Definition!;
                    studies[$"{Path.GetDirectoryName(named)}/{study.Name}.study"] = study;
                }
            }
            else if (named.EndsWith(".study", StringComparison.Ordinal))
            {
                Assert.True(studies.TryGetValue(named, out StudyDefinition? study), $"{page}: no command above {command} makes {named}");
                Assert.All(words.Index().Where(word => word.Item == "--by"), by => Assert.Contains(words[by.Index + 1], study.Space.Dimensions.Select(d => d.Path)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Blocks_of_a_page_say_what_they_are(string page)
    {
        Assert.All(Blocks(page), block => Assert.Contains(block.Language, (string[])["sh", "text", "json"]));
        Assert.All(Blocks(page).Where(block => block.Language == "text"), block => Assert.DoesNotMatch("(?m)^(hypersearch|dotnet|\\$) ", block.Text));
    }

    private static string Script(Fence block)
    {
        IEnumerable<string> commands = block.Commands.Select(AsProgram).Where(command => !Elsewhere.ContainsKey(command));
        return $"export HYPERSEARCH_DATA='{Checkout.Data}'\n{string.Concat(commands.Select(command => command + "\n"))}";
    }

    private static string Shortened(string file)
    {
        JsonObject text = JsonNode.Parse(file, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
        if (text["search"] is JsonObject search)
        {
            search["trials"] = Math.Min(6, search["trials"]!.GetValue<int>());
            search.Remove("confirm");
        }

        if (text["trainer"]!["data"] is JsonObject data)
        {
            data["samples"] = 500;
            text["trainer"]!["epochs"] = 1;
        }

        return text.ToJsonString();
    }

    private static string AsProgram(string command) => command.Replace("dotnet run -c Release --project src/Cli -- ", "hypersearch ", StringComparison.Ordinal);

    private static string PageOf(string study) => $"studies/{study}/README.md";

    private static IEnumerable<string> Commands(string page) => Blocks(page).Where(block => block.Language == "sh").SelectMany(block => block.Commands);

    private static IReadOnlyList<Fence> Blocks(string page) => Fence.Of(Checkout.Root, page);
}
