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
    /// <exception cref="ModelException">There is a file of that name, or nothing can be written.</exception>
    public static void Check(string folder)
    {
        if (File.Exists(folder))
        {
            throw new ModelException($"{folder} is a file; a folder for the model is needed (--out).");
        }

        bool isNew = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
            using (new FileStream(Path.Combine(folder, Index + ".new"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }

            if (isNew)
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"A model cannot be saved in {folder}: {e.Message}", e);
        }
    }

    /// <summary>What a model's file says of it besides its numbers.</summary>
    public static IReadOnlyDictionary<string, string> MetadataOf(ModelConfig config) => new Dictionary<string, string>
    {
        ["format"] = "pt", // names and shapes are PyTorch's
        [ConfigKey] = RecordWriter.Write(config).ToJsonString(),
    };

    /// <summary>
    /// Saves the members, in their order. A model that was there is replaced; a kill at any moment leaves the old one, the new one, or a folder without
    /// <see cref="Index"/>, never a part that passes for a model.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="members">The members.</param>
    /// <param name="result">How they scored.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Save(string folder, IReadOnlyList<TrainedModel> members, JsonObject result)
    {
        Directory.CreateDirectory(folder);
        string index = Path.Combine(folder, Index);
        File.Delete(index);
        string[] files = [.. members.Select((_, i) => members.Count == 1 ? "model.safetensors" : $"model-{i}.safetensors")];
        foreach (string old in Directory.GetFiles(folder, "model*.safetensors").Where(IsOurs))
        {
            File.Delete(old);
        }

        for (int i = 0; i < files.Length; i++)
        {
            members[i].Save(Path.Combine(folder, files[i]));
        }

        var described = members.Select((member, i) => new JsonObject { ["file"] = files[i], ["config"] = RecordWriter.Write(member.Config) });
        StudyFolder.Replace(index, new JsonObject { ["members"] = new JsonArray([.. described]), ["result"] = result.DeepClone() });
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

    /// <summary>Whether a file has a name that <see cref="Save"/> gives; others are the user's.</summary>
    private static bool IsOurs(string path) => Path.GetFileNameWithoutExtension(path) is var name && (name == "model" || (name.StartsWith("model-", StringComparison.Ordinal) && name.Length > 6 && name[6..].All(char.IsAsciiDigit)));

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
