using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.RealTraining;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers;

// run STUDY.json TUNER [SEEDS] [FIRST]: studies with a tuner of ours, one trial after the other; a line a study: tuner, seed, best value after 25, 50 and 100 trials.
// serve STUDY.json: trains what another program proposes; reads {"seed", "trial", "parameters"} a line and answers with the objective.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["run", var file, var tuner, .. var rest]:
        int seeds = rest.Length > 0 ? int.Parse(rest[0]) : 10, first = rest.Length > 1 ? int.Parse(rest[1]) : 0;
        for (int seed = first; seed < first + seeds; seed++)
        {
            double[] best = SequentialStudy.Best(Study(file, seed, tuner));
            Console.WriteLine($"{tuner},{seed},{string.Join(',', best)}");
        }

        return 0;
    case ["serve", var file]:
        StudyDefinition served = Study(file, 0, "random");
        while (Console.ReadLine() is { } line)
        {
            JsonElement asked = JsonElement.Parse(line);
            Console.WriteLine(SequentialStudy.Value(
                served with { Seed = asked.GetProperty("seed").GetUInt64() }, asked.GetProperty("trial").GetInt32(), served.Space.Read(asked.GetProperty("parameters"))));
        }

        return 0;
    default:
        Console.Error.WriteLine("run STUDY.json TUNER [SEEDS] [FIRST] | serve STUDY.json");
        return 2;
}

static StudyDefinition Study(string file, int seed, string tuner)
{
    var root = (JsonObject)JsonNode.Parse(File.ReadAllText(file), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
    root["seed"] = seed;
    root["search"]!["tuner"] = new JsonObject { ["type"] = tuner };
    StudyFileResult read = StudyFile.Read(root.ToJsonString(), Trainers.Port);
    StudyDefinition study = read.Definition ?? throw new ArgumentException(string.Join("; ", read.Faults));
    return Trainers.Freeze(study, Path.GetDirectoryName(Path.GetFullPath(file))!).Study;
}
