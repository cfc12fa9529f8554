namespace HyperSearch.Exchange.Optuna;

/// <summary>The operations of Optuna's journal, by their numbers there.</summary>
internal enum OptunaOperation
{
    CreateStudy,
    DeleteStudy,
    SetStudyUserAttribute,
    SetStudySystemAttribute,
    CreateTrial,
    SetTrialParameter,
    SetTrialState,
    SetIntermediateValue,
    SetTrialUserAttribute,
    SetTrialSystemAttribute,
}

/// <summary>The states of Optuna's trials, by their numbers in a journal.</summary>
internal enum OptunaState
{
    Running,
    Complete,
    Pruned,
    Fail,
    Waiting,
}

/// <summary>The directions of Optuna's objectives, by their numbers in a journal.</summary>
internal enum OptunaDirection
{
    NotSet,
    Minimize,
    Maximize,
}

/// <summary>The names of the user attributes in which an exported study says what Optuna has no other word for.</summary>
internal static class OptunaWords
{
    /// <summary>Who wrote a line: so that a file of ours is told from one that a study of Optuna's went on in.</summary>
    public const string Worker = "hypersearch";

    public const string Metric = "hypersearch:metric";
    public const string At = "hypersearch:at";
    public const string Seed = "hypersearch:seed";
    public const string Hash = "hypersearch:hash";
    public const string Space = "hypersearch:space";
    public const string Trial = "hypersearch:trial";
    public const string Round = "hypersearch:round";
    public const string Outcome = "hypersearch:outcome";
    public const string Epochs = "hypersearch:epochs";
    public const string Why = "hypersearch:why";
    public const string Diagnosis = "hypersearch:diagnosis";
    public const string Evidence = "hypersearch:evidence";
    public const string Verdict = "hypersearch:verdict";
    public const string Mean = "hypersearch:mean";
    public const string Interval = "hypersearch:interval";
}
