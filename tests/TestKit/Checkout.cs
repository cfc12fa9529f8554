namespace HyperSearch.TestKit;

/// <summary>The checkout that the tests were built from, and what lies beside it.</summary>
public static class Checkout
{
    /// <summary>The folder of HyperSearch.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of data sets: <c>$HYPERSEARCH_DATA</c>, or else <c>../shared/data</c>.</summary>
    public static string Data { get; } = Environment.GetEnvironmentVariable("HYPERSEARCH_DATA") is { Length: > 0 } data
        ? Path.GetFullPath(data) : Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>Whether this is a continuous integration run: there, a test that cannot be run has failed.</summary>
    public static bool IsCi { get; } = Environment.GetEnvironmentVariable("CI") is "true" or "1";

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HyperSearch.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"HyperSearch.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
