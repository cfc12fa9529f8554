using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>Turns nodes into values by their rules; everything that is wrong goes to one list of faults.</summary>
internal sealed class RecordReading(FaultList faults)
{
    /// <summary>The value of a node; false where there is a fault in it.</summary>
    public bool TryRead(SourceNode node, ValueRules rules, string path, out object? value)
    {
        value = null;
        if (rules.Type == typeof(SourceNode))
        {
            value = node;
            return true;
        }

        if (node.Kind == JsonValueKind.Null && rules.IsNullable)
        {
            return true;
        }

        int before = faults.Count;
        value = rules switch
        {
            { IsAny: true } => node.ToJson(),
            { Type: var t } when t == typeof(bool) => node.Kind is JsonValueKind.True or JsonValueKind.False ? node.Kind == JsonValueKind.True : Wrong(node, path, "true or false"),
            { Type: var t } when t == typeof(string) => node.Kind == JsonValueKind.String ? node.Text : Wrong(node, path, "a text"),
            { Type.IsEnum: true } => Word(node, rules.Type, path),
            { IsNumber: true } => Number(node, rules, path),
            { Item: not null } => List(node, rules, path),
            { Forms.Count: > 0 } => AnyForm(node, rules, path),
            { IsOpen: true } => node.Kind == JsonValueKind.Object ? node.ToNode() : Wrong(node, path, "an object"),
            _ => node.Kind == JsonValueKind.Object ? Record(node, rules.Type, path) : Wrong(node, path, "an object"),
        };

        // A list has its length whatever is wrong with its items.
        if (faults.Count == before || value is Array)
        {
            Check(node, rules, path, value!);
        }

        return faults.Count == before;
    }

    private object? AnyForm(SourceNode node, ValueRules rules, string path)
    {
        ValueRules? form = rules.Forms.FirstOrDefault(f => node.Kind switch
        {
            JsonValueKind.Number => f.IsNumber,
            JsonValueKind.String => f.Type == typeof(string),
            _ => false,
        });
        return form is null ? Wrong(node, path, "a number or a text") : TryRead(node, form, path, out object? value) ? Activator.CreateInstance(rules.Type, value) : null;
    }

    private object? Wrong(SourceNode node, string path, string wanted)
    {
        faults.Add(path, node, node.Kind is JsonValueKind.Null ? $"null is not allowed here; {wanted} is needed." : $"{node.Excerpt} is {node.KindInWords}; {wanted} is needed.");
        return null;
    }

    private object? Word(SourceNode node, Type type, string path)
    {
        var words = EnumWords.Of(type);
        if (node.Kind == JsonValueKind.String)
        {
            foreach ((string word, System.Reflection.FieldInfo field) in words)
            {
                if (word == node.Text)
                {
                    return field.GetValue(null);
                }
            }
        }

        string[] allowed = [.. words.Select(w => w.Word)];
        string near = node.Kind == JsonValueKind.String && Suggestion.Nearest(node.Text, allowed) is { } nearest ? $" (did you mean `{nearest}`?)" : "";
        faults.Add(path, node, $"{node.Excerpt} is not one of {string.Join(", ", allowed)}{near}.");
        return null;
    }

    private object? Number(SourceNode node, ValueRules rules, string path)
    {
        if (node.Kind != JsonValueKind.Number)
        {
            return Wrong(node, path, rules.IsWhole ? "a whole number" : "a number");
        }

        double number = node.Number;
        if (rules.Checks.OfType<RangeAttribute>().FirstOrDefault() is { } attribute && RangeText.Of(attribute) is var range && !range.Contains(number))
        {
            faults.Add(path, node, $"{node.Excerpt} is out of range; it must be {range}.");
            return null;
        }

        // Outside its range an infinite number was told above; without one, the type is the limit.
        if (!double.IsFinite(number) || (rules.Type == typeof(float) && !float.IsFinite((float)number)))
        {
            faults.Add(path, node, $"{node.Excerpt} is too large for a number of this kind.");
            return null;
        }

        if (!rules.IsWhole)
        {
            return rules.Type == typeof(float) ? (object)(float)number : number;
        }

        if (number != Math.Floor(number))
        {
            faults.Add(path, node, $"{node.Excerpt} is not a whole number{(RangeInWords(rules) is { } words ? $"; it must be one, {words}" : "")}.");
            return null;
        }

        try
        {
            // 1e3 is a whole number too. Beyond 2^53 a double would round, so the digits are read themselves where they can be.
            return Convert.ChangeType(decimal.Parse(node.Excerpt, NumberStyles.Float, CultureInfo.InvariantCulture), rules.Type, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is OverflowException or FormatException)
        {
            faults.Add(path, node, $"{node.Excerpt} is too large for a whole number of this kind.");
            return null;
        }
    }

    private static string? RangeInWords(ValueRules rules) =>
        rules.Checks.OfType<RangeAttribute>().FirstOrDefault() is { } attribute ? RangeText.Of(attribute).ToString() : null;

    private Array? List(SourceNode node, ValueRules rules, string path)
    {
        if (node.Kind != JsonValueKind.Array)
        {
            Wrong(node, path, "a list");
            return null;
        }

        var items = Array.CreateInstance(rules.Item!.Type, node.Items.Count);
        for (int i = 0; i < items.Length; i++)
        {
            if (TryRead(node.Items[i], rules.Item, $"{path}.{i}", out object? item))
            {
                items.SetValue(item, i);
            }
        }

        return items;
    }

    private object? Record(SourceNode node, Type type, string path)
    {
        RecordShape shape = RecordShape.Of(type);
        string? discriminator = shape.Discriminator;
        if (discriminator is not null)
        {
            if (Derived(node, shape, path) is not { } derived)
            {
                return null;
            }

            shape = RecordShape.Of(derived);
        }

