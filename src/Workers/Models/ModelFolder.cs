using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Trainer.Models;

namespace HyperSearch.Workers.Models;

/// <summary>
/// A folder with one trained model, or the members of an ensemble: a safetensors file for each, which holds its config too, and <c>model.json</c>, which names them and says
/// what they are and how they scored.
/// </summary>
public static class ModelFolder
{
    /// <summary>The file that names the members. It is written last: a folder without it holds no model.</summary>
    public const string Index = "model.json";

    // The key of the config among the texts of a safetensors file.
    private const string ConfigKey = "hypersearch.model";

    /// <summary>Makes sure, before a long training, that a model could be saved here; leaves everything as it was.</summary>
    /// <exception cref="ModelException">There is a file of that name, nothing can be written, or files are in the way that are not of a saved model.</exception>
    public static void Check(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ModelException($"{folder} is a file; a folder for the model is needed (--out).");
        }

        string existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
            {
                throw new ModelException($"A model cannot be saved in {folder}: {existing} is a file.");
            }

            existing = Path.GetDirectoryName(existing)!;
        }

        try
        {
            using FileStream probe = new(Path.Combine(existing, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"A model cannot be saved in {folder}: {e.Message}", e);
        }

        HashSet<string> ours = [.. SavedBefore(folder)];
        if (Directory.Exists(folder) && Directory.GetFiles(folder).FirstOrDefault(f => !ours.Contains(f) && (IsMember(f) || (ours.Count == 0 && Path.GetFileName(f) == Index))) is { } foreign)
        {
            throw new ModelException($"{foreign} is not of a model that was saved here, and would be replaced; choose another folder (--out), or move it away.");
        }
    }

    /// <summary>What a model's file says of it besides its numbers.</summary>
    public static IReadOnlyDictionary<string, string> MetadataOf(ModelConfig config) => new Dictionary<string, string>
    {
        ["format"] = "pt", // names and shapes are PyTorch's
        [ConfigKey] = RecordWriter.Write(config).ToJsonString(),
    };

    /// <summary>
    /// Saves the members, in their order. A model that was there is replaced when all of the new one is on the disk: a fault before leaves the old one, a kill in the moment of the
    /// change leaves a folder without <see cref="Index"/>, and never a part that passes for a model.
    /// </summary>
    /// <param name="folder">The folder; <see cref="Check"/> has been asked about it.</param>
    /// <param name="members">The members.</param>
    /// <param name="result">How they scored.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Save(string folder, IReadOnlyList<TrainedModel> members, JsonObject result)
    {
        Directory.CreateDirectory(folder);
        string[] names = [.. members.Select((_, i) => members.Count == 1 ? "model.safetensors" : $"model-{i}.safetensors")];
        string[] files = [.. names.Select(n => Path.Combine(folder, n))], drafts = [.. files.Select(f => f + ".draft")];
        try
        {
            for (int i = 0; i < drafts.Length; i++)
            {
                members[i].Save(drafts[i]);
            }

            string index = Path.Combine(folder, Index);
            string[] before = SavedBefore(folder);
            File.Delete(index);
            for (int i = 0; i < files.Length; i++)
            {
                File.Move(drafts[i], files[i], overwrite: true);
            }

            var described = members.Select((member, i) => new JsonObject { ["file"] = names[i], ["config"] = RecordWriter.Write(member.Config) });
            StudyFolder.Replace(index, new JsonObject { ["members"] = new JsonArray([.. described]), ["result"] = result.DeepClone() });
            Array.ForEach([.. before.Except(files)], File.Delete);
        }
        finally
        {
            Array.ForEach(drafts, File.Delete);
        }
    }

    /// <summary>The members of the model in a folder, or the one in a safetensors file.</summary>
    /// <exception cref="ModelException">There is none, or it is damaged; the message names the file and the place.</exception>
    public static IReadOnlyList<TrainedModel> Load(string path)
    {
        string[] files = Directory.Exists(path) ? Files(path) : [path];
        List<TrainedModel> members = [];
        try
        {
            foreach (string file in files)
            {
                members.Add(Read(file));
                if (!members[^1].Config.Agrees(members[0].Config))
                {
                    throw new ModelException($"{file} answers another question than {files[0]}: their predictions cannot be averaged.");
                }
            }
        }
        catch
        {
            members.ForEach(m => m.Dispose());
            throw;
        }

        return members;
    }

    /// <summary>The members' files of the model in a folder; none where there is none that can be read.</summary>
    private static string[] SavedBefore(string folder)
    {
        try
        {
            return [.. Files(folder).Where(IsMember)];
        }
        catch (ModelException)
        {
            return [];
        }
    }

    /// <summary>Whether a file has a name that <see cref="Save"/> gives to members.</summary>
    private static bool IsMember(string path) => Path.GetExtension(path) == ".safetensors" && Path.GetFileNameWithoutExtension(path) is var name
        && (name == "model" || (name.StartsWith("model-", StringComparison.Ordinal) && name.Length > 6 && name[6..].All(char.IsAsciiDigit)));

    private static TrainedModel Read(string path)
    {
        TensorFile file = TensorFile.Read(path);
        if (!file.Metadata.TryGetValue(ConfigKey, out string? text))
        {
            throw new ModelException($"{path} has no config ('{ConfigKey}' in its metadata): it was not written by hypersearch.");
        }

        return RecordReader.Read<ModelConfig>(text, out IReadOnlyList<Fault> faults) is { } config
            ? new TrainedModel(config, file, path)
            : throw new ModelException($"{path}: its config is not valid: {faults[0]}");
    }

    private static string[] Files(string folder)
    {
        string index = Path.Combine(folder, Index);
        try
        {
            string[] names = [.. JsonNode.Parse(File.ReadAllBytes(index))!["members"]!.AsArray().Select(m => m!["file"]!.GetValue<string>())];
            return names.Length > 0 && names.All(n => n.Length > 0 && n == Path.GetFileName(n)) ? [.. names.Select(n => Path.Combine(folder, n))]
                : throw new ModelException($"{index}: 'members' has to name files of its folder.");
        }
        catch (FileNotFoundException e)
        {
            throw new ModelException($"{folder} is not the folder of a model: it has no {Index}.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or ArgumentException or FormatException)
        {
            throw new ModelException($"{index} is damaged: expected a JSON object with 'members', a list of objects with 'file'. Each .safetensors file is a model by itself.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{index} cannot be read: {e.Message}", e);
        }
    }
}
