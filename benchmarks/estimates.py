"""How good is the time that a run says before its first trial?

    dotnet build -c Release src/Cli && python3 benchmarks/estimates.py [--workers N] [STUDY.json...]

Runs each study (by default three of studies/) into a folder of its own and prints, from its journal, the estimate beside the truth and their ratio. A machine that does other things meanwhile makes the
truth long and says nothing of the estimate; so the CPU time that the run and its workers took is printed too, and what share of the calibrated speed a worker reached by it: `HostSpeed.Share` is the
share that the estimate counts with.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
RELEASE = os.path.join(ROOT, "src/Cli/bin/Release/net10.0/hypersearch")
STUDIES = ["01-quickstart", "02-mnist-narrowing", "03-optimizers"]
START_UP, FOR_A_TRIAL = 0.5, 0.004  # as in RunForecast


def records(folder):
    with open(os.path.join(folder, "journal.jsonl"), encoding="utf-8") as journal:
        return [json.loads(line[:line.rindex(" ")]) for line in journal]


def measure(study, workers):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "study")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([RELEASE, "run", study, "--out", out, "--workers", str(workers)], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        journal = records(out)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    estimate = next(r for r in journal if r["type"] == "estimate")
    took = (next(r for r in journal if r["type"] == "finish")["at"] - estimate["at"]) / 1000
    trials = {r["trial"]: r for r in journal if r["type"] == "proposal"}
    epochs = [r for r in journal if r["type"] == "epoch"]
    done = sum(trials[r["trial"]]["cost"] for r in epochs)
    ends = sum(r["type"] == "result" for r in journal)
    planned = sum(t["cost"] * t["epochs"] for t in trials.values())
    print(f"| {os.path.basename(os.path.dirname(study))} | {ends} | {done / 1e6:.2f} | {estimate['seconds']:.1f} | {took:.1f} | {took / estimate['seconds']:.2f} | {cpu:.1f} | {done / max(1e-9, cpu) / 1e6:.2f} |", flush=True)
    return planned


def main():
    arguments = sys.argv[1:]
    workers = 2
    if arguments[:1] == ["--workers"]:
        workers, arguments = int(arguments[1]), arguments[2:]
    studies = arguments or [os.path.join(ROOT, "studies", name, "study.json") for name in STUDIES]
    print(f"{workers} workers; work in billions of multiply-adds; speed in billions of multiply-adds in a second of CPU time\n")
    print("| study | trainings | work | estimated s | took s | took / estimated | CPU s | speed |\n| --- | --- | --- | --- | --- | --- | --- | --- |")
    for study in studies:
        measure(os.path.abspath(study), workers)


main()
