using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        string scratch = Directory.CreateTempSubdirectory("hypersearch-").FullName;
        try
        {
            Load(options, loader, scratch);
            (StudyDefinition frozen, JsonElement sizes) = Freeze(study, options, scratch);
            if (loading!.Study is not { } root)
            {
                return (frozen, sizes);
            }

            string target = Path.GetFullPath(Path.Combine(root, FolderName));
            Keep(scratch, target, options.Path!);
            var trainer = (JsonObject)frozen.Trainer.DeepClone();
            trainer["data"] = RecordWriter.Write(In(target, BuiltInTrainer.Read(trainer).Data));
            return (frozen with { Trainer = trainer }, sizes);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Who loads.</summary>
    /// <exception cref="DataException">Nobody can.</exception>
    public static IDataLoader LoaderOf(DataLoading? loading) => loading?.Loader ?? throw new DataException(
        "`mlnet` needs ML.NET, which this program was built without: `dotnet build -p:AutoML=true` builds the adapter and puts it in place, and --plugin names one that lies elsewhere.")
    {
        Setting = "trainer.data.source",
    };

    private static (StudyDefinition Study, JsonElement Sizes) Freeze(StudyDefinition study, DataOptions options, string target)
    {
        var trainer = (JsonObject)study.Trainer.DeepClone();
        trainer["data"] = RecordWriter.Write(In(target, options) with { Source = DataSourceKind.Npy, Loader = null });
        try
        {
            return BuiltInTrainer.Freeze(study with { Trainer = trainer }, target);
        }
        catch (DataException e)
        {
            throw new DataException($"{options.Path}, as its loader gives it: {e.Reason}", e) { Setting = e.Setting };
        }
    }

    private static DataOptions In(string target, DataOptions options) => options with
    {
        Path = target,
        Validation = options.Validation.Path is null ? options.Validation : Path.Combine(target, ValidationName),
        Test = options.Test?.Path is null ? options.Test : Path.Combine(target, TestName),
    };

    private static void Load(DataOptions options, IDataLoader loader, string target)
    {
        Load("path", options.Path!, target);
        Load(ValidationName, options.Validation.Path, Path.Combine(target, ValidationName));
        Load(TestName, options.Test?.Path, Path.Combine(target, TestName));

        void Load(string key, string? path, string folder)
        {
            if (path is null)
            {
                return;
            }

            if (!File.Exists(path))
            {
                throw new DataException($"{path}: {(Directory.Exists(path) ? "this is a folder; a file is needed" : "there is no such file")}.") { Setting = $"trainer.data.{key}" };
            }

            Directory.CreateDirectory(folder);
            try
            {
                loader.Write(options.Loader!, path, folder);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new DataException($"{path} cannot be loaded: {e.Message}", e) { Setting = $"trainer.data.{key}" }; // whatever somebody else's code throws
            }
        }
    }

    /// <summary>Keeps what was loaded. What is there already stays, and must be the same: a study's own data from before, those of another run that began at the same time, or somebody's files.</summary>
    private static void Keep(string loaded, string target, string path)
    {
        string[] files = [.. Directory.EnumerateFiles(loaded, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(loaded, f))];
        if (!Path.Exists(target))
        {
            try
            {
                WholeFolder.Write(target, draft => Array.ForEach(files, f => Copy(Path.Combine(loaded, f), Path.Combine(draft, f))));
                return;
            }
            catch (IOException) when (Directory.Exists(target))
            {
                // Another run was quicker.
            }
        }

        if (!Array.TrueForAll(files, f => AreEqual(Path.Combine(loaded, f), Path.Combine(target, f))))
        {
            throw new DataException($"{path}, as its loader gives it now, is not what {target} holds, which is not overwritten. Choose another folder with --out.");
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }

    private static bool AreEqual(string left, string right) => File.Exists(right) && Digest(left).SequenceEqual(Digest(right));

    private static byte[] Digest(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }
}
