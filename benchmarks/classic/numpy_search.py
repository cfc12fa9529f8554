"""The classic search as a plain numpy script: one process, float64, 100 random trials one after the other.

    python3 numpy_search.py --data ../../../shared/data/mnist --trials 100

Written for comparison after the description in Deep Learning from Scratch, chapter 6, with the work that such scripts do: each step computes the loss a second time
after the update, each epoch the accuracy on all training and validation images. 784-100x6-10, ReLU, He, SGD with L2, batch 100 drawn with replacement, 50 epochs on
400 of the first 500 images. Prints one JSON line.
"""
import argparse
import gzip
import json
import os
import pathlib
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
import numpy as np


def load(folder):
    images = gzip.open(folder / "train-images-idx3-ubyte.gz").read(16 + 500 * 784)
    labels = gzip.open(folder / "train-labels-idx1-ubyte.gz").read(8 + 500)
    return np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784) / 255.0, np.frombuffer(labels, np.uint8, offset=8).astype(int)


class Net:
    def __init__(self, rng, sizes, decay):
        self.W = [rng.standard_normal((i, o)) * np.sqrt(2 / i) for i, o in zip(sizes, sizes[1:])]
        self.b = [np.zeros(o) for o in sizes[1:]]
        self.decay = decay

    def forward(self, x):
        self.h = [x]
        for k, (W, b) in enumerate(zip(self.W, self.b)):
            z = self.h[-1] @ W + b
            self.h.append(np.maximum(z, 0) if k < len(self.W) - 1 else z)
        return self.h[-1]

    def loss(self, x, t):
        z = self.forward(x)
        z = z - z.max(1, keepdims=True)
        self.p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
        return -np.log(self.p[np.arange(len(t)), t] + 1e-7).mean() + sum(self.decay / 2 * (W**2).sum() for W in self.W)

    def accuracy(self, x, t):
        return float((self.forward(x).argmax(1) == t).mean())

    def step(self, x, t, rate):
        self.loss(x, t)
        d = self.p.copy()
        d[np.arange(len(t)), t] -= 1
        d /= len(t)
        gradients = []
        for k in range(len(self.W) - 1, -1, -1):
            gradients.append((k, self.h[k].T @ d + self.decay * self.W[k], d.sum(0)))
            d = d @ self.W[k].T
            if k:
                d = d * (self.h[k] > 0)
        for k, gW, gb in gradients:
            self.W[k] -= rate * gW
            self.b[k] -= rate * gb
        return self.loss(x, t)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=pathlib.Path, required=True)
    p.add_argument("--trials", type=int, default=100)
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    wall, cpu, rng = time.time(), time.process_time(), np.random.default_rng(a.seed)
    x, t = load(a.data)
    order = rng.permutation(500)
    x, t = x[order], t[order]
    xv, tv, xt, tt = x[:100], t[:100], x[100:], t[100:]
    best = 0.0
    for _ in range(a.trials):
        rate, decay = 10 ** rng.uniform(-6, -2), 10 ** rng.uniform(-8, -4)
        net = Net(rng, [784] + [100] * 6 + [10], decay)
        for _ in range(50):
            for _ in range(4):
                m = rng.choice(400, 100)
                net.step(xt[m], tt[m], rate)
            net.accuracy(xt, tt)
            value = net.accuracy(xv, tv)
        best = max(best, value)
    print(json.dumps({"numpy": np.__version__, "trials": a.trials, "seed": a.seed, "wall_seconds": round(time.time() - wall, 2), "cpu_seconds": round(time.process_time() - cpu, 2), "best": best}))


if __name__ == "__main__":
    main()
