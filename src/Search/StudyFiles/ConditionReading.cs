using System.Text.Json;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads the conditions of dimensions, once all dimensions are read.</summary>
internal sealed class ConditionReading(FaultList faults, TrainerFields fields, IReadOnlyList<DimensionDraft> drafts)
{
    private readonly Dictionary<string, DimensionDraft> byPath = drafts.ToDictionary(d => d.Path);

    /// <summary>Gives every dimension its conditions; those on fields that are not searched are decided here and dropped.</summary>
    public void Read()
    {
        var parents = new Dictionary<DimensionDraft, List<DimensionDraft>>();
        foreach (DimensionDraft draft in drafts)
        {
            parents[draft] = [];
            if (draft.Form?.When is { Kind: not JsonValueKind.Null } when)
            {
                Conditions(draft, when, parents[draft]);
            }
        }

        Circles(parents);
    }

    private void Conditions(DimensionDraft draft, SourceNode when, List<DimensionDraft> parents)
    {
        string place = $"{draft.Place}.when";
        if (when.Kind != JsonValueKind.Object)
        {
            faults.Add(place, when, $"{when.Excerpt} is {when.KindInWords}; an object is needed, such as {{ \"optimizer.type\": [\"momentum\"] }}.");
            return;
        }

        var conditions = new List<Condition>();
        foreach (SourceMember condition in when.Members)
        {
            string at = $"{place}.{condition.Name}";
            if (condition.Value.Kind != JsonValueKind.Array || condition.Value.Items.Count == 0)
            {
                faults.Add(at, condition.Value, $"{condition.Value.Excerpt} is not a list of at least one value; the dimension is searched while `{condition.Name}` has one of the values.");
            }
            else if (byPath.TryGetValue(condition.Name, out DimensionDraft? parent))
            {
                parents.Add(parent);
                if (OnDimension(condition, parent, at) is { } values)
                {
                    conditions.Add(new Condition(parent.Path, values));
                }
            }
            else
            {
                OnFixedField(condition, at);
            }
        }

        draft.Dimension = draft.Dimension is { } dimension ? dimension with { When = conditions } : null;
    }

    private List<JsonElement>? OnDimension(SourceMember condition, DimensionDraft parent, string at)
    {
        if (parent is not { Rules: { } rules, Dimension: { } dimension })
        {
            return null;
        }

        if (dimension is NumericDimension { EffectiveStep: null })
        {
            faults.AddKey(at, condition, $"`{parent.Path}` is continuous, so it hardly ever has a given value; a condition needs a dimension of choices, or one with a step.");
            return null;
        }

        var values = new List<JsonElement>();
        for (int i = 0; i < condition.Value.Items.Count; i++)
        {
            SourceNode node = condition.Value.Items[i];
            if (ChoiceReading.Canonical(faults, node, rules, $"{at}.{i}") is not { } value)
            {
                continue;
            }

            if (!CanHave(dimension, value))
            {
                faults.Add($"{at}.{i}", node, $"{node.Excerpt} is not a value that `{parent.Path}` can have in this space.");
            }
            else if (!values.Any(v => JsonElement.DeepEquals(v, value)))
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static bool CanHave(Dimension dimension, JsonElement value)
    {
        if (dimension is ChoiceDimension choice)
        {
            return choice.Choices.Any(c => JsonElement.DeepEquals(c, value));
        }

        var numeric = (NumericDimension)dimension;
        double number = value.GetDouble(), level = Math.Round((number - numeric.Min) / numeric.EffectiveStep!.Value);

        // A set holds the very number that its level decodes to, and conditions compare to the bit.
        return (numeric.Limits ?? numeric.Range).Contains(number) && UnitCube.Level(numeric, (long)level) == number;
    }

    private void OnFixedField(SourceMember condition, string at)
    {
        if (drafts.FirstOrDefault(d => IsWithin(d.Path, condition.Name) || IsWithin(condition.Name, d.Path)) is { } part)
        {
            faults.AddKey(at, condition, $"`{condition.Name}` is neither searched nor fixed: `{part.Path}` is searched. A condition names a key of the space, or a field that no key touches.");
            return;
        }

        if (fields.Find(condition.Name, out string problem) is not { } rules)
        {
            faults.AddKey(at, condition, $"\"{condition.Name}\" is neither a key of the space nor a field of the trainer section: {problem}");
            return;
        }

        bool holds = false, readable = true;
        JsonElement actual = fields.Section is null ? default : JsonElement.Parse(JsonPath.Get(fields.Section, condition.Name)?.ToJsonString() ?? "null");
        for (int i = 0; i < condition.Value.Items.Count; i++)
        {
            JsonElement? value = ChoiceReading.Canonical(faults, condition.Value.Items[i], rules, $"{at}.{i}");
            readable &= value is not null;
            holds |= fields.Section is null || (value is { } v && JsonElement.DeepEquals(v, actual));
        }

        if (readable && !holds)
        {
            faults.AddKey(at, condition, $"The dimension is never active: `{condition.Name}` is not searched, and is {ForeignText.Blanked(actual.GetRawText(), 60)}.");
        }
    }

    private void Circles(Dictionary<DimensionDraft, List<DimensionDraft>> parents)
    {
        // A dimension that nothing of a circle leads to is settled; what is left over is a circle, or hangs on one.
        var settled = new HashSet<DimensionDraft>();
        bool moved;
        do
        {
            moved = false;
            foreach (DimensionDraft draft in drafts)
            {
                moved |= !settled.Contains(draft) && parents[draft].TrueForAll(settled.Contains) && settled.Add(draft);
            }
        }
        while (moved);

        foreach (DimensionDraft draft in drafts.Where(d => !settled.Contains(d)))
        {
            faults.Add($"{draft.Place}.when", draft.Node["when"]!, $"The condition of `{draft.Path}` depends on itself, by way of {string.Join(", ", parents[draft].Where(p => !settled.Contains(p)).Select(p => $"`{p.Path}`"))}.");
        }
    }

    private static bool IsWithin(string inner, string outer) => inner.StartsWith(outer + ".", StringComparison.Ordinal);
}
