using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Tests.Options;

public sealed class OptionsTests
{
    private static readonly Type[] Records = [typeof(TrainerOptions), typeof(DataOptions), typeof(NetworkOptions), typeof(OptimizerOptions), typeof(ScheduleOptions), typeof(AugmentOptions)];

    [Fact]
    public void Every_record_and_every_setting_is_described()
    {
        foreach (Type record in Records)
        {
            Assert.NotNull(record.GetCustomAttribute<DescriptionAttribute>());
            Assert.All(record.GetProperties(BindingFlags.Public | BindingFlags.Instance), p => Assert.NotNull(p.GetCustomAttribute<DescriptionAttribute>()));
        }
    }

    [Fact]
    public void Defaults_are_valid()
    {
        Assert.Empty(Faults(new DataOptions { Source = DataSourceKind.Digits }));
        Assert.Empty(Faults(new NetworkOptions()));
        Assert.Empty(Faults(new OptimizerOptions()));
        Assert.Empty(Faults(new TrainerOptions { Data = new DataOptions { Source = DataSourceKind.Digits } }));
    }

    [Fact]
    public void Impossible_values_are_named()
    {
        Assert.Equal(["Path"], Faults(new DataOptions { Source = DataSourceKind.Idx }));
        Assert.Equal(["Path"], Faults(new DataOptions { Source = DataSourceKind.Digits, Path = "mnist" }));
        Assert.Equal(["Label", "Path"], Faults(new DataOptions { Source = DataSourceKind.Csv }));
        Assert.Equal(["Label"], Faults(new DataOptions { Source = DataSourceKind.Npy, Path = "p", Label = "x" }));
        Assert.Equal(["Loader", "Path"], Faults(new DataOptions { Source = DataSourceKind.Mlnet }));
        Assert.Equal(["Loader"], Faults(new DataOptions { Source = DataSourceKind.Npy, Path = "p", Loader = new BinaryLoaderOptions() }));
        Assert.Empty(Faults(new DataOptions { Source = DataSourceKind.Mlnet, Path = "p", Loader = new TextLoaderOptions { Features = [1, 1] } }));
        Assert.Equal(["Features"], Faults(new TextLoaderOptions { Features = [4, 1] }));
        Assert.Equal(["Label"], Faults(new TextLoaderOptions { Features = [0, 4] }));
        Assert.Equal(["Test", "Validation"], Faults(new DataOptions { Source = DataSourceKind.Digits, Validation = "v", Test = 0 }));
        Assert.Empty(Faults(new DataOptions { Source = DataSourceKind.Idx, Path = "p", Validation = "v", Test = "t" }));
        Assert.Equal(["Validation"], Faults(new DataOptions { Source = DataSourceKind.Digits, Validation = 1 }));
        Assert.Equal(["Validation"], Faults(new DataOptions { Source = DataSourceKind.Digits, Validation = double.NaN }));
        Assert.Equal(["Fingerprint"], Faults(new DataOptions { Source = DataSourceKind.Digits, Fingerprint = new string('x', 64) }));
        Assert.Equal(["Hidden"], Faults(new NetworkOptions { Hidden = [0, 5] }));
        Assert.Equal(["Hidden"], Faults(new NetworkOptions { Hidden = [5, 65_537] }));
        Assert.Equal(["Hidden", "Hidden"], Faults(new NetworkOptions { Hidden = new int[65] }));
        Assert.Equal(["Alpha", "Dropout", "Slope"], Faults(new NetworkOptions { Slope = 2, Alpha = -1, Dropout = 1 }));
        Assert.Equal(["ClipNorm", "L1"], Faults(new OptimizerOptions { L1 = -1, ClipNorm = -1 }));
        Assert.Equal(["ClipNorm", "L1"], Faults(new OptimizerOptions { Type = OptimizerKind.Lbfgs, L1 = 0.1, ClipNorm = 1 }));
        Assert.Equal(["Crop", "Erase", "Noise", "Shift"], Faults(new AugmentOptions { Shift = -1, Crop = 1, Erase = 2, Noise = -1 }));
        Assert.Equal(["Factor", "Final", "StepEpochs", "WarmupEpochs"], Faults(new ScheduleOptions { StepEpochs = 0, Factor = 0, Final = 2, WarmupEpochs = -1 }));
        Assert.Equal(["LearningRate"], Faults(new OptimizerOptions { LearningRate = 0 }));
        Assert.Equal(["Beta1", "Epsilon"], Faults(new OptimizerOptions { Beta1 = 1, Epsilon = 0 }));
    }

    private static string[] Faults(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.SelectMany(result => result.MemberNames).Order()];
    }
}
