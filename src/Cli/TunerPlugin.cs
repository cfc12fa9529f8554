using System.Reflection;
using System.Runtime.Loader;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;
using HyperSearch.Trainer.Data;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli;

/// <summary>
/// The assembly with tuners, and a loader of data, that this program was built without: in the folder <c>automl</c> beside the program, or where an option says, by its file or its folder. No study file, frozen study or journal names
/// one: what a study does never brings in code. Its dependencies come from its own folder, but for those that it shares with the program.
/// </summary>
internal sealed class TunerPlugin
{
    private readonly IReadOnlyList<TunerOfAttribute> tuners;
    private readonly Type? loader;

    private TunerPlugin(string file, IReadOnlyList<TunerOfAttribute> tuners, Type? loader) => (File, this.tuners, this.loader) = (file, tuners, loader);

    /// <summary>Where it lies by default.</summary>
    public static string Place { get; } = Path.Combine(AppContext.BaseDirectory, "automl", "HyperSearch.AutoML.dll");

    /// <summary>Its file.</summary>
    public string File { get; }

    /// <summary>Loads it; null where none is named and none is in its place.</summary>
    /// <param name="file">Its file, or folder, as an option names it.</param>
    /// <exception cref="WrongInputException">The file is missing or brings no tuner.</exception>
    public static TunerPlugin? Find(FileInfo? file)
    {
        if (file is null && !System.IO.File.Exists(Place))
        {
            return null;
        }

        string path = file is null ? Place : FileOf(file);
        try
        {
            Assembly assembly = new Context(path).LoadFromAssemblyPath(path);
            TunerOfAttribute[] tuners = [.. assembly.GetCustomAttributes<TunerOfAttribute>()];
            return tuners.Length > 0 ? new TunerPlugin(path, tuners, assembly.GetCustomAttribute<DataLoaderAttribute>()?.Loader) : throw new WrongInputException($"{path} brings no tuner: it has no [assembly: TunerOf].");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or TypeLoadException or CustomAttributeFormatException or InvalidOperationException)
        {
            throw new WrongInputException($"{path} cannot be loaded as a plug-in with tuners{(System.IO.File.Exists(path) ? $": {e.Message}" : ": there is no such file.")}");
        }
    }

    /// <summary>The file that an option names, itself or by the folder that the adapter was built into.</summary>
    private static string FileOf(FileInfo named)
    {
        string inFolder = Path.Combine(named.FullName, Path.GetFileName(Place));
        return !Directory.Exists(named.FullName) ? named.FullName
            : System.IO.File.Exists(inFolder) ? inFolder
            : throw new WrongInputException($"--plugin {named}: this is a folder, and there is no {Path.GetFileName(Place)} in it; give an assembly with tuners.");
    }

    /// <summary>What makes the tuner of a study, with a plug-in or without.</summary>
    public static Func<StudyDefinition, ITuner> TunerOf(TunerPlugin? plugin) => study => TunerCatalog.Create(study, options => plugin?.Create(options));

    /// <summary>What freezes data that a plug-in loads.</summary>
    /// <param name="plugin">The plug-in; null: there is none.</param>
    /// <param name="study">The study folder that gets them; null: they are only checked.</param>
    public static DataLoading LoadingOf(TunerPlugin? plugin, string? study) => new(plugin?.MakeLoader(), study);

    private IDataLoader? MakeLoader() => loader is null ? null : Make<IDataLoader>(loader, "its loader of data");

    private ITuner? Create(AutoMLTunerOptions options)
    {
        Type? tuner = tuners.FirstOrDefault(t => t.Options.IsInstanceOfType(options))?.Tuner;
        return tuner is null ? null : Make<ITuner>(tuner, "its tuner", options);
    }

    private T Make<T>(Type type, string what, params object[] arguments)
    {
        try
        {
            return (T)Activator.CreateInstance(type, arguments)!;
        }
        catch (Exception e) when (e is MissingMethodException or TypeLoadException or InvalidCastException or TargetInvocationException or IOException)
        {
            throw new WrongInputException($"{File} cannot make {what}: {(e.InnerException ?? e).Message}");
        }
    }

    private sealed class Context(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        // What is the program's own must be the same types here as there.
        protected override Assembly? Load(AssemblyName name) =>
            name.Name!.StartsWith("HyperSearch.", StringComparison.Ordinal) ? null : resolver.ResolveAssemblyToPath(name) is { } found ? LoadFromAssemblyPath(found) : null;

        protected override IntPtr LoadUnmanagedDll(string name) => resolver.ResolveUnmanagedDllToPath(name) is { } found ? LoadUnmanagedDllFromPath(found) : IntPtr.Zero;
    }
}
