namespace HyperSearch.Trainer.Kernels;

/// <summary>The vector instructions that the trainer uses in this process. The numbers do not depend on them.</summary>
public static class InstructionSet
{
    /// <summary><c>avx512</c>, <c>avx2</c> or <c>portable</c>: the widest that the processor has, unless the environment variable <c>HYPERSEARCH_KERNELS</c> names another.</summary>
    /// <exception cref="InstructionSetException">The environment variable names one that does not exist, or not here.</exception>
    public static string Name => KernelChoice.Current.Name;
}
