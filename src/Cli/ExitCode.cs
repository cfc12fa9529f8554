namespace HyperSearch.Cli;

/// <summary>What the program says to the shell when it ends.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongInput = 2;
    public const int StoppedEarly = 3;
    public const int Interrupted = 130;
}
