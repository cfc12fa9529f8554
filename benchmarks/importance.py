"""Optuna's fANOVA on the trials of a study of ours: python3 importance.py STUDY_FOLDER HYPERSEARCH [SEEDS].

HYPERSEARCH is the command, such as "dotnet src/Cli/bin/Release/net10.0/hypersearch.dll". Needs optuna and scikit-learn. Prints a line for each parameter: our shares with their
deviations, and Optuna's with the deviation over its seeds. Optuna scales the shares to a sum of 1; ours are scaled likewise in the last column.
"""
import csv
import io
import json
import shlex
import statistics
import subprocess
import sys

import optuna

folder, command = sys.argv[1], shlex.split(sys.argv[2])
seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 10


def run(*arguments):
    return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True).stdout


space = json.load(open(f"{folder}/study.json"))["space"]
ours = json.loads(run("importance", folder, "--json"))
distributions = {}
for path, d in space.items():
    if "choices" in d:
        distributions[path] = optuna.distributions.CategoricalDistribution([json.dumps(c) for c in d["choices"]])
    elif d.get("integer"):
        distributions[path] = optuna.distributions.IntDistribution(d["min"], d["max"], log=d.get("scale") == "log")
    else:
        distributions[path] = optuna.distributions.FloatDistribution(d["min"], d["max"], log=d.get("scale") == "log")

study = optuna.create_study(direction="maximize")
for row in csv.DictReader(io.StringIO(run("export", folder, "--format", "csv"))):
    if row["outcome"] == "completed":
        params = {p: row[p] if "choices" in space[p] else (int if space[p].get("integer") else float)(row[p]) for p in space}
        study.add_trial(optuna.trial.create_trial(params=params, distributions=distributions, value=float(row["value"])))

theirs = {path: [] for path in space}
for seed in range(seeds):
    evaluator = optuna.importance.FanovaImportanceEvaluator(seed=seed)
    for path, share in optuna.importance.get_param_importances(study, evaluator=evaluator).items():
        theirs[path].append(share)

total = sum(p["variance"]["mean"] for p in ours["parameters"])
print(f"{len(study.trials)} trials, explained {ours['explained']:.3f}")
print("| parameter | fANOVA, ours | PED-ANOVA, ours | fANOVA, Optuna | fANOVA, ours, scaled to a sum of 1 |\n|---|---|---|---|---|")
for p in ours["parameters"]:
    t = theirs[p["parameter"]]
    print(f"| {p['parameter']} | {p['variance']['mean']:.3f} +- {p['variance']['deviation']:.3f} | {p['top']['mean']:.3f} +- {p['top']['deviation']:.3f} "
          f"| {statistics.mean(t):.3f} +- {statistics.pstdev(t):.3f} | {p['variance']['mean'] / total:.3f} |")
