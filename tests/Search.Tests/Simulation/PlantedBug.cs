namespace HyperSearch.Search.Tests.Simulation;

/// <summary>A fault that is put in on purpose, to show that the simulation would notice it.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>The disk only says that it flushes: as if the journal's writer left its flushes out.</summary>
    FlushLeftOut,

    /// <summary>What is written stays in the process until it is flushed, so that a kill takes it: as if the journal's file had a buffer.</summary>
    WritesKeptInProcess,

    /// <summary>A report that comes twice is counted as news.</summary>
    RepeatCountedTwice,

    /// <summary>A report of an earlier attempt is taken for one of the present attempt.</summary>
    AttemptNotChecked,

    /// <summary>A worker may be silent for ever.</summary>
    SilenceNotNoticed,

    /// <summary>The tuner is told of every trial that is over, whether the virtual clock lets the next trial know it or not.</summary>
    ClockNotAsked,
}
