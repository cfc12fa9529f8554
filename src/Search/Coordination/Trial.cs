using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Coordination;

/// <summary>One evaluation of one parameter set.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Round">The round it was drawn in.</param>
/// <param name="Parameters">Its parameter set.</param>
/// <param name="Start">Its start on the virtual clock.</param>
/// <param name="Cost">What an epoch of it costs there.</param>
/// <param name="Work">What has been recorded of its training.</param>
public sealed record Trial(int Number, int Round, ParameterSet Parameters, long Start, long Cost, Work Work);
