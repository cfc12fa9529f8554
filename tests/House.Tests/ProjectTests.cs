using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HyperSearch.House.Tests;

public sealed class ProjectTests
{
    // HOUSE.md: who may know whom.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Search"] = ["Numerics"],
        ["Trainer"] = ["Numerics"],
        ["Workers"] = ["Search", "Trainer", "Numerics"],
        ["Dashboard"] = ["Search", "Numerics"],
        ["Exchange"] = ["Search", "Numerics"],
        ["Cli"] = ["Workers", "Dashboard", "Exchange", "Search", "Trainer", "Numerics"],
        ["AutoML"] = ["Search", "Trainer", "Numerics"],
    };

    [Fact]
    public void Projects_depend_on_each_other_in_the_directions_of_the_house_alone() =>
        Assert.All(Repository.Projects("src"), project =>
            Assert.All(Repository.References(project), reference => Assert.Contains(reference, Allowed[Path.GetFileNameWithoutExtension(project)])));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "HyperSearch.sln"));
        string[] apart = ["AutoML.csproj", "AutoML.Tests.csproj"]; // built by -p:AutoML=true alone
        Assert.All(Repository.Projects("src").Concat(Repository.Projects("tests")).Where(p => !apart.Contains(Path.GetFileName(p))), project =>
            Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_has_one_exact_version()
    {
        XElement[] versions = [.. XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")];
        Assert.NotEmpty(versions);
        Assert.All(versions, v => Assert.Matches(@"^\d+(\.\d+){1,3}(-[\w.]+)?$", v.Attribute("Version")!.Value));
        Assert.All(Repository.Projects("src").Concat(Repository.Projects("tests")), project =>
            Assert.DoesNotContain(XDocument.Load(project).Descendants("PackageReference"), r => r.Attribute("Version") is not null));
    }

    [Fact]
    public void Every_package_of_the_page_has_one_exact_version_and_a_checksum()
    {
        string page = Path.Combine(Repository.Root, "src", "Dashboard", "Page");
        JsonObject package = JsonNode.Parse(File.ReadAllText(Path.Combine(page, "package.json")))!.AsObject();
        Assert.All(package["dependencies"]!.AsObject().Concat(package["devDependencies"]!.AsObject()), d => Assert.Matches(@"^\d+\.\d+\.\d+$", d.Value!.GetValue<string>()));
        JsonObject locked = JsonNode.Parse(File.ReadAllText(Path.Combine(page, "package-lock.json")))!["packages"]!.AsObject();
        Assert.All(locked.Where(p => p.Key.Length > 0), p => Assert.StartsWith("sha512-", p.Value!["integrity"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_of_the_product_has_a_page_with_its_decisions() =>
        Assert.All(Repository.Projects("src"), project =>
        {
            string page = Path.Combine(Path.GetDirectoryName(project)!, "README.md");
            Assert.True(File.Exists(page), $"{Repository.Relative(page)} is missing");
            Assert.Contains("## Decisions", File.ReadAllText(page), StringComparison.Ordinal);
        });

    [Fact]
    public void Every_study_has_a_page_with_its_question_command_and_result()
    {
        string[] studies = Directory.GetDirectories(Path.Combine(Repository.Root, "studies")).Where(f => !f.EndsWith(".study", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(studies);
        Assert.All(studies, folder =>
        {
            Assert.True(File.Exists(Path.Combine(folder, "study.json")), $"{Repository.Relative(folder)} has no study.json");
            string page = File.ReadAllText(Path.Combine(folder, "README.md"));
            Assert.All(["## Question", "## Command", "## Result"], heading => Assert.Contains(heading, page, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void The_README_gives_the_commands_that_CI_runs()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")), ci = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));
        Assert.Contains("dotnet test HyperSearch.sln", readme, StringComparison.Ordinal);
        Assert.Contains("dotnet test HyperSearch.sln", ci, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_pages_lead_somewhere()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Where(p => !p.Contains("/bin/", StringComparison.Ordinal) && !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/node_modules/", StringComparison.Ordinal) && !p.Contains(".study/", StringComparison.Ordinal));
        Assert.All(pages, page => Assert.All(Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:|#|mailto:)([^)#]+)(#[^)]*)?\)").Select(m => m.Groups[1].Value), link =>
            Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)), $"{Repository.Relative(page)} links to {link}, which is not there")));
    }
}
