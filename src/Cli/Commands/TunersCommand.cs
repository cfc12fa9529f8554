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
        command.SetAction((_, _) => Faults.Guard(() =>
        {
            List("Tuners (search.tuner)", typeof(TunerOptions));
            Console.WriteLine();
            List("Pruners (search.pruner)", typeof(PrunerOptions));
            return ExitCode.Done;
        }));
        return command;
    }

    private static void List(string title, Type family)
    {
        Console.WriteLine(title);
        foreach (JsonDerivedTypeAttribute kind in family.GetCustomAttributes<JsonDerivedTypeAttribute>().Where(k => !k.DerivedType.IsDefined(typeof(LibraryOnlyAttribute), false)))
        {
            Console.WriteLine($"  {kind.TypeDiscriminator,-10} {Description(kind.DerivedType)}");
            object defaults = Activator.CreateInstance(kind.DerivedType)!;
            foreach (var (name, _) in RecordWriter.Write(defaults).Where(member => member.Key != "type"))
            {
                PropertyInfo property = kind.DerivedType.GetProperties().First(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                Console.WriteLine($"  {"",-10}   {name}: {Description(property)}");
            }
        }
    }

    private static string Description(MemberInfo member) => member.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";
}
