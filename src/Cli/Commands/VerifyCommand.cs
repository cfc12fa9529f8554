using System.CommandLine;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Studies;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch verify FOLDER</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The study folder." };
        var retrain = new Option<int>("--retrain") { Description = "Train this many trials again, the best first, and compare every epoch to the bit. Default: 0.", HelpName = "N" };
        var plugin = new PluginOption();
        retrain.Allow(n => n >= 0, "at least 0 is needed");
        var command = new Command("verify", "Replay the journal and prove every proposal, range, result and hash. Exit code 1, with the record's number, if one is not what it had to be.") { folder, retrain };
        plugin.AddTo(command);
        command.SetAction((parsed, _) => Faults.Guard(() =>
        {
            var study = new StudyFolder(parsed.GetRequiredValue(folder));
            StudyState state;
            try
            {
                state = StudyVerifier.Verify(study, Trainers.Port, Trainers.Plan, TunerPlugin.TunerOf(plugin.Read(parsed)));
            }
            catch (InvalidRecordException e)
            {
                // Elsewhere wrong input; here it is what was asked for.
                throw new VerificationException(e.Message);
            }

            if (state.Definition.IsImported)
            {
                WriteImported(study, state, parsed.GetValue(retrain));
                return ExitCode.Done;
            }

            if (parsed.GetValue(retrain) > 0 && FunctionTrainer.Owns(state.Definition.Trainer))
            {
                throw new WrongInputException($"{study.Root}: its journal is proved, but its objective is a function of a program that uses the library; --retrain cannot train its trials again.");
            }

            var trainers = new Trainers();
            int trained = StudyVerifier.Retrain(state, parsed.GetValue(retrain), assignment => trainers.Train(assignment, TimeProvider.System));
            Console.WriteLine($"Proved: {state.Trials.Count} proposals and {state.Trials.Count(t => t.Work.IsOver)} results{(trained > 0 ? $", {trained} trials trained again to the same bits" : "")}. Hash {StudyHash.Of(state)}");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Of trials that somebody else proposed and trained, less can be proved; what, is said.</summary>
    private static void WriteImported(StudyFolder study, StudyState state, int retrain)
    {
        ImportedSource source = ImportedTrainer.SourceOf(state.Definition);
        if (retrain > 0)
        {
            throw new WrongInputException($"{study.Root}: its trials were imported from {source.File}; --retrain cannot train them again.");
        }

        Console.WriteLine(
            $"Checked: {state.Trials.Count} trials, by the journal imported from {source.File} (SHA-256 {source.Sha256}); it is whole, and values and hash follow from what it says was measured. "
            + $"Not proved, as nothing here could: how the trials were proposed, why some ended early, and that training gives these numbers. Hash {StudyHash.Of(state)}");
    }
}
