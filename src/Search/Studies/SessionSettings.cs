using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Studies;

/// <summary>How a study folder is opened for writing.</summary>
/// <param name="Trainer">The trainer that the study file is read with.</param>
/// <param name="Program">The version of this program, for the journal. A study that another version began is verified before it goes on.</param>
/// <param name="PlanOf">Makes the plan function from the sizes of the data, to verify with.</param>
/// <param name="Train">Trains an assignment, to verify with.</param>
/// <param name="Time">The clock that stamps records.</param>
/// <param name="Repair">Whether a damaged journal is cut off at the damage (a copy is kept) instead of refused.</param>
/// <param name="ForkOf">The folder of a study that a new one is made from: its trials that fit are carried over, after those of <c>search.history</c>; null: none.</param>
public sealed record SessionSettings(
    TrainerPort Trainer,
    string Program,
    Func<JsonElement, Func<JsonObject, TrialPlan>> PlanOf,
    Func<Assignment, IEnumerable<EpochValues>> Train,
    TimeProvider Time,
    bool Repair = false,
    string? ForkOf = null)
{
    /// <summary>Makes the study's tuner, to verify with.</summary>
    public Func<StudyDefinition, ITuner> TunerOf { get; init; } = TunerCatalog.Create;
}
