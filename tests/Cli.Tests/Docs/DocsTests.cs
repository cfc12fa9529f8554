using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests.Docs;

/// <summary>The pages under docs/ are true: their commands run and print what the page shows, their studies are read without faults.</summary>
/// <remarks>
/// <c>sh</c>: run, in order, in the root of a clone. <c>text</c> behind it: lines of what it prints, in order, with ... for what changes from run to run. <c>json</c>: a study, or a part of one.
/// <c>console</c>: commands that no test can run, named in <see cref="NotRun"/>.
/// </remarks>
public sealed class DocsTests
{
    private static readonly string[] Languages = ["sh", "text", "console", "json", "jsonc", "csharp", "python", "yaml"];

    /// <summary>Blocks of commands that are not run here, by their page and first command, with the reason.</summary>
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["docs/tutorial.md: git clone"] = "there is nothing to clone from, and the tests' own build is on the path",
        ["docs/how-to/report.md: hypersearch dashboard"] = "shows a page until Ctrl-C; DashboardTests look at it in a browser",
        ["docs/how-to/train-predict.md: hypersearch data"] = "downloads; MnistDownloadTests run it against a server of theirs",
        ["docs/cluster.md: hypersearch run study.json"] = "a laptop's line of a study of the reader's",
        ["docs/cluster.md: hypersearch run study.json --listen"] = "takes two machines; WorkersByHandTests run it on one",
        ["docs/cluster.md: scp"] = "takes two machines; WorkersByHandTests run it on one",
        ["docs/cluster.md: (umask"] = "takes two machines; WorkersByHandTests run it on one",
        ["docs/cluster.md: openssl"] = "takes two machines; WorkersByHandTests run it on one",
        ["docs/cluster.md: hypersearch run study.json --pool"] = "takes a cluster; SlurmTests run it on one of their own",
        ["docs/cluster.md: hypersearch slurm"] = "takes a cluster; SlurmTests run it on one of their own",
        ["docs/library.md: dotnet pack"] = "changes the reader's project; PackageTests do it to a new one",
        ["docs/library.md: hypersearch status"] = "reads what the example above has written; LibraryFolderTests run it",
    };

    /// <summary>Every page.</summary>
    public static readonly TheoryData<string> Pages =
    [
        .. Directory.GetFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Checkout.Root, file)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The pages whose commands are run.</summary>
    public static readonly TheoryData<string> PagesThatRun = [.. Pages.Select(row => row.Data).Where(page => Blocks(page).Any(block => block.Language == "sh"))];

    [Theory]
    [MemberData(nameof(PagesThatRun))]
    public async Task Commands_of_a_page_run_and_print_what_it_shows(string page)
    {
        using var shell = new CloneShell();
        await shell.RunPage(Blocks(page), block => block.Text);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_of_a_page_say_what_they_are_and_commands_that_are_not_run_are_named(string page)
    {
        Assert.All(Blocks(page), block => Assert.Contains(block.Language, Languages));
        Assert.All(Blocks(page).Where(block => block.Language == "text"), block => Assert.DoesNotMatch("(?m)^(hypersearch|dotnet|\\$) ", block.Text));
        Assert.All(Blocks(page).Where(block => block.Language == "console"), block => Assert.Contains(NotRun.Keys, key => IsNamed(key, block)));
    }

    [Fact]
    public void No_more_blocks_are_excused_than_there_are()
    {
        Fence[] blocks = [.. Pages.SelectMany(row => Blocks(row.Data)).Where(block => block.Language == "console")];
        Assert.All(NotRun.Keys, key => Assert.Contains(blocks, block => IsNamed(key, block)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Studies_that_a_page_shows_are_files_beside_it_and_without_faults(string page)
    {
        foreach (Fence block in Blocks(page).Where(block => block.Language == "json"))
        {
            JsonObject shown = Parse(block.Text);
            string study = block.Text;
            if (!shown.ContainsKey("name"))
            {
                study = InAStudy(shown).ToJsonString();
            }
            else
            {
                string[] examples = Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "examples"), "*.json");
                Assert.True(examples.Any(file => File.ReadAllText(file) == block.Text), $"{block}: no file of docs/examples has this text");
            }

            IReadOnlyList<Fault> faults = StudyFile.Read(study, Trainers.Port).Faults;
            Assert.True(faults.Count == 0, $"{block}: {string.Join('\n', faults)}");
        }
    }

    [Fact]
    public void Examples_are_read_without_faults() => Assert.All(Directory.GetFiles(Path.Combine(Checkout.Root, "docs", "examples"), "*.json"), file =>
        Assert.Empty(StudyFile.Read(File.ReadAllText(file), Trainers.Port).Faults));

    /// <summary>To write the page anew: <c>HYPERSEARCH_WRITE_SCHEMA=1 dotnet test tests/Cli.Tests --filter DocsTests</c>.</summary>
    [Fact]
    public void The_reference_of_the_study_file_is_that_of_the_types()
    {
        string file = Path.Combine(Checkout.Root, "docs", "study-file.md"), due = StudyReference.Of(StudySchema.Generate(Trainers.Port));
        if (Environment.GetEnvironmentVariable("HYPERSEARCH_WRITE_SCHEMA") == "1" && !Checkout.IsCi)
        {
            File.WriteAllText(file, due);
        }

        Assert.True(File.ReadAllText(file) == due, $"{file} is not what the types say. Write it anew: HYPERSEARCH_WRITE_SCHEMA=1 dotnet test tests/Cli.Tests --filter DocsTests");
    }

    private static IReadOnlyList<Fence> Blocks(string page) => Fence.Of(Checkout.Root, page);

    private static bool IsNamed(string key, Fence block) => $"{block.Page}: {block.Commands.First()}".StartsWith(key, StringComparison.Ordinal);

    private static JsonObject Parse(string text)
    {
        string whole = text.TrimStart().StartsWith('{') || text.TrimStart().StartsWith("//", StringComparison.Ordinal) ? text : "{" + text + "}";
        return JsonNode.Parse(whole, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
    }

    /// <summary>A study with the sections that a page shows, or the sections of its trainer, in the place of its own.</summary>
    private static JsonObject InAStudy(JsonObject shown)
    {
        JsonObject study = Parse(SmallStudies.Text(space: SmallStudies.RateSpace, confirm: null));
        foreach ((string key, JsonNode? value) in shown.ToArray())
        {
            JsonObject owner = key is "objective" or "space" or "search" or "trainer" or "seed" ? study : study["trainer"]!.AsObject();
            owner[key] = value!.DeepClone();
        }

        return study;
    }
}
