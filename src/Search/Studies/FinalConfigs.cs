using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Studies;

/// <summary>What is trained once a study has chosen: the winner, or the members of an ensemble.</summary>
public static class FinalConfigs
{
    /// <summary>
    /// The winner, as <see cref="BestExport.Winner"/> has it, or the <paramref name="count"/> best trials as observed of those that differ in their parameter sets. The data are
    /// where the study file of the folder says, in which a later run may have noted that they were moved.
    /// </summary>
    /// <param name="folder">The study.</param>
    /// <param name="trainer">Its trainer.</param>
    /// <param name="count">How many are wanted.</param>
    /// <exception cref="StudyFolderException">There is no study here, or it has not so many.</exception>
    public static IReadOnlyList<TrainerConfig> Of(StudyFolder folder, TrainerPort trainer, int count)
    {
        StudyState state = folder.Read(trainer).State;
        if (state.Definition.IsImported)
        {
            throw new StudyFolderException($"{folder.Root}: its trials were imported, and nothing here could train them; best.json has the parameters of the best.");
        }

        if (state.Definition.IsOfProgram)
        {
            throw new StudyFolderException($"{folder.Root}: its trials were trained by a program of your own; run it with the parameters of best.json.");
        }

        IEnumerable<Trial> best = count == 1 ? BestExport.WinnerOf(state) is { } winner ? [winner] : []
            : state.Ranking().Where(t => t.Work.Outcome == Outcome.Completed).DistinctBy(t => t.Parameters).Take(count);
        JsonNode? data = DataOf(folder, trainer);
        TrainerConfig[] configs = [.. best.Select(t => new TrainerConfig(state.Definition.Seed, t.Number, Section(state, t, data)))];
        return configs.Length == count ? configs
            : throw new StudyFolderException(configs.Length == 0 ? $"{folder.Root}: no trial has completed yet; there is nothing to train."
                : $"{folder.Root}: {count} models are asked for; the study has {configs.Length} different parameter sets that completed.");
    }

    private static JsonObject Section(StudyState state, Trial trial, JsonNode? data)
    {
        JsonObject section = trial.Parameters.ApplyTo(state.Definition.Trainer);
        if (data is not null)
        {
            section["data"] = data.DeepClone();
        }

        return section;
    }

    /// <summary>The data section of the folder's study file; null where there is none that can be read.</summary>
    private static JsonNode? DataOf(StudyFolder folder, TrainerPort trainer) =>
        File.Exists(folder.StudyFile) ? StudyFile.Read(File.ReadAllBytes(folder.StudyFile), trainer).Definition?.Trainer["data"] : null;
}
