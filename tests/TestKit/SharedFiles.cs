namespace HyperSearch.TestKit;

/// <summary>The files that lie in <c>shared</c> beside the checkout.</summary>
public static class SharedFiles
{
    /// <summary>The path of a shared file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file, or no <c>shared</c> beside the checkout.</exception>
    public static string Find(params string[] parts)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "HyperSearch.sln")))
        {
            root = root.Parent;
        }

        string path = Path.GetFullPath(Path.Combine([root?.FullName ?? AppContext.BaseDirectory, "..", "shared", .. parts]));
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path}: shared must lie beside the checkout.");
    }
}
