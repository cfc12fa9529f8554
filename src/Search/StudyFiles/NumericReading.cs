using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads the numeric form of a dimension.</summary>
internal sealed class NumericReading(FaultList faults, DimensionDraft draft)
{
    // Beyond, neighbouring whole numbers are one double.
    private const double MostLevels = 1L << 53;

    private readonly DimensionForm form = draft.Form!;

    /// <summary>The dimension; null where there is a fault.</summary>
    public NumericDimension? Read()
    {
        int before = faults.Count;
        if (draft.Rules is { IsNumber: false, IsAny: false } rules)
        {
            string what = rules.Type.IsEnum ? "a word" : rules.Item is not null ? "a list" : rules.IsRecord ? "a section" : rules.Type == typeof(bool) ? "true or false" : "a text";
            faults.AddKey(draft.Place, draft.Member, $"`{draft.Path}` is {what}, not a number; search it with \"choices\".");
            return null;
        }

        Require("min", form.Min);
        Require("max", form.Max);
        bool integer = Integer();
        if (form is not { Min: { } min, Max: { } max })
        {
            return null;
        }

        Bound(draft.Node, "min", draft.Place, min, integer);
        Bound(draft.Node, "max", draft.Place, max, integer);
        if (min > max)
        {
            faults.Add($"{draft.Place}.min", draft.Node["min"]!, $"{Text(min)} is above max, which is {Text(max)}; min is the lesser of the two.");
            return null;
        }

        SearchRange widest = Limits(min, max, integer);
        if (!double.IsFinite(widest.Max - widest.Min))
        {
            faults.Add(draft.Place, draft.Node, "The distance from the least to the greatest value is too large for a number.");
        }
        else if (faults.Count == before)
        {
            // Only of sound bounds can be said whether steps lead from one to the other.
            Step(min, max, widest, integer);
        }

        return faults.Count > before ? null : new NumericDimension(draft.Path, min, max)
        {
            Scale = form.Scale,
            Integer = integer,
            Step = form.Step ?? (integer ? 1 : null),
            Limits = form.Limits is { } limits ? new SearchRange(limits.Min, limits.Max) : null,
        };
    }

    private void Require(string key, double? value)
    {
        if (value is null)
        {
            faults.AddMissing($"{draft.Place}.{key}", draft.Node, $"\"{key}\" is missing; a numeric dimension has min and max.");
        }
    }

    private bool Integer()
    {
        if (form.Integer == false && draft.Rules is { IsWhole: true })
        {
            faults.Add($"{draft.Place}.integer", draft.Node["integer"]!, $"false is not possible here: `{draft.Path}` is a whole number.");
        }

        return form.Integer ?? draft.Rules is { IsWhole: true };
    }

    /// <summary>The first thing that is wrong with a bound, if any: one is enough for one number.</summary>
    private void Bound(SourceNode owner, string key, string place, double value, bool integer)
    {
        SourceNode node = owner[key]!;
        string path = $"{place}.{key}";
        if (form.Scale == Scale.Log && value <= 0)
        {
            faults.Add(path, node, $"{node.Excerpt} is not above 0; a log scale needs a minimum above 0.{(value == 0 ? Advice() : "")}");
        }
        else if (form.Scale == Scale.ReverseLog && value >= 1)
        {
            faults.Add(path, node, $"{node.Excerpt} is not below 1; a reverse_log scale (the log of the distance to 1) needs a maximum below 1.");
        }
        else if (integer && value != Math.Floor(value))
        {
            faults.Add(path, node, $"{node.Excerpt} is not a whole number; an integer dimension needs whole bounds.");
        }
        else if (draft.Rules is { } rules)
        {
            new RecordReading(faults).TryRead(node, rules, path, out _);
        }
    }

    /// <summary>What to write where somebody wants a rate, or none at all.</summary>
    private static string Advice() => " It never reaches 0: give the least value that could still matter, such as 1e-8, or search choices with 0 among them.";

    private SearchRange Limits(double min, double max, bool integer)
    {
        if (form.Limits is not { } limits || draft.Node["limits"] is not { } node)
        {
            return new SearchRange(min, max);
        }

        string place = $"{draft.Place}.limits";
        Bound(node, "min", place, limits.Min, integer);
        Bound(node, "max", place, limits.Max, integer);
        if (limits.Min > min)
        {
            faults.Add($"{place}.min", node["min"]!, $"{Text(limits.Min)} is above min, which is {Text(min)}; limits contain the range.");
        }

        if (limits.Max < max)
        {
            faults.Add($"{place}.max", node["max"]!, $"{Text(limits.Max)} is below max, which is {Text(max)}; limits contain the range.");
        }

        return new SearchRange(limits.Min, limits.Max);
    }

    private void Step(double min, double max, SearchRange widest, bool integer)
    {
        double step = form.Step ?? 1;
        (string place, SourceNode node) = form.Step is null ? (draft.Place, draft.Node) : ($"{draft.Place}.step", draft.Node["step"]!);
        if (form.Step is null && !integer)
        {
            return;
        }

        if (step <= 0)
        {
            faults.Add(place, node, $"{node.Excerpt} is not above 0; a step is the distance of neighbouring values.");
        }
        else if (integer && step != Math.Floor(step))
        {
            faults.Add(place, node, $"{node.Excerpt} is not a whole number; an integer dimension needs a whole step.");
        }
        else if ((widest.Max - widest.Min) / step is var widestCount && !(widestCount < MostLevels))
        {
            faults.Add(place, node, $"A step of {Text(step)} from {Text(widest.Min)} to {Text(widest.Max)} makes more values than can be told apart; make the step larger.");
        }
        else if ((max - min) / step is var count && Math.Abs(count - Math.Round(count)) > 1e-9 * Math.Max(1, count))
        {
            double below = min + (Math.Floor(count) * step);
            faults.Add(place, node, $"{Text(step)} does not divide max - min, which is {Text(max - min)}; both bounds are reached, so max could be {below:G10} or {below + step:G10}.");
        }
    }

    private static string Text(double value) => RangeText.Number(value);
}
