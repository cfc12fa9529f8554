using System.Text;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Library;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Studies;

/// <summary>A study folder: where its files are, and how to read it without disturbing a running study.</summary>
/// <param name="path">The folder.</param>
public sealed class StudyFolder(string path)
{
    /// <summary>The folder.</summary>
    public string Root => path;

    /// <summary>The study file as it was run, frozen.</summary>
    public string StudyFile => Path.Combine(path, "study.json");

    /// <summary>Every record: the only truth.</summary>
    public string Journal => Path.Combine(path, "journal.jsonl");

    /// <summary>The exported winner.</summary>
    public string Best => Path.Combine(path, "best.json");

    /// <summary>The report: one page that needs nothing else.</summary>
    public string Report => Path.Combine(path, "report.html");

    /// <summary>The log: one line an event.</summary>
    public string Log => Path.Combine(path, "hypersearch.log");

    /// <summary>A reader at the start of the journal.</summary>
    /// <exception cref="StudyFolderException">There is no study here.</exception>
    public JournalReader Open() =>
        !Directory.Exists(path) ? throw new StudyFolderException($"{path}: there is no such folder.")
        : !File.Exists(Journal) ? throw new StudyFolderException($"{path} is not a study folder: it has no journal.jsonl.")
        : new JournalReader(Journal);

    /// <summary>Reads the study from its journal alone.</summary>
    /// <param name="trainer">The trainer that the study file is read with.</param>
    /// <param name="see">Is handed every record once it has been applied; may be null.</param>
    /// <exception cref="StudyFolderException">There is no study here.</exception>
    /// <exception cref="JournalDamageException">The journal is damaged.</exception>
    /// <exception cref="InvalidRecordException">A record cannot follow the ones before it.</exception>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public StudyReading Read(TrainerPort trainer, Action<Record>? see = null)
    {
        JournalReader reader = Open();
        StudyReading? reading = null;
        foreach (Record record in reader.Read())
        {
            reading ??= new StudyReading((StudyStarted)record, StateOf((StudyStarted)record, trainer), reader, new StudyPace());
            reading.Apply(record, see);
        }

        return reading ?? throw new StudyFolderException($"{path}: its journal has no whole record; nothing was done yet.");
    }

    /// <summary>The state at the start of the study that a journal begins with.</summary>
    public static StudyState StateOf(StudyStarted started, TrainerPort trainer)
    {
        StudyFileResult file = StudyFiles.StudyFile.Read(started.Definition.GetRawText(), FunctionTrainer.Owns(started.Definition) ? FunctionTrainer.Port : trainer);
        return new StudyState(file.Definition ?? throw new InvalidRecordException(started, $"its study is not valid: {file.Faults[0]}"));
    }

    /// <summary>JSON as the files of a study folder have it.</summary>
    public static string TextOf(JsonObject json) => json.ToJsonString(IndentedJson.Options) + "\n";

    /// <summary>Writes a file so that a reader, and a crash, find the old or the new one and never a part.</summary>
    /// <exception cref="IOException">It could not be written; the old one is as it was.</exception>
    public static void Replace(string file, JsonObject json) => Replace(file, TextOf(json));

    /// <summary>Writes a file so that a reader, and a crash, find the old or the new one and never a part.</summary>
    /// <exception cref="IOException">It could not be written; the old one is as it was.</exception>
    public static void Replace(string file, string text)
    {
        string draft = file + ".new";
        try
        {
            using (FileStream stream = new(draft, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft); // what a full disk left of it
        }
    }
}
