// Some tests set environment variables, and some start processes.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
