using System.Globalization;
using HyperSearch.Search.Importance;

namespace HyperSearch.Cli.Terminal;

/// <summary>What made the difference among the trials of a study, as tables.</summary>
internal static class ImportanceText
{
    private const int MostPairs = 5;
    private const double LeastPair = 0.01;

    public static void Write(TextWriter output, StudyImportance importance)
    {
        if (importance.Parameters.Count > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{importance.Trials} trials, of whose variance the forest explains {importance.Explained:P0} where it has not seen them:"));
            output.WriteLine();
            TextTable.Write(output,
            [
                ["parameter", "fANOVA: share of the variance", "PED-ANOVA: share in the best tenth", ""],
                .. importance.Parameters.Select(p => new[] { p.Parameter, Share(p.Variance), Share(p.Top), p.MadeDifference ? "" : "made no difference that shows" }),
            ]);
        }

        PairImportance[] pairs = [.. importance.Pairs.Where(p => p.Variance.Mean >= LeastPair).Take(MostPairs)];
        if (pairs.Length > 0)
        {
            output.WriteLine();
            TextTable.Write(output, [["pair", "fANOVA: share beyond their own"], .. pairs.Select(p => new[] { $"{p.First}, {p.Second}", Share(p.Variance) })]);
        }

        if (importance.Parameters.Count > 0)
        {
            output.WriteLine();
            output.WriteLine("+- is the standard deviation of a share.");
        }

        if (importance.Remark is { } remark)
        {
            output.WriteLine();
            output.WriteLine(remark);
        }
    }

    private static string Share(ImportanceShare share) => string.Create(CultureInfo.InvariantCulture, $"{share.Mean:0.000} +- {share.Deviation:0.000}");
}
