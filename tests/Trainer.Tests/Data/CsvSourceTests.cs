using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Data;

public sealed class CsvSourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hypersearch-csv-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void Features_are_the_columns_but_the_label_and_classes_are_in_the_order_of_their_names()
    {
        Dataset data = Load("a,kind,b\r\n1,dog,2.5\r\n\r\n-3e1, cat ,0\r\n7,\"a \"\"big\"\", dog\",8\r\n");
        Assert.Equal((3, 2, 3), (data.Count, data.Inputs, data.Classes));
        Assert.Equal([1, 2.5f, -30, 0, 7, 8], data.Features.ToArray());
        Assert.Equal(["a \"big\", dog", "cat", "dog"], data.ClassNames);
        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal([2, 1, 0], data.Labels.ToArray());
        Assert.False(data.IsRegression);
    }

    [Fact]
    public void Numeric_classes_are_in_the_order_of_their_numbers() => Assert.Equal(["2", "10"], Load("a,kind\n1,10\n2,2\n3,10").ClassNames);

    [Fact]
    public void For_regression_labels_are_numbers()
    {
        Dataset data = Dataset.Load(Options("x,kind\n1,0.5\n2,-3\n") with { Loss = LossKind.MeanSquaredError });
        Assert.True(data.IsRegression);
        Assert.Equal([0.5f, -3f], data.Targets.ToArray());
        Assert.Equal(1, data.Classes);
    }

    [Theory]
    [InlineData("a,kind\n1,x\n2\n3,y", "line 3 has 1 fields; the header has 2")]
    [InlineData("a,kind\n1,x\n\"2\n2\",y,z", "line 3 has 3 fields")]
    [InlineData("a,kind\n1,x\n\n2,y\nNaN,x", "line 5: the value of 'a' is missing (NaN)")]
    [InlineData("a,kind\n,x", "line 2: the value of 'a' is missing (empty)")]
    [InlineData("a,kind\n1e99,x", "line 2: the value of 'a' is '1e99'; expected a number")]
    [InlineData("a,kind\nred,x", "line 2: the value of 'a' is 'red'; expected a number")]
    [InlineData("a,kind\n1,x\n2,", "line 3: the label 'kind' is missing")]
    [InlineData("a,b\n1,x", "line 1: there is no column 'kind' for the label; the columns are a, b")]
    [InlineData("kind\nx", "line 1: there is no column but the label")]
    [InlineData("a,a,kind\n1,2,x", "line 1: the column 'a' is there 2 times")]
    [InlineData("a,kind\n1,\"x\n2,y", "the quote opened on line 2 is never closed")]
    [InlineData("a,kind\n1,\"x\"z\n", "line 2: 'z' follows a closing quote")]
    [InlineData("a,kind\n1,x\n2,x", "has 1 different values")]
    [InlineData("a,kind\n", "holds 0 samples")]
    [InlineData("", "is empty")]
    public void Faults_are_named_with_the_file_and_the_line(string text, string expected)
    {
        string message = Assert.Throws<DataException>(() => Load(text)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("data.csv", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_number_or_more_samples_than_there_are_or_no_file_is_said()
    {
        Assert.Contains("line 3: the label 'kind' is 'red'", Assert.Throws<DataException>(() => Dataset.Load(Options("x,kind\n1,2\n2,red") with { Loss = LossKind.MeanSquaredError })).Message, StringComparison.Ordinal);
        TrainerOptions few = Options("a,kind\n1,x\n2,y");
        Assert.Contains("holds 2 samples; 3 are asked for", Assert.Throws<DataException>(() => Dataset.Load(few.Data with { Samples = 3 })).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DataException>(() => Dataset.Load(few.Data with { Path = folder + "/none.csv" })).Message, StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<DataException>(() => Dataset.Load(few.Data with { Path = folder })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_become_the_mean_of_the_training_part_where_that_is_told()
    {
        DataOptions options = Options("a,b,kind\n1,5,x\n,5,y\n4,5,x\n1000,5,y\n").Data with { Missing = MissingValues.Mean };
        Dataset data = Dataset.Load(options);
        var split = new DataSplit([0, 1, 2], [3]);
        float[] sample = data.Features.Slice(2, 2).ToArray();
        split.Normalizer(data, FeatureScaling.None)!.Apply(sample);
        Assert.Equal([2.5f, 5], sample);
    }

    [Fact]
    public void A_validation_part_of_its_own_is_that_part_and_has_the_classes_of_the_training_part()
    {
        TrainerOptions options = Options("a,kind\n1,x\n2,y\n3,x\n");
        string other = Write("validation.csv", "a,kind\n9,y\n");
        options = options with { Data = options.Data with { Validation = other, Test = Write("test.csv", "a,kind\n5,x\n6,x\n") } };
        Dataset data = Dataset.Load(options);
        DataSplit split = DataSplit.Draw(data, options.Data, 1, 0);
        Assert.Equal([0, 1, 2], split.Training);
        Assert.Equal([3], split.Validation);
        Assert.Equal(1, data.Labels.Span[3]);
        Assert.Equal([0, 0], Dataset.LoadTest(options, data)!.Labels.ToArray());
        Write("validation.csv", "a,kind\n9,z\n");
        Assert.Contains("line 2: the label 'kind' is 'z', which the training part does not have", Assert.Throws<DataException>(() => Dataset.Load(options)).Message, StringComparison.Ordinal);
        Write("validation.csv", "b,kind\n9,x\n");
        Assert.Contains("expected those of the training part, a", Assert.Throws<DataException>(() => Dataset.Load(options)).Message, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private TrainerOptions Options(string text) => new() { Data = new DataOptions { Source = DataSourceKind.Csv, Path = Write("data.csv", text), Label = "kind" } };

    private Dataset Load(string text) => Dataset.Load(Options(text));
}
