[assembly: AssemblyFixture(typeof(HyperSearch.Exchange.Tests.VariedStudy))]
