using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers.BuiltIn;

namespace HyperSearch.Cli;

/// <summary>Reads study files for commands: faults end the command, hints are told.</summary>
internal static class StudyFiles
{
    /// <summary>The study in a file.</summary>
    /// <exception cref="WrongInputException">The file is missing, unreadable, or has faults; the message lists all of them.</exception>
    public static StudyFileResult Read(FileInfo file)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{file}: {(Directory.Exists(file.FullName) ? "this is a folder; give the study file (or `hypersearch resume FOLDER`)." : File.Exists(file.FullName) ? e.Message : "there is no such file.")}");
        }

        StudyFileResult read = StudyFile.Read(text, BuiltInTrainer.Port);
        return read.Definition is not null ? read : throw new WrongInputException(string.Join('\n', read.Faults.Select(f => $"{file.Name}:{f}")));
    }
}
