#!/usr/bin/env python3
"""Optuna's samplers on the trainer of this project: the study of benchmarks/RealTraining, one trial after the other.

    real_training.py SAMPLER [--seeds 10] [--first 0]        SAMPLER: random, tpe, gp

Prints one CSV line a study: sampler and version, seed, best value after 25, 50 and 100 trials. Optuna is taken from the environment; gp needs 3.6 or newer with torch.
Build before: dotnet build -c Release benchmarks/RealTraining. HYPERSEARCH_DATA names the folder with mnist.
"""
import argparse
import json
import os
import subprocess
import sys

import optuna

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.path.join(HERE, "../RealTraining/bin/Release/net10.0/HyperSearch.RealTraining")
STUDY = os.path.join(HERE, "../RealTraining/study.json")


def make_sampler(name, seed):
    if name == "gp":
        # As in shared/peers: before torch 2.0 torch.device is no context manager, which Optuna 5 takes it for.
        sys.path.insert(0, os.path.join(HERE, "../../../shared/peers"))
        import search_quality
        return search_quality.make_sampler("gp", seed)
    return {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}[name](seed=seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sampler", choices=["random", "tpe", "gp"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0)
    a = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    server = subprocess.Popen([SERVER, "serve", STUDY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    for seed in range(a.first, a.first + a.seeds):
        def objective(trial):
            parameters = {
                "optimizer.learningRate": trial.suggest_float("lr", 1e-5, 10, log=True),
                "optimizer.weightDecay": trial.suggest_float("wd", 1e-8, 1e-1, log=True),
                "network.hidden.0": trial.suggest_int("hidden", 8, 256, log=True),
                "batchSize": trial.suggest_int("batch", 8, 256, log=True),
            }
            print(json.dumps({"seed": seed, "trial": trial.number, "parameters": parameters}), file=server.stdin, flush=True)
            return float(server.stdout.readline())

        study = optuna.create_study(direction="maximize", sampler=make_sampler(a.sampler, seed))
        study.optimize(objective, n_trials=100)
        values = [t.value for t in study.trials]
        print(f"optuna {optuna.__version__} {a.sampler},{seed}," + ",".join(str(max(values[:n])) for n in (25, 50, 100)), flush=True)
    server.stdin.close()
    server.wait()


if __name__ == "__main__":
    main()
