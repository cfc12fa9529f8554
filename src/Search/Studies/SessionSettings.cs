namespace HyperSearch.Search.Studies;

/// <summary>How a study folder is opened for writing.</summary>
/// <param name="Trainer">The trainer that the study file is read with.</param>
/// <param name="Program">The version of this program, for the journal.</param>
/// <param name="Time">The clock that stamps records.</param>
/// <param name="Repair">Whether a damaged journal is cut off at the damage (a copy is kept) instead of refused.</param>
public sealed record SessionSettings(TrainerPort Trainer, string Program, TimeProvider Time, bool Repair = false);
