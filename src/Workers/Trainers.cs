using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Workers.BuiltIn;
using HyperSearch.Workers.Programs;

namespace HyperSearch.Workers;

/// <summary>The trainers that a study can have: the one in the box, or a program of the user's.</summary>
public sealed class Trainers
{
    private readonly TrialTrainer builtIn = new();

    /// <summary>What the search knows of them.</summary>
    public static TrainerPort Port { get; } = BuiltInTrainer.Port with { Program = ProgramTrainer.Port };

    /// <summary>Freezes what a study takes from the machine: its data, or the folder of its program. What the costs of trials are computed from goes to the journal.</summary>
    /// <param name="study">The study as its file has it.</param>
    /// <param name="folder">The folder of the study file, where a relative path is looked for first.</param>
    /// <param name="loading">What data are frozen with that a plug-in loads; null: they cannot be.</param>
    /// <exception cref="DataException">The data, or the folder, are missing, unreadable, or not those of the study.</exception>
    /// <exception cref="InstructionSetException">The trainer cannot run here as the environment asks for.</exception>
    public static (StudyDefinition Study, JsonElement Sizes) Freeze(StudyDefinition study, string folder, DataLoading? loading = null) =>
        ProgramTrainer.Owns(study.Trainer) ? (ProgramTrainer.Freeze(study, folder), JsonElement.Parse("{}"))
        : LoadedData.Owns(study.Trainer) ? LoadedData.Freeze(study, folder, loading)
        : BuiltInTrainer.Freeze(study, folder);

    /// <summary>Makes sure, without reading them, that data which a plug-in loads could be loaded.</summary>
    /// <exception cref="DataException">They could not.</exception>
    public static void CheckLoader(StudyDefinition study, DataLoading loading)
    {
        if (LoadedData.Owns(study.Trainer))
        {
            LoadedData.LoaderOf(loading);
        }
    }

    /// <summary>How long and costly a trial with a certain trainer section is, on data of the given sizes.</summary>
    public static Func<JsonObject, TrialPlan> Plan(JsonElement sizes)
    {
        var builtIn = new Lazy<Func<JsonObject, TrialPlan>>(() => BuiltInTrainer.Plan(sizes));
        return trainer => ProgramTrainer.Owns(trainer) ? ProgramTrainer.Plan(trainer) : builtIn.Value(trainer);
    }

    /// <summary>Reads what a study needs of this machine, so that whether it is the right thing is known before any trial is taken.</summary>
    /// <param name="trainer">The study's trainer section.</param>
    /// <exception cref="DataException">The data cannot be read, or are not those of the study; or a program's folder is not there.</exception>
    public void Prepare(JsonObject trainer)
    {
        if (ProgramTrainer.Owns(trainer))
        {
            ProgramTrainer.Prepare(trainer);
        }
        else
        {
            builtIn.Prepare(trainer);
        }
    }

    /// <summary>Trains an epoch for each element that is asked for; ends with the last epoch, with the first that is not finite, or where the pruner's rule says.</summary>
    /// <param name="assignment">What to train.</param>
    /// <param name="time">The clock of a program's limits.</param>
    /// <param name="errors">Takes what a program writes to standard error; null: nobody wants to know.</param>
    /// <param name="unwanted">Ends a program in the middle of an epoch.</param>
    /// <exception cref="DataException">The data cannot be read, or are not those of the study.</exception>
    /// <exception cref="ProgramException">The program's run came to nothing.</exception>
    public IEnumerable<EpochValues> Train(Assignment assignment, TimeProvider time, ErrorTail? errors = null, CancellationToken unwanted = default) =>
        ProgramTrainer.Owns(assignment.Trainer) ? ProgramTrainer.Train(assignment, time, errors ?? new ErrorTail(), unwanted) : builtIn.Train(assignment);
}
