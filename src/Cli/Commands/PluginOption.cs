using System.CommandLine;

namespace HyperSearch.Cli.Commands;

/// <summary>The option that names an assembly with tuners.</summary>
internal sealed class PluginOption
{
    private readonly Option<FileInfo?> option = new("--plugin") { Description = "An assembly with tuners, and a loader of data, that this program was built without (HyperSearch.AutoML.dll), or the folder it lies in. Default: the one in the folder automl beside the program, if there is one.", HelpName = "FILE|FOLDER" };

    /// <summary>Adds it to a command.</summary>
    public void AddTo(Command command) => command.Add(option);

    /// <summary>The file that it names; null: none.</summary>
    public FileInfo? File(ParseResult parsed) => parsed.GetValue(option);

    /// <summary>The plug-in; null where there is none.</summary>
    /// <exception cref="WrongInputException">It cannot be loaded.</exception>
    public TunerPlugin? Read(ParseResult parsed) => TunerPlugin.Find(File(parsed));
}
