using System.CommandLine;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch tuners</c>.</summary>
internal static class TunersCommand
{
    public static Command Create()
    {
        var command = new Command("tuners", "List the tuners and pruners with their options.");
        var plugin = new PluginOption();
        plugin.AddTo(command);
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            string autoML = plugin.Read(parsed) is { } brought ? $"They come with {brought.File}."
                : $"They are not here: `dotnet build -p:AutoML=true` builds the adapter and puts it in place ({TunerPlugin.Place}), and --plugin names one that lies elsewhere.";
            List("Tuners (search.tuner)", typeof(TunerOptions), t => !t.IsAssignableTo(typeof(AutoMLTunerOptions)));
            Console.WriteLine();
            List($"Tuners of Microsoft.ML.AutoML. {autoML}", typeof(TunerOptions), t => t.IsAssignableTo(typeof(AutoMLTunerOptions)));
            Console.WriteLine();
            List("Pruners (search.pruner)", typeof(PrunerOptions), _ => true);
            return ExitCode.Done;
        }));
        return command;
    }

    private static void List(string title, Type family, Predicate<Type> isListed)
    {
        Console.WriteLine(title);
        JsonDerivedTypeAttribute[] kinds = [.. family.GetCustomAttributes<JsonDerivedTypeAttribute>().Where(k => !k.DerivedType.IsDefined(typeof(LibraryOnlyAttribute), false) && isListed(k.DerivedType))];
        int width = kinds.Max(k => ((string)k.TypeDiscriminator!).Length);
        foreach (JsonDerivedTypeAttribute kind in kinds)
        {
            Console.WriteLine($"  {((string)kind.TypeDiscriminator!).PadRight(width)} {Description(kind.DerivedType)}");
            object defaults = Activator.CreateInstance(kind.DerivedType)!;
            foreach (var (name, _) in RecordWriter.Write(defaults).Where(member => member.Key != "type"))
            {
                PropertyInfo property = kind.DerivedType.GetProperties().First(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                Console.WriteLine($"  {new string(' ', width)}   {name}: {Description(property)}");
            }
        }
    }

    private static string Description(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
}
