using HyperSearch.Workers.Local;

namespace HyperSearch.Workers.Slurm;

/// <summary>The batch file of a coordinator that runs as a job itself.</summary>
public static class CoordinatorScript
{
    /// <summary>The file's text.</summary>
    /// <param name="jobName">The job's name.</param>
    /// <param name="program">How this program is started.</param>
    /// <param name="arguments">Its arguments: <c>run STUDY --pool slurm ...</c>.</param>
    /// <param name="output">The file that the job prints to.</param>
    public static string Of(string jobName, WorkerCommand program, IReadOnlyList<string> arguments, string output)
    {
        string[] words = [program.Program, .. program.FirstArguments, .. arguments];
        return $$"""
            #!/bin/sh
            #SBATCH --job-name={{jobName}}
            #SBATCH --output={{SlurmArguments.Quote(output.Replace("%", "%%", StringComparison.Ordinal))}}
            #SBATCH --open-mode=append
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task=1
            #SBATCH --mem=1G
            #SBATCH --requeue
            #SBATCH --signal=B:USR1@120
            #
            # The coordinator of a study, as a job: it submits its workers by itself. Written by `hypersearch slurm`; submit it with sbatch. Add what your cluster needs, such as
            # a line with --partition, --account or --time.
            # - Its node is lost, or it is preempted: Slurm requeues it, and the study goes on where its journal ends.
            # - Its time limit comes near: Slurm sends USR1 two minutes before; the study is stopped in good order, and the job puts itself into the queue again.
            # - scancel: the study stops in good order. Submit it again to go on.

            {{string.Join(' ', words.Select(SlurmArguments.Quote))}} &
            run=$!
            again=0
            trap 'again=1; kill -TERM "$run"' USR1
            trap : TERM INT  # Slurm sends these to the run as well
            wait "$run"
            code=$?
            while kill -0 "$run" 2>/dev/null; do  # a signal ended wait, not the run
                wait "$run"
                code=$?
            done
            if [ "$again" -eq 1 ] && [ "$code" -eq 130 ]; then
                scontrol requeue "$SLURM_JOB_ID"
            fi
            exit "$code"

            """;
    }
}