        bool isJudged = true, hasUnknown = false;
        var faulty = new HashSet<string>();
        object record = Activator.CreateInstance(shape.Type)!;
        shape.Others?.SetValue(record, node.Members.Where(m => m.Name != discriminator && shape.Find(m.Name) is null).ToDictionary(m => m.Name, m => m.Value.ToJson()));
        foreach (SourceMember given in node.Members)
        {
            if (shape.Find(given.Name) is { } member)
            {
                if (TryRead(given.Value, member.Rules, Join(path, given.Name), out object? value))
                {
                    member.Property.SetValue(record, value);
                }
                else if (record is IValidatableObject && member.Rules.IsRecord && value is not null)
                {
                    member.Property.SetValue(record, value); // the rules of the other members may ask whether there is such a section
                    faulty.Add(given.Name);
                }
                else
                {
                    isJudged = false;
                }
            }
            else if (given.Name != discriminator && shape.Others is null)
            {
                hasUnknown = true;
                string[] known = [.. discriminator is null ? [] : new[] { discriminator }, .. shape.Members.Select(m => m.Name)];
                faults.AddKey(Join(path, given.Name), given, $"\"{ForeignText.Blanked(given.Name, 60)}\" is not a key here; {Suggestion.For(given.Name, known, "keys")}");
            }
        }

        foreach (RecordMember member in shape.Members)
        {
            if (member.IsRequired && node.Member(member.Name) is null)
            {
                isJudged = false;
                faults.AddMissing(Join(path, member.Name), node, $"\"{member.Name}\" is missing{(member.Description is { } d ? $": {d}" : ".")}");
            }
        }

        if (isJudged && record is IValidatableObject validatable)
        {
            // Where a key is unknown, a member that is not in the file may be the one that was meant.
            Validate(validatable, node, path, key => !faulty.Contains(key) && (!hasUnknown || node[key] is not null));
        }

        return record;
    }

    private Type? Derived(SourceNode node, RecordShape family, string path)
    {
        string key = family.Discriminator!, place = Join(path, key);
        string[] words = [.. family.Derived.Select(d => d.Word)], offered = [.. family.Derived.Where(d => !d.Type.IsDefined(typeof(LibraryOnlyAttribute), false)).Select(d => d.Word)];
        if (node[key] is not { } chosen)
        {
            faults.AddMissing(place, node, $"\"{key}\" is missing; it is one of {string.Join(", ", offered)}.");
            return null;
        }

        int index = chosen.Kind == JsonValueKind.String ? Array.IndexOf(words, chosen.Text) : -1;
        if (index < 0)
        {
            string near = chosen.Kind == JsonValueKind.String && Suggestion.Nearest(chosen.Text, offered) is { } nearest ? $" (did you mean `{nearest}`?)" : "";
            faults.Add(place, chosen, $"{chosen.Excerpt} is not one of {string.Join(", ", offered)}{near}.");
            return null;
        }

        return family.Derived[index].Type;
    }

    /// <summary>Rules other than a range, which <see cref="Number"/> has told.</summary>
    private void Check(SourceNode node, ValueRules rules, string path, object value)
    {
        foreach (ValidationAttribute check in rules.Checks)
        {
            string? message = check switch
            {
                RangeAttribute => null,
                MinLengthAttribute least when Length(value) < least.Length => $"{node.Excerpt} has {Count(value)}; it must have at least {least.Length}.",
                MaxLengthAttribute most when most.Length >= 0 && Length(value) > most.Length => $"{node.Excerpt} has {Count(value)}; it must have at most {most.Length}.",
                MinLengthAttribute or MaxLengthAttribute => null,
                _ when !check.IsValid(value) => Sentence($"{node.Excerpt}: {check.FormatErrorMessage(path)}"),
                _ => null,
            };
            if (message is not null)
            {
                faults.Add(path, node, message);
            }
        }
    }

    private static int Length(object value) => value is string text ? text.Length : ((Array)value).Length;

    private static string Count(object value) => $"{Length(value)} {(value is string ? "character" : "item")}{(Length(value) == 1 ? "" : "s")}";

    /// <summary>The rules over several members; nothing is said of a member whose value is not known for what it is.</summary>
    private void Validate(IValidatableObject record, SourceNode node, string path, Func<string, bool> isKnown)
    {
        foreach (ValidationResult? result in record.Validate(new ValidationContext(record)))
        {
            if (result is null || result == ValidationResult.Success)
            {
                continue;
            }

            string message = Sentence(result.ErrorMessage ?? "This is not allowed.");
            string[] members = [.. result.MemberNames.DefaultIfEmpty("")];
            foreach (string member in members.Where(member => member.Length == 0 || isKnown(JsonNamingPolicy.CamelCase.ConvertName(member.Split('.', '[')[0]))))
            {
                (string place, SourceNode at) = Place(node, path, member);
                faults.Add(place, at, message);
            }
        }
    }

    /// <summary>Where a member stands that a record named by its property (<c>Hidden</c>, <c>Hidden[2]</c> or <c>Network.Hidden</c>); its owner's place if it is not in the file.</summary>
    private static (string Path, SourceNode At) Place(SourceNode node, string path, string member)
    {
        SourceNode? at = node;
        foreach (string part in member.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            string key = char.IsAsciiDigit(part[0]) ? part : JsonNamingPolicy.CamelCase.ConvertName(part);
            at = at?.Kind == JsonValueKind.Array ? (int.TryParse(key, out int i) && i < at.Items.Count ? at.Items[i] : null) : at?[key];
            node = at ?? node;
            path = Join(path, key);
        }

        return (path, node);
    }

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
