#!/usr/bin/env python3
"""Wall time of the classic search until a validation accuracy, start-up included, on the same 400 and 100 images: this program with two workers, then Optuna's TPE with PyTorch and
SQLite on two processes, in turns.

    time_to_target.py [--seeds 10] [--first 0] [--target 0.8] [--tuner auto] [--pruner curve] [--in-flight 4]

Measured until the first trial that reached the target was complete, by the journal's and by Optuna's time stamps (where none of 100 did: until the end); "whole" is the command's end, which
for ours is soon after, by search.target. Prints one line of JSON a seed and the medians. Build before, ahead of time and with the runtime as one:
dotnet publish -c Release -r linux-x64 --self-contained true -p:PublishReadyToRunComposite=true src/Cli -o FOLDER, and name FOLDER/hypersearch with --program. Needs shared beside the checkout; python3 with numpy, torch and optuna (Debian's:
/usr/bin/python3).
"""
import argparse
import gzip
import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = os.path.abspath(os.path.join(HERE, "../../../shared/peers"))
PROGRAM = os.path.join(HERE, "../../src/Cli/bin/Release/net10.0/hypersearch")
sys.path.insert(0, PEERS)


def idx(folder, images, labels):
    """The two files of MNIST's format, under the names of both parts."""
    os.makedirs(folder)
    for part in ("train", "t10k"):
        with gzip.open(f"{folder}/{part}-images-idx3-ubyte.gz", "wb") as f:
            f.write(struct.pack(">4i", 0x803, len(images), 28, 28) + images.tobytes())
        with gzip.open(f"{folder}/{part}-labels-idx1-ubyte.gz", "wb") as f:
            f.write(struct.pack(">2i", 0x801, len(labels)) + labels.tobytes())


def split(folder):
    """The split of optuna_mnist.py as files: the last 400 of 500 images in its order to train on, the first 100 to score on."""
    import mnist
    import numpy as np
    x, t = mnist.load("train")
    order = np.random.default_rng(0).permutation(500)
    images, labels = np.rint(x[:500][order] * 255).astype(np.uint8), t[:500][order].astype(np.uint8)
    idx(f"{folder}/train", images[100:], labels[100:])
    idx(f"{folder}/validation", images[:100], labels[:100])


def study(folder, a, seed):
    return {
        "name": "to-target", "seed": seed, "objective": {"metric": "validation.accuracy"},
        "space": {"optimizer.learningRate": {"min": 1e-6, "max": 1e-2, "scale": "log"}, "optimizer.weightDecay": {"min": 1e-8, "max": 1e-4, "scale": "log"}},
        "search": {"tuner": {"type": a.tuner}, "pruner": {"type": a.pruner}, "trials": 100, "target": a.target, "maxConcurrentTrials": a.in_flight},
        "trainer": {
            "data": {"source": "idx", "path": f"{folder}/train", "validation": f"{folder}/validation"},
            "network": {"hidden": [100] * 6, "activation": "relu", "initializer": "he"},
            "optimizer": {"type": "sgd", "learningRate": 0.01, "weightDecay": 0}, "batchSize": 100, "epochs": 50,
        },
    }


def ours(folder, a, seed):
    file, out = f"{folder}/study.json", f"{folder}/{seed}.study"
    with open(file, "w") as f:
        json.dump(study(folder, a, seed), f)
    begin = time.time()
    done = subprocess.run([a.program, "run", file, "--out", out, "--workers", "2", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    whole = time.time() - begin
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    with open(f"{out}/journal.jsonl") as f:
        results = [json.loads(line[:line.rindex("}") + 1]) for line in f if line.startswith('{"type":"result"')]
    for number, result in enumerate(results, 1):
        if result["outcome"] == "Completed" and result["value"] >= a.target:
            return {"seconds": round(result["at"] / 1000 - begin, 2), "trials": number, "whole": round(whole, 2)}
    return {"seconds": round(whole, 2), "trials": None, "whole": round(whole, 2)}


def optunas(folder, a, seed):
    import optuna
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    storage = f"sqlite:///{folder}/{seed}.db"
    optuna.create_study(study_name="s", storage=storage, direction="maximize")
    begin = time.time()
    workers = [subprocess.Popen([sys.executable, f"{PEERS}/optuna_mnist.py", "tpe", "--seed", str(10 * seed + i), "--trials", "50", "--storage", storage], stdout=subprocess.DEVNULL) for i in range(2)]
    for worker in workers:
        worker.wait()
    end = time.time()
    trials = sorted(optuna.load_study(study_name="s", storage=storage).trials, key=lambda t: t.datetime_complete)
    for number, trial in enumerate(trials, 1):
        if trial.value >= a.target:
            return {"seconds": round(trial.datetime_complete.timestamp() - begin, 2), "trials": number, "whole": round(end - begin, 2)}
    return {"seconds": round(end - begin, 2), "trials": None, "whole": round(end - begin, 2)}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seeds", type=int, default=10)
    p.add_argument("--first", type=int, default=0)
    p.add_argument("--target", type=float, default=0.8)
    p.add_argument("--tuner", default="auto")
    p.add_argument("--pruner", default="curve")
    p.add_argument("--in-flight", type=int, default=4)
    p.add_argument("--program", default=PROGRAM)
    p.add_argument("--ours", action="store_true", help="leave Optuna out")
    a = p.parse_args()
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    with tempfile.TemporaryDirectory() as folder:
        split(folder)
        rows = []
        for seed in range(a.first, a.first + a.seeds):
            rows.append({"seed": seed, "ours": ours(folder, a, seed), **({} if a.ours else {"optuna": optunas(folder, a, seed)})})
            print(json.dumps(rows[-1]), flush=True)
        own = statistics.median(r["ours"]["seconds"] for r in rows)
        print(f"ours {own:.2f} s")
        if not a.ours:
            other = statistics.median(r["optuna"]["seconds"] for r in rows)
            print(f"optuna {other:.2f} s, ratio {other / own:.2f}")


if __name__ == "__main__":
    main()
