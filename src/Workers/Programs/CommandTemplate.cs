using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Workers.Programs;

/// <summary>An argument of a command in which <c>{name}</c> stands for a value; <c>{{</c> and <c>}}</c> are braces.</summary>
internal static class CommandTemplate
{
    /// <summary>The name that stands for all searched values as one JSON object.</summary>
    public const string AllParameters = "parameters";

    /// <summary>The names in an argument, in order.</summary>
    /// <exception cref="FormatException">A brace has no partner, or there is nothing between two.</exception>
    public static IReadOnlyList<string> NamesIn(string argument)
    {
        var names = new List<string>();
        Fill(argument, name =>
        {
            names.Add(name);
            return "";
        });
        return names;
    }

    /// <summary>The argument with every name replaced.</summary>
    /// <param name="argument">The argument as it is written in the study file.</param>
    /// <param name="textOf">The text of a name.</param>
    /// <exception cref="FormatException">A brace has no partner, or there is nothing between two.</exception>
    public static string Fill(string argument, Func<string, string> textOf)
    {
        var filled = new StringBuilder();
        for (int i = 0; i < argument.Length; i++)
        {
            char c = argument[i];
            if (c is not ('{' or '}'))
            {
                filled.Append(c);
            }
            else if (i + 1 < argument.Length && argument[i + 1] == c)
            {
                filled.Append(c);
                i++;
            }
            else
            {
                int end = c == '{' ? argument.IndexOf('}', i) : -1;
                if (end <= i + 1)
                {
                    throw new FormatException($"the brace at character {i + 1} of \"{argument}\" has no partner or no name; braces themselves are written {{{{ and }}}}");
                }

                filled.Append(textOf(argument[(i + 1)..end]));
                i = end;
            }
        }

        return filled.ToString();
    }

    /// <summary>A value as an argument has it: a text as it is, a number as short as it can be read back, all else as JSON.</summary>
    public static string TextOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number when value.AsValue().TryGetValue(out double number) && number != Math.Floor(number) => number.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToJsonString(),
    };
}
