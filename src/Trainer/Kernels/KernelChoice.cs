using System.Runtime.Intrinsics.X86;

namespace HyperSearch.Trainer.Kernels;

/// <summary>Chooses the kernels of this process: the widest the processor has, unless the environment variable <see cref="Variable"/> names others.</summary>
internal static class KernelChoice
{
    /// <summary>The environment variable: portable, avx2 or avx512.</summary>
    public const string Variable = "HYPERSEARCH_KERNELS";

    private static MatrixKernels? current;

    /// <summary>The kernels in use.</summary>
    /// <exception cref="InstructionSetException">The environment variable names kernels that do not exist or do not run here.</exception>
    public static MatrixKernels Current => current ??= Choose(Environment.GetEnvironmentVariable(Variable));

    // Avx512F.IsSupported decides, not Vector512.IsHardwareAccelerated: the latter is false on processors that lower their clock for wide vectors, where these
    // kernels are faster all the same.
    internal static MatrixKernels Choose(string? name) => name switch
    {
        null or "" => Avx512F.IsSupported ? new Avx512Kernels() : Avx2.IsSupported && Fma.IsSupported ? new Avx2Kernels() : new PortableKernels(),
        "portable" => new PortableKernels(),
        "avx2" when Avx2.IsSupported && Fma.IsSupported => new Avx2Kernels(),
        "avx512" when Avx512F.IsSupported => new Avx512Kernels(),
        "avx2" or "avx512" => throw new InstructionSetException($"{Variable} asks for {name}, which this processor does not have; leave it out, or say portable."),
        _ => throw new InstructionSetException($"{Variable} is '{name}'; allowed are portable, avx2 and avx512."),
    };
}
