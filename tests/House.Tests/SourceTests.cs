using System.Text.RegularExpressions;

namespace HyperSearch.House.Tests;

public sealed partial class SourceTests
{
    // Files that hold a closed family: an abstract record and its cases, or the parts of one JSON shape. Read together, they are one thing.
    private static readonly HashSet<string> Families = ["Record.cs", "StudyEvent.cs", "Effect.cs", "Dimension.cs", "PrunerOptions.cs", "Messages.cs", "StudyStatus.cs"];

    [Fact]
    public void A_file_has_one_public_type_named_like_it() => Assert.All(Repository.Sources("src"), file =>
    {
        string[] types = [.. PublicType().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)];
        if (!Families.Contains(Path.GetFileName(file)))
        {
            Assert.True(types.Length <= 1, $"{Repository.Relative(file)} has the public types {string.Join(", ", types)}");
        }

        Assert.True(types.Length == 0 || types.Contains(Path.GetFileNameWithoutExtension(file)) || Path.GetFileName(file) == "Messages.cs", $"{Repository.Relative(file)} has no public type of its name");
    });

    [Fact]
    public void Files_stay_under_400_lines() => Assert.All(Repository.Sources("src", "tests"), file =>
        Assert.True(File.ReadLines(file).Count() <= 400, $"{Repository.Relative(file)} has {File.ReadLines(file).Count()} lines"));

    [Fact]
    public void The_adapter_to_AutoML_stays_under_400_lines() =>
        Assert.InRange(Repository.Sources(Path.Combine("src", "AutoML")).Sum(file => File.ReadLines(file).Count()), 100, 399);

    [Fact]
    public void Files_of_the_page_stay_under_400_lines() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Dashboard", "Page", "src"), "*", SearchOption.AllDirectories),
        file => Assert.True(File.ReadLines(file).Count() <= 400, $"{Repository.Relative(file)} has {File.ReadLines(file).Count()} lines"));

    [Fact]
    public void There_are_no_regions_leftovers_or_names_that_say_nothing() => Assert.All(Repository.Sources("src"), file =>
    {
        string text = File.ReadAllText(file);
        Assert.DoesNotMatch(@"(?m)^\s*#region", text);
        Assert.DoesNotMatch(@"\b(TODO|FIXME|HACK|XXX)\b", text);
        Assert.DoesNotMatch(@"\b(class|struct|interface|enum) \w*(Utils?|Helpers?|Manager|Misc)\b", text);
    });

    [Fact]
    public void Public_and_internal_classes_are_sealed_static_or_meant_to_be_derived_from() => Assert.All(Repository.Sources("src"), file =>
        Assert.DoesNotMatch(@"(?m)^(public|internal) (partial )?(unsafe )?(class|record) \w", File.ReadAllText(file)));

    [Fact]
    public void No_type_is_named_like_a_folder_of_the_product()
    {
        HashSet<string> segments = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(f => Path.GetFileName(f)!)];
        Assert.All(Repository.Sources("src"), file => Assert.DoesNotContain(AnyType().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value), segments.Contains));
    }

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|unsafe) )*(?:class|struct|interface|enum|record(?: struct| class)?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^(?:public|internal) (?:(?:sealed|static|abstract|readonly|partial|unsafe) )*(?:class|struct|interface|enum|record(?: struct| class)?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex AnyType();
}
