namespace HyperSearch.Search.Tests.Simulation;

/// <summary>The process, or the machine, dies here. Nothing of the product may catch it and go on.</summary>
internal sealed class SimulatedCrash() : Exception("The process died.");
