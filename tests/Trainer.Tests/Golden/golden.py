#!/usr/bin/env python3
"""The first 20 steps of a small network in PyTorch: the numbers that GoldenTests.cs compares with.

    python3 golden.py > golden.json        (made with PyTorch 1.13, one thread, float32)

Weights are stored as the trainer has them, [inputs, outputs] row after row, all layers' weights and biases in turn.
"""
import json

import numpy as np
import torch

SIZES, SAMPLES, BATCH, STEPS, DECAY = [20, 16, 12, 5], 40, 8, 20, 0.01
CASES = [
    ("sgd", "relu", 0.1, lambda g: torch.optim.SGD(g, lr=0.1)),
    ("sgd", "sigmoid", 0.1, lambda g: torch.optim.SGD(g, lr=0.1)),
    ("momentum", "tanh", 0.05, lambda g: torch.optim.SGD(g, lr=0.05, momentum=0.9)),
    ("adagrad", "tanh", 0.05, lambda g: torch.optim.Adagrad(g, lr=0.05, eps=1e-8)),
    ("rmsprop", "tanh", 0.003, lambda g: torch.optim.RMSprop(g, lr=0.003, alpha=0.99, eps=1e-8)),
    ("adam", "relu", 0.01, lambda g: torch.optim.Adam(g, lr=0.01)),
    ("adam", "tanh", 0.01, lambda g: torch.optim.Adam(g, lr=0.01)),
    ("adamw", "tanh", 0.01, lambda g: torch.optim.AdamW(g, lr=0.01)),
]


def numbers(values):
    return [float("%.9g" % v) for v in np.concatenate([np.ravel(v) for v in values])]


def main():
    torch.set_num_threads(1)
    rng = np.random.default_rng(1)
    x = rng.normal(0, 1, (SAMPLES, SIZES[0])).astype(np.float32)
    t = rng.integers(0, SIZES[-1], SAMPLES)
    initial = []
    for n, m in zip(SIZES, SIZES[1:]):
        initial += [rng.normal(0, n ** -0.5, (n, m)).astype(np.float32), rng.normal(0, 0.1, m).astype(np.float32)]
    batches = [rng.permutation(SAMPLES)[:BATCH] for _ in range(STEPS)]
    batches[7] = batches[7][:5]
    cases = []
    for name, activation, rate, make in CASES:
        p = [torch.tensor(v, requires_grad=True) for v in initial]
        decay = DECAY if name != "adamw" else 0.1
        optimizer = make([{"params": p[0::2], "weight_decay": decay}, {"params": p[1::2], "weight_decay": 0.0}])
        losses = []
        for b in batches:
            h = torch.from_numpy(x[b])
            for k in range(0, len(p), 2):
                h = h @ p[k] + p[k + 1]
                if k + 2 < len(p):
                    h = getattr(torch, activation)(h)
            loss = torch.nn.functional.cross_entropy(h, torch.from_numpy(t[b]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        cases.append({"optimizer": name, "activation": activation, "learningRate": rate, "weightDecay": decay,
                      "losses": losses, "weights": numbers([v.detach().numpy() for v in p])})
    print(json.dumps({"sizes": SIZES, "features": numbers([x]), "labels": t.tolist(), "batches": [b.tolist() for b in batches],
                      "initial": numbers(initial), "cases": cases}).replace('"cases": [', '"cases": [\n').replace('}, {', '},\n{'))


main()
