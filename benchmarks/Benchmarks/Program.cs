using BenchmarkDotNet.Running;
using HyperSearch.Benchmarks;

switch (args)
{
    case ["train", var name, var mnist]:
        TrainingSpeed.Run(Net.All.Single(net => net.Name == name), mnist);
        break;
    case ["compare", var python, var script, var mnist, ..]:
        Comparison.Run(python, script, mnist, args.Length > 4 ? int.Parse(args[4]) : 7);
        break;
    case ["zeros", ..]:
        ZeroSkipping.Run(args.Length > 1 ? int.Parse(args[1]) : 9);
        break;
    case ["products", ..]:
        ProductSpeed.Run(args.Length > 1 ? int.Parse(args[1]) : 9, args.Length > 2 ? args[2] : "");
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Net).Assembly).Run(args);
        break;
}
