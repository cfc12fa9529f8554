#!/usr/bin/env python3
"""100,000 random trials of five epochs: written, opened again, reported; seconds, CPU and memory of each process.

    scale.py FOLDER [TRIALS]      FOLDER is made, on the disk to be measured; build first:
                                  dotnet build -c Release benchmarks/Overhead && dotnet build -c Release src/Cli
"""
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OVERHEAD = os.path.join(ROOT, "benchmarks/Overhead/bin/Release/net10.0/HyperSearch.Overhead.dll")
CLI = os.path.join(ROOT, "src/Cli/bin/Release/net10.0/hypersearch.dll")


def run(name, *command):
    begin = time.perf_counter()
    process = subprocess.Popen(["dotnet", *command], stdout=subprocess.PIPE)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("%s ended with %d" % (name, process.returncode))
    print("| %s | %.2f | %.2f | %d |" % (name, time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024), flush=True)
    return printed.decode()


def main():
    folder, trials = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "100000"
    print("| what | wall s | CPU s | peak MiB |\n|---|---|---|---|")
    said = run("written", OVERHEAD, "write", folder, trials)
    said += run("opened again", OVERHEAD, "resume", folder, trials)
    run("`status`", CLI, "status", folder, "--json")
    run("`best`", CLI, "best", folder, "--json")
    run("`export --format csv`", CLI, "export", folder, "--format", "csv")
    run("`export --top 10`", CLI, "export", folder, "--top", "10")
    run("`verify`", CLI, "verify", folder)
    print("\njournal: %d MiB\n%s" % (os.path.getsize(os.path.join(folder, "journal.jsonl")) >> 20, said))


main()
