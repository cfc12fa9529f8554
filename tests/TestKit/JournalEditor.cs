using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;

namespace HyperSearch.TestKit;

/// <summary>A forger: changes records of a journal and corrects their checksums, so that only a replay can tell.</summary>
public static class JournalEditor
{
    /// <summary>Changes the first record that fits.</summary>
    /// <param name="folder">The study folder.</param>
    /// <param name="fits">Which record.</param>
    /// <param name="change">What is done to it.</param>
    /// <returns>The record's number.</returns>
    public static long Alter(string folder, Func<JsonObject, bool> fits, Action<JsonObject> change)
    {
        string journal = Path.Combine(folder, "journal.jsonl");
        string[] lines = File.ReadAllLines(journal);
        for (int i = 0; i < lines.Length; i++)
        {
            JsonObject record = JsonNode.Parse(lines[i][..^9])!.AsObject();
            if (fits(record))
            {
                change(record);
                lines[i] = Line(record.ToJsonString());
                File.WriteAllText(journal, string.Concat(lines.Select(line => line + "\n")));
                return record["n"]!.GetValue<long>();
            }
        }

        throw new InvalidOperationException("No record fits.");
    }

    /// <summary>Corrects the digest of a trial's first epoch after its values were altered.</summary>
    public static void CorrectFirstDigest(JsonObject epoch)
    {
        var work = new WorkId(epoch["trial"]!.GetValue<int>(), epoch["repeat"]!.GetValue<int>());
        Dictionary<string, double> metrics = epoch["metrics"]!.AsObject().ToDictionary(m => m.Key, m => m.Value!.GetValue<double>());
        epoch["digest"] = EpochDigest.ToText(EpochDigest.Next(EpochDigest.Seed(work), new EpochValues(1, metrics)));
    }

    /// <summary>A journal's line: the JSON, a blank, its CRC-32C.</summary>
    private static string Line(string json)
    {
        uint crc = Encoding.UTF8.GetBytes(json).Aggregate(uint.MaxValue, BitOperations.Crc32C);
        return $"{json} {~crc:x8}";
    }
}
