using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Workers.BuiltIn;

/// <summary>
/// Data that a plug-in loads: written once into the study's folder as numpy arrays, which the frozen study names. Workers, resuming and proving then need neither the plug-in nor the file
/// that was loaded, and the fingerprint is of the samples as they are used.
/// </summary>
internal static class LoadedData
{
    private const string FolderName = "data", ValidationName = "validation", TestName = "test";

    /// <summary>Whether a trainer section has such data.</summary>
    public static bool Owns(JsonObject trainer) => trainer["data"]?["source"] is JsonValue source && source.TryGetValue(out string? word) && word == "mlnet";

    /// <summary>Loads the data of a study and freezes them.</summary>
    /// <param name="study">The study as its file has it.</param>
    /// <param name="folder">The folder of the study file, where a relative path is looked for first.</param>
    /// <param name="loading">Who loads, and into which study folder.</param>
    /// <exception cref="DataException">Nobody can load them, they cannot be loaded or learnt from, or the study folder holds others.</exception>
    public static (StudyDefinition Study, JsonElement Sizes) Freeze(StudyDefinition study, string folder, DataLoading? loading)
    {
        IDataLoader loader = LoaderOf(loading);
        DataOptions options = BuiltInTrainer.Found(BuiltInTrainer.Read(study.Trainer).Data, folder);
        if (loading!.Study is { } root && !Path.Exists(Path.Combine(root, FolderName)) && !File.Exists(new StudyFolder(root).Journal))
        {
            return FreezeAnew(study, options, loader, Path.GetFullPath(Path.Combine(root, FolderName)));
        }

        // Of a study that is there, what is loaded now must be what it began with; of a file that is only checked, nothing stays.
        string scratch = Directory.CreateTempSubdirectory("hypersearch-").FullName;
        try
        {
            Load(options, loader, scratch);
            return loading.Study is null ? Freeze(study, options, scratch) : Freeze(study, options, SameAs(scratch, Path.GetFullPath(Path.Combine(loading.Study, FolderName)), options.Path!));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Who loads.</summary>
    /// <exception cref="DataException">Nobody can.</exception>
    public static IDataLoader LoaderOf(DataLoading? loading) => loading?.Loader ?? throw new DataException(
        "trainer.data.source: `mlnet` needs ML.NET, which this program was built without: `dotnet build -p:AutoML=true` builds the adapter and puts it in place, and --plugin names one that lies elsewhere.");

    /// <summary>Data that nothing can be learnt from leave nothing behind.</summary>
    private static (StudyDefinition Study, JsonElement Sizes) FreezeAnew(StudyDefinition study, DataOptions options, IDataLoader loader, string target)
    {
        string root = Path.GetDirectoryName(target)!;
        bool isNew = !Directory.Exists(root);
        try
        {
            WholeFolder.Write(target, draft => Load(options, loader, draft));
            return Freeze(study, options, target);
        }
        catch
        {
            if (Directory.Exists(isNew ? root : target))
            {
                Directory.Delete(isNew ? root : target, recursive: true);
            }

            throw;
        }
    }

    private static (StudyDefinition Study, JsonElement Sizes) Freeze(StudyDefinition study, DataOptions options, string target)
    {
        var trainer = (JsonObject)study.Trainer.DeepClone();
        trainer["data"] = RecordWriter.Write(options with
        {
            Source = DataSourceKind.Npy,
            Loader = null,
            Path = target,
            Validation = options.Validation.Path is null ? options.Validation : Path.Combine(target, ValidationName),
            Test = options.Test?.Path is null ? options.Test : Path.Combine(target, TestName),
        });
        try
        {
            return BuiltInTrainer.Freeze(study with { Trainer = trainer }, target);
        }
        catch (DataException e)
        {
            throw new DataException($"{options.Path}, as its loader gives it: {e.Message}", e);
        }
    }

    private static void Load(DataOptions options, IDataLoader loader, string target)
    {
        Load(options.Path!, target);
        Load(options.Validation.Path, Path.Combine(target, ValidationName));
        Load(options.Test?.Path, Path.Combine(target, TestName));

        void Load(string? path, string folder)
        {
            if (path is null)
            {
                return;
            }

            if (!File.Exists(path))
            {
                throw new DataException($"{path}: {(Directory.Exists(path) ? "this is a folder; a file is needed" : "there is no such file")}.");
            }

            Directory.CreateDirectory(folder);
            try
            {
                loader.Write(options.Loader!, path, folder);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new DataException($"{path} cannot be loaded: {e.Message}", e); // whatever somebody else's code throws
            }
        }
    }

    private static string SameAs(string loaded, string kept, string path)
    {
        string[] files = [.. Directory.EnumerateFiles(loaded, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(loaded, f))];
        return Array.TrueForAll(files, f => AreEqual(Path.Combine(loaded, f), Path.Combine(kept, f))) ? kept
            : throw new DataException($"{path}, as its loader gives it now, is not what {kept} holds, which is not overwritten. Choose another folder with --out.");
    }

    private static bool AreEqual(string left, string right) => File.Exists(right) && new FileInfo(left).Length == new FileInfo(right).Length && File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));
}
