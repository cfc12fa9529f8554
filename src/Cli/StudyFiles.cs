using HyperSearch.Cli.Terminal;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Trainer.Data;
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

    /// <summary>Puts to use what a file says. Where its data cannot be used, the place that names them is shown, as of other faults.</summary>
    /// <exception cref="WrongInputException">They cannot.</exception>
    public static T Use<T>(FileInfo file, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (DataException e) when (e.Setting is not null && File.Exists(file.FullName))
        {
            byte[] bytes = Bytes(file, "");
            throw Faulty(file, bytes, [StudyFile.FaultAt(bytes, e.Setting, e.Reason)]);
        }
    }

    /// <inheritdoc cref="Use{T}(FileInfo, Func{T})" />
    public static void Use(FileInfo file, Action use) => Use(file, () =>
    {
        use();
        return true;
    });

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
