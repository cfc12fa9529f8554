using HyperSearch.Search.Tuners;

[assembly: TunerOf(typeof(AutoMLTunerOptions), typeof(HyperSearch.Cli.Tests.PluginTuner))]

namespace HyperSearch.Cli.Tests;

/// <summary>What the program gets from this assembly where it is named as a plug-in.</summary>
/// <param name="options">What the study asks for.</param>
public sealed class PluginTuner(AutoMLTunerOptions options) : ITuner
{
    /// <summary>Uniform draws, and others for other options.</summary>
    public Proposal Propose(Knowledge known) => new(DistinctProposal.Find(known, i => UniformDraw.From(known.Space, known.Rounds[0].Ranges, known.Draws(i + (options is AutoMLGridTunerOptions grid ? grid.Points : 0)))));
}
