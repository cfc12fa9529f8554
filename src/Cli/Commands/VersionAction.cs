using System.CommandLine;
using System.CommandLine.Invocation;
using HyperSearch.Trainer.Kernels;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Commands;

/// <summary><c>hypersearch --version</c>: version, commit and the vector instructions that the trainer uses here.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    private const int CommitDigits = 7;

    public override int Invoke(ParseResult parseResult)
    {
        try
        {
            parseResult.InvocationConfiguration.Output.WriteLine(TextOf(ProgramVersion.Text, InstructionSet.Name));
            return ExitCode.Done;
        }
        catch (InstructionSetException e)
        {
            parseResult.InvocationConfiguration.Error.WriteLine(e.Message);
            return ExitCode.WrongInput;
        }
    }

    /// <summary><c>hypersearch 0.1.0 (commit abc1234, AVX2)</c>; without the commit where the program was not built from a repository.</summary>
    internal static string TextOf(string version, string instructions)
    {
        string words = instructions switch { "avx512" => "AVX-512", "avx2" => "AVX2", _ => "no vector instructions" };
        return version.Split('+') is [var number, { Length: >= CommitDigits } commit, ..] ? $"hypersearch {number} (commit {commit[..CommitDigits]}, {words})" : $"hypersearch {version.Split('+')[0]} ({words})";
    }
}
