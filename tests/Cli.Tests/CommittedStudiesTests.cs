using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

public sealed class CommittedStudiesTests
{
    private static readonly string Studies = Path.Combine(Checkout.Root, "studies");

    /// <summary>Every study file. A <c>train.json</c> is a configuration for <c>hypersearch train</c>.</summary>
    public static readonly TheoryData<string> Files =
    [
        .. Directory.GetDirectories(Studies).SelectMany(folder => Directory.GetFiles(folder, "*.json")).Where(file => Path.GetFileName(file) != "train.json")
            .Select(file => Path.GetRelativePath(Studies, file)).Order(),
    ];

    /// <summary>To write the schema anew: <c>HYPERSEARCH_WRITE_SCHEMA=1 dotnet test tests/Cli.Tests --filter CommittedStudiesTests</c>.</summary>
    [Fact]
    public void The_schema_is_that_of_the_types()
    {
        string file = Path.Combine(Studies, "study.schema.json"), due = StudySchema.Generate(Trainers.Port);
        if (Environment.GetEnvironmentVariable("HYPERSEARCH_WRITE_SCHEMA") == "1" && !Checkout.IsCi)
        {
            File.WriteAllText(file, due);
        }

        Assert.True(File.ReadAllText(file) == due, $"{file} is not what the types say. Write it anew: HYPERSEARCH_WRITE_SCHEMA=1 dotnet test tests/Cli.Tests --filter CommittedStudiesTests");
    }

    [Fact]
    public void Every_config_of_a_final_training_is_read_without_faults() => Assert.All(Directory.GetFiles(Studies, "train.json", SearchOption.AllDirectories), file =>
    {
        Assert.NotNull(TrainerConfig.Read(File.ReadAllBytes(file), Trainers.Port, out IReadOnlyList<Fault> faults));
        Assert.Empty(faults);
    });

    [Fact]
    public void Every_folder_of_a_study_tells_its_question_its_command_and_its_result()
    {
        foreach (string folder in Directory.GetDirectories(Studies))
        {
            string text = File.ReadAllText(Path.Combine(folder, "README.md"));
            Assert.All((string[])["## Question", "## Command", "## Result"], heading => Assert.True(text.Contains(heading, StringComparison.Ordinal), $"{folder}/README.md has no {heading}"));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_study_is_read_without_faults_and_knows_its_schema(string file)
    {
        string text = File.ReadAllText(Path.Combine(Studies, file));
        Assert.Empty(StudyFile.Read(text, Trainers.Port).Faults);
        Assert.Contains("\"$schema\": \"../study.schema.json\"", text, StringComparison.Ordinal);
    }
}
