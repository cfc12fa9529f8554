using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli.Tests;

public sealed class CommittedStudiesTests
{
    private static readonly string Studies = Path.Combine(Checkout.Root, "studies");

    public static readonly TheoryData<string> Names = [.. Directory.GetDirectories(Studies).Select(folder => Path.GetFileName(folder)!).Order()];

    /// <summary>To write the schema anew: <c>HYPERSEARCH_WRITE_SCHEMA=1 dotnet test tests/Cli.Tests --filter CommittedStudiesTests</c>.</summary>
    [Fact]
    public void The_schema_is_that_of_the_types()
    {
        string file = Path.Combine(Studies, "study.schema.json"), due = StudySchema.Generate(BuiltInTrainer.Port);
        if (Environment.GetEnvironmentVariable("HYPERSEARCH_WRITE_SCHEMA") == "1" && !Checkout.IsCi)
        {
            File.WriteAllText(file, due);
        }

        Assert.True(File.ReadAllText(file) == due, $"{file} is not what the types say. Write it anew: HYPERSEARCH_WRITE_SCHEMA=1 dotnet test tests/Cli.Tests --filter CommittedStudiesTests");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_study_is_read_without_faults_and_knows_its_schema(string name)
    {
        string text = File.ReadAllText(Path.Combine(Studies, name, "study.json"));
        Assert.Empty(StudyFile.Read(text, BuiltInTrainer.Port).Faults);
        Assert.Contains("\"$schema\": \"../study.schema.json\"", text, StringComparison.Ordinal);
    }
}
