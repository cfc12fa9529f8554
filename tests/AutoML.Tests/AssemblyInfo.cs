// AutoML uses what cores there are.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
