namespace HyperSearch.Search.Tuners;

/// <summary>A tuner of Microsoft.ML.AutoML. What it is made from is known here, so that a study file can be read anywhere; the tuner comes with the optional adapter alone.</summary>
public abstract record AutoMLTunerOptions : TunerOptions;
