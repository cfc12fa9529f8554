using System.Net;
using HyperSearch.Search.Studies;

namespace HyperSearch.Dashboard.Live;

/// <summary>How the live page is served.</summary>
/// <param name="Trainer">The trainer that study files are read with.</param>
/// <param name="Program">The version of this program.</param>
/// <param name="Time">The clock.</param>
/// <param name="Address">Where to listen. Port 0: any that is free.</param>
/// <param name="Token">What a visitor must know; null: nothing, which only loopback addresses allow.</param>
public sealed record DashboardSettings(TrainerPort Trainer, string Program, TimeProvider Time, IPEndPoint Address, string? Token);
