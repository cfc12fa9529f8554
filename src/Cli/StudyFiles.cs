using HyperSearch.Cli.Terminal;
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
        byte[] bytes = Bytes(file, "this is a folder; give the study file (or `hypersearch resume FOLDER`).");
        StudyFileResult read = StudyFile.Read(bytes, Trainers.Port);
        return read.Definition is not null ? read : throw Faulty(file, bytes, read.Faults);
    }

    /// <summary>The trainer section of a file, with its seed.</summary>
    /// <exception cref="WrongInputException">The file is missing, unreadable, or has faults; the message lists all of them.</exception>
    public static TrainerConfig ReadConfig(FileInfo file)
    {
        byte[] bytes = Bytes(file, "this is a folder; give the file.");
        return TrainerConfig.Read(bytes, BuiltInTrainer.Port, out IReadOnlyList<Fault> faults) ?? throw Faulty(file, bytes, faults);
    }

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

    private static WrongInputException Faulty(FileInfo file, byte[] bytes, IEnumerable<Fault> faults) =>
        new(FaultText.Of(file.Name, bytes, faults, WordWrap.ColumnsOf(Console.Error)));
}
