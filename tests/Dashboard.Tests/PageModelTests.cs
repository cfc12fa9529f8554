using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HyperSearch.Dashboard.Views;
using HyperSearch.TestKit;

namespace HyperSearch.Dashboard.Tests;

/// <summary>The page's model in TypeScript is written from the C# records, so that the two cannot disagree.</summary>
public sealed class PageModelTests
{
    private static readonly string File = Path.Combine(Checkout.Root, "src", "Dashboard", "Page", "src", "model.ts");

    [Fact]
    public void The_pages_model_is_that_of_the_records()
    {
        string text = Write(typeof(PageData), typeof(Hello), typeof(StudyUpdate));
        if (Environment.GetEnvironmentVariable("HYPERSEARCH_WRITE_MODEL") == "1")
        {
            System.IO.File.WriteAllText(File, text);
        }

        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    private static string Write(params Type[] roots)
    {
        var text = new StringBuilder("// Written from the C# records in src/Dashboard/Views, which say what each member means:\n// HYPERSEARCH_WRITE_MODEL=1 dotnet test tests/Dashboard.Tests --filter PageModelTests\n");
        var waiting = new Queue<Type>(roots);
        HashSet<Type> seen = [.. roots];
        while (waiting.TryDequeue(out Type? type))
        {
            text.Append("\nexport interface ").Append(type.Name).Append(" {\n");
            foreach (PropertyInfo member in type.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is null))
            {
                string written = Of(new NullabilityInfoContext().Create(member), next =>
                {
                    if (seen.Add(next))
                    {
                        waiting.Enqueue(next);
                    }
                });
                text.Append("  ").Append(JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Append(": ").Append(written).Append(";\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static string Of(NullabilityInfo info, Action<Type> also)
    {
        Type type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        string name = type switch
        {
            _ when type == typeof(JsonObject) => "Record<string, unknown>",
            _ when typeof(JsonNode).IsAssignableFrom(type) => "unknown",
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type.IsPrimitive => "number",
            _ when type.IsArray => List(Of(info.ElementType!, also)),
            _ when typeof(IEnumerable).IsAssignableFrom(type) => List(Of(info.GenericTypeArguments[0], also)),
            _ => Record(type, also),
        };
        bool isNullable = info.ReadState == NullabilityState.Nullable;
        return isNullable && name != "unknown" ? $"{name} | null" : name;
    }

    private static string List(string item) => item.Contains('|', StringComparison.Ordinal) ? $"({item})[]" : $"{item}[]";

    private static string Record(Type type, Action<Type> also)
    {
        also(type);
        return type.Name;
    }
}
