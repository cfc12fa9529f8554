using System.Text.Json;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Reads the space of a study file.</summary>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="fields">The fields of the trainer section; null where they are not known, then only what needs no field is checked.</param>
internal sealed class SpaceReading(FaultList faults, TrainerFields? fields)
{
    /// <summary>More dimensions than a search could tell anything about.</summary>
    private const int Most = 1000;

    /// <summary>Of a large space with faults, the first dimensions are tried; the rest once those are mended.</summary>
    private const int AloneAtMost = 50;

    /// <summary>The space; null where there is a fault.</summary>
    public Space? Read(SourceNode node)
    {
        int before = faults.Count;
        if (node.Kind != JsonValueKind.Object || node.Members.Count is 0 or > Most)
        {
            faults.Add("space", node, node.Kind != JsonValueKind.Object ? $"{node.Excerpt} is {node.KindInWords}; an object of dimensions by their paths is needed."
                : $"The space has {node.Members.Count} dimensions; it has 1 to {Most}, such as \"optimizer.learningRate\": {{ \"min\": 1e-5, \"max\": 1e-1, \"scale\": \"log\" }}.");
            return null;
        }

        List<DimensionDraft> drafts = [.. node.Members.Select(m => new DimensionDraft(m))];
        drafts.ForEach(Dimension);
        Overlaps(drafts);
        if (fields is null)
        {
            return null;
        }

        new ConditionReading(faults, fields, drafts).Read();
        bool isSound = faults.Count == before;
        Space? space = isSound ? new Space([.. drafts.Select(d => d.Dimension!)]) : null;
        if (space is not null && fields.Section is not null)
        {
            new CornerCheck(faults, fields, space, drafts).Run();
        }
        else if (fields.Section is not null)
        {
            Alone(fields, drafts);
        }

        return faults.Count > before ? null : space;
    }

    /// <summary>Where some dimensions have faults, the sound ones are tried one by one, so that what is wrong with them is told at once too.</summary>
    private void Alone(TrainerFields known, List<DimensionDraft> drafts)
    {
        foreach (DimensionDraft draft in drafts.Where(d => d is { Rules: not null, Dimension: not null, Form.When: null }).Take(AloneAtMost))
        {
            new CornerCheck(faults, known, new Space([draft.Dimension!]), [draft], onlyOwn: true).Run();
        }
    }

    private void Dimension(DimensionDraft draft)
    {
        if (draft.Path.Any(char.IsControl))
        {
            faults.AddKey(draft.Place, draft.Member, "A parameter's name has no control characters: it goes to terminals, logs and tables.");
        }
        else if (fields is not null && TrainerFields.IsData(draft.Path))
        {
            faults.AddKey(draft.Place, draft.Member, "The data cannot be searched: results on different data cannot be compared.");
        }
        else if (fields is not null)
        {
            draft.Rules = fields.Find(draft.Path, out string problem);
            if (draft.Rules is null)
            {
                faults.AddKey(draft.Place, draft.Member, $"This is no field of the trainer: {problem}");
            }
        }

        bool isReadable = new RecordReading(faults).TryRead(draft.Node, ValueRules.OfRecord(typeof(DimensionForm)), draft.Place, out object? form);
        if (!isReadable || form is null)
        {
            return;
        }

        draft.Form = (DimensionForm)form;
        if (draft.Form.Choices is not null)
        {
            draft.Dimension = ChoiceReading.Read(faults, draft);
            return;
        }

        if (draft.Node.Member("ordered") is { } ordered)
        {
            faults.AddKey($"{draft.Place}.ordered", ordered, "\"ordered\" belongs to a dimension of choices; numbers are always in order.");
        }

        if (draft.Form is { Min: null, Max: null })
        {
            faults.AddMissing(draft.Place, draft.Node, "A dimension needs \"min\" and \"max\", or \"choices\".");
            return;
        }

        draft.Dimension = new NumericReading(faults, draft).Read();
    }

    private void Overlaps(List<DimensionDraft> drafts)
    {
        HashSet<string> paths = [.. drafts.Select(d => d.Path)];
        foreach (DimensionDraft draft in drafts)
        {
            for (int dot = draft.Path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = draft.Path.IndexOf('.', dot + 1))
            {
                if (paths.Contains(draft.Path[..dot]))
                {
                    faults.AddKey(draft.Place, draft.Member, $"`{draft.Path[..dot]}`, which contains this, is searched as well; search one of them.");
                }
            }
        }
    }
}
