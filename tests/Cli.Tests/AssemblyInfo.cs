// Most tests start processes that use every core: one study at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(HyperSearch.Cli.Tests.FinishedStudy))]
[assembly: AssemblyFixture(typeof(HyperSearch.Cli.Tests.LongStudy))]
[assembly: AssemblyFixture(typeof(HyperSearch.Cli.Tests.TrialsToKill))]
