using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers;

namespace HyperSearch.Cli;

/// <summary>Where the earlier studies of a study are.</summary>
internal static class HistoryFolders
{
    /// <summary>The study with the folders of <c>search.history</c> as absolute paths; relative ones lie beside the study file.</summary>
    public static StudyDefinition Found(StudyDefinition study, string beside) => study.Search.History is not { } folders ? study
        : study with { Search = study.Search with { History = [.. folders.Select(f => Path.GetFullPath(f, Path.GetFullPath(beside)))] } };

    /// <summary>The study folder that a fork is made from, as an absolute path.</summary>
    /// <param name="folder">The folder of the study that is there.</param>
    /// <param name="fork">The folder of the new one.</param>
    /// <param name="study">The study file as it is now.</param>
    /// <exception cref="WrongInputException">There is nothing to fork.</exception>
    /// <exception cref="StudyFolderException">The folder holds no study.</exception>
    public static string ToFork(string folder, string fork, StudyDefinition study)
    {
        if (Path.TrimEndingDirectorySeparator(Path.GetFullPath(fork)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
        {
            throw new WrongInputException($"--fork {fork}: this is the folder of the study itself; a new folder is needed.");
        }

        StudyDefinition there = new StudyFolder(folder).Read(Trainers.Port).State.Definition;
        return StudyDifferences.ThatMakeAnother(there, study).Count > 0 ? Path.GetFullPath(folder)
            : throw new WrongInputException($"--fork {fork}: the study file is that of {folder}; run it without --fork to go on with it.");
    }
}
