using System.Text.Json.Nodes;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>
/// Puts every choice and every bound into the trainer section, with all other dimensions at their first and then at their last values, and reads the section:
/// so a fault that only a parameter set makes is told before the study runs, not by its 40th trial.
/// </summary>
/// <param name="faults">Takes what is found.</param>
/// <param name="fields">The trainer section, which is without faults.</param>
/// <param name="space">The dimensions.</param>
/// <param name="drafts">Their places, in the order of the space.</param>
/// <param name="onlyOwn">Whether only faults at the searched field itself count, since the space is not whole.</param>
internal sealed class CornerCheck(FaultList faults, TrainerFields fields, Space space, IReadOnlyList<DimensionDraft> drafts, bool onlyOwn = false)
{
    /// <summary>How many values are put into sections in all: a file with thousands of choices is checked in part, so that reading it stays quick.</summary>
    private const int MostValues = 40_000;

    private readonly HashSet<(string, string)> told = [];
    private readonly List<(Corner Corner, ParameterSet Set, Fault Fault)> elsewhere = [];

    /// <summary>A value of a dimension, and where it stands in the study file.</summary>
    private sealed record Corner(int Dimension, JsonNode? Value, double? Unit, string Path, SourceNode At);

    /// <summary>Checks them all.</summary>
    public void Run()
    {
        foreach (Corner corner in Enumerable.Range(0, drafts.Count).SelectMany(Corners).Take(MostValues / (20 + drafts.Count) / (onlyOwn ? 20 : 2)))
        {
            Check(corner, 0);
            Check(corner, 1);
        }

        // What stands at another field than the one looked at is told once, and only if that field's own values did not tell it.
        foreach ((Corner corner, ParameterSet set, Fault fault) in elsewhere)
        {
            if (told.Add((fault.Path, fault.Message)))
            {
                string parameters = ForeignText.Blanked(set.ToString(), 200), path = fault.Path.Length > 0 ? $"trainer.{fault.Path}: " : "";
                faults.Add(corner.Path, corner.At, $"{corner.At.Excerpt} can come together with what does not go with it; the parameter set {parameters} makes a fault: {path}{fault.Message}");
            }
        }
    }

    private IEnumerable<Corner> Corners(int d)
    {
        DimensionDraft draft = drafts[d];
        if (draft.Dimension is ChoiceDimension choice)
        {
            for (int i = 0; i < choice.Choices.Count; i++)
            {
                yield return new Corner(d, null, UnitCube.FromChoice(choice, i), $"{draft.Place}.choices.{i}", draft.Form!.Choices![i]);
            }
        }
        else if (draft.Dimension is NumericDimension numeric)
        {
            yield return new Corner(d, null, 0, $"{draft.Place}.min", draft.Node["min"]!);
            yield return new Corner(d, null, 1, $"{draft.Place}.max", draft.Node["max"]!);
            if (numeric.Limits is { } limits && draft.Node["limits"] is { } node)
            {
                yield return new Corner(d, Number(numeric, limits.Min), null, $"{draft.Place}.limits.min", node["min"]!);
                yield return new Corner(d, Number(numeric, limits.Max), null, $"{draft.Place}.limits.max", node["max"]!);
            }
        }
    }

    private static JsonValue Number(NumericDimension dimension, double value) => dimension.Integer ? JsonValue.Create((long)value) : JsonValue.Create(value);

    private void Check(Corner corner, double others)
    {
        double[] unit = [.. Enumerable.Repeat(others, drafts.Count)];
        bool[] isForced = new bool[drafts.Count];
        if (!Activate(corner.Dimension, corner.Unit ?? others, unit, isForced))
        {
            return;
        }

        ParameterSet set = space.Decode(unit, space.Ranges);
        JsonObject section = set.ApplyTo(fields.Section!);
        string path = drafts[corner.Dimension].Path;
        if (!set.IsActive(corner.Dimension) || (corner.Value is not null && !JsonPath.Set(section, path, corner.Value.DeepClone())))
        {
            return;
        }

        RecordReader.Read(fields.OptionsType, section, out IReadOnlyList<Fault> found);
        foreach (Fault fault in found)
        {
            if (!Touches(fault.Path, path))
            {
                if (!onlyOwn)
                {
                    elsewhere.Add((corner, set, fault));
                }

                continue;
            }

            told.Add((fault.Path, fault.Message));
            if (told.Add((corner.Path, fault.Message)))
            {
                faults.Add(corner.Path, corner.At, $"{corner.At.Excerpt} is not possible here: {fault.Message}");
            }
        }
    }

    /// <summary>Gives the dimension its place, and those that its conditions name a value that makes it active; false where conditions contradict each other.</summary>
    private bool Activate(int d, double place, double[] unit, bool[] isForced)
    {
        if (isForced[d])
        {
            return unit[d] == place;
        }

        (unit[d], isForced[d]) = (place, true);
        foreach (Condition condition in space.Dimensions[d].When)
        {
            int parent = 0;
            while (space.Dimensions[parent].Path != condition.Path)
            {
                parent++;
            }

            double at = space.Dimensions[parent] is ChoiceDimension choice
                ? UnitCube.FromChoice(choice, choice.Choices.ToList().FindIndex(c => System.Text.Json.JsonElement.DeepEquals(c, condition.Values[0])))
                : UnitCube.FromValue((NumericDimension)space.Dimensions[parent], ((NumericDimension)space.Dimensions[parent]).Range, condition.Values[0].GetDouble());
            if (!Activate(parent, at, unit, isForced))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a fault is about the field itself, something in it, or the list that it is an item of.</summary>
    private static bool Touches(string fault, string path) =>
        fault == path || fault.StartsWith(path + ".", StringComparison.Ordinal)
        || (char.IsAsciiDigit(path[path.LastIndexOf('.') + 1]) && fault == path[..path.LastIndexOf('.')]);
}
