using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli;

/// <summary>Reads study files for commands: faults end the command, hints are told.</summary>
internal static class StudyFiles
{
    /// <summary>The study in a file.</summary>
    /// <exception cref="WrongInputException">The file is missing, unreadable, or has faults; the message lists all of them.</exception>
    public static StudyFileResult Read(FileInfo file)
    {
        StudyFileResult read = StudyFile.Read(Bytes(file, "this is a folder; give the study file (or `hypersearch resume FOLDER`)."), Trainers.Port);
        return read.Definition is not null ? read : throw Faulty(file, read.Faults);
    }

    /// <summary>The trainer section of a file, with its seed.</summary>
    /// <exception cref="WrongInputException">The file is missing, unreadable, or has faults; the message lists all of them.</exception>
    public static TrainerConfig ReadConfig(FileInfo file) =>
        TrainerConfig.Read(Bytes(file, "this is a folder; give the file."), BuiltInTrainer.Port, out IReadOnlyList<Fault> faults) ?? throw Faulty(file, faults);

    private static byte[] Bytes(FileInfo file, string isFolder)
    {
        try
        {
            return File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{file}: {(Directory.Exists(file.FullName) ? isFolder : File.Exists(file.FullName) ? e.Message : "there is no such file.")}");
        }
    }

    private static WrongInputException Faulty(FileInfo file, IEnumerable<Fault> faults) => new(string.Join('\n', faults.Select(f => $"{file.Name}:{f}")));
}
