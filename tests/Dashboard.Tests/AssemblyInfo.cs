[assembly: AssemblyFixture(typeof(HyperSearch.Dashboard.Tests.Browser))]
[assembly: AssemblyFixture(typeof(HyperSearch.Dashboard.Tests.Reports))]
