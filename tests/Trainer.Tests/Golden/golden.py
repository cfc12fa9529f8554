#!/usr/bin/env python3
"""The first 20 steps of small networks in PyTorch: the numbers that GoldenTests.cs compares with.

    python3 golden.py > golden.json        (made with PyTorch 1.13, one thread, float32; lbfgs in float64, see GoldenTests.cs)

Each case holds the sections of the trainer's options as a study file has them. Weights are stored as the trainer has them, [inputs, outputs] row after row: of every
layer its weights and biases, then gain and shift of its normalisation.
"""
import json

import numpy as np
import torch
from torch.nn import functional as F

SIZES, SAMPLES, BATCH, STEPS = [20, 16, 12, 5], 40, 8, 20


def case(kind, rate, activation="relu", decay=0.01, loss="softmax_cross_entropy", schedule=None, optimizer=None, **network):
    return {"optimizer": {"type": kind, "learningRate": rate, "weightDecay": decay, **(optimizer or {})},
            "network": {"activation": activation, **network}, "loss": loss, "schedule": schedule or {}}


CASES = [
    case("sgd", 0.1), case("sgd", 0.1, "sigmoid"), case("momentum", 0.05, "tanh"), case("adagrad", 0.05, "tanh"),
    case("rmsprop", 0.003, "tanh"), case("adam", 0.01), case("adam", 0.01, "tanh"), case("adamw", 0.01, "tanh", 0.1),
    case("nesterov", 0.02, "tanh"), case("lbfgs", 1.0, "tanh"),
    case("sgd", 0.1, "leaky_relu", slope=0.2), case("sgd", 0.1, "elu", alpha=0.7), case("sgd", 0.1, "gelu"), case("adam", 0.003, "gelu"),
    case("sgd", 0.2, loss="hinge"), case("sgd", 0.2, loss="mean_squared_error"),
    case("sgd", 0.2, "tanh", optimizer={"clipNorm": 0.5}),
    case("sgd", 0.2, "tanh", schedule={"type": "cosine", "final": 0.1, "per": "epoch"}),
    case("sgd", 0.2, "tanh", schedule={"type": "linear", "final": 0.25, "per": "epoch"}),
    case("sgd", 0.2, "tanh", schedule={"type": "step", "stepEpochs": 3, "factor": 0.5, "per": "epoch"}),
    case("sgd", 0.1, "tanh", normalization="batch"), case("adam", 0.003, normalization="batch", normalizationPlacement="after"),
    case("sgd", 0.1, "tanh", normalization="layer"), case("adam", 0.003, normalization="layer", normalizationPlacement="after"),
]


def numbers(values):
    return [float("%.9g" % v) for v in np.concatenate([np.ravel(v) for v in values])]


def activate(name, net, h):
    if name == "leaky_relu":
        return F.leaky_relu(h, net["slope"])
    if name == "elu":
        return F.elu(h, net["alpha"])
    return F.gelu(h) if name == "gelu" else getattr(torch, name)(h)


def run(c, x, t, initial, batches):
    net, opt = c["network"], c["optimizer"]
    dtype = torch.float64 if opt["type"] == "lbfgs" else torch.float32
    x = torch.from_numpy(x).to(dtype)
    kind, after = net.get("normalization", "none"), net.get("normalizationPlacement") == "after"
    layers, penalised, free, running = [], [], [], []
    for k in range(0, len(initial), 2):
        p = [torch.tensor(v, dtype=dtype, requires_grad=True) for v in initial[k:k + 2]]
        if kind != "none" and k + 2 < len(initial):
            m = p[1].shape[0]
            p += [torch.ones(m, requires_grad=True), torch.zeros(m, requires_grad=True)]
            running.append([torch.zeros(m), torch.ones(m)])
        layers.append(p)
        penalised.append(p[0])
        free += p[1:]

    def normalise(h, k, training):
        if kind == "batch":
            return F.batch_norm(h, running[k][0], running[k][1], layers[k][2], layers[k][3], training=training)
        return F.layer_norm(h, h.shape[1:], layers[k][2], layers[k][3]) if kind == "layer" else h

    def loss_of(rows, training):
        h = x[rows]
        for k, p in enumerate(layers):
            h = h @ p[0] + p[1]
            if k + 1 < len(layers):
                if not after:
                    h = normalise(h, k, training)
                h = activate(net["activation"], net, h)
                if after:
                    h = normalise(h, k, training)
        target = torch.from_numpy(t[rows])
        if c["loss"] == "hinge":
            return F.multi_margin_loss(h, target)
        if c["loss"] == "mean_squared_error":
            return F.mse_loss(h, F.one_hot(target, h.shape[1]).to(dtype))
        return F.cross_entropy(h, target)

    rate, decay = opt["learningRate"], opt["weightDecay"]
    groups = [{"params": penalised, "weight_decay": decay}, {"params": free, "weight_decay": 0.0}]
    make = {
        "sgd": lambda: torch.optim.SGD(groups, lr=rate),
        "momentum": lambda: torch.optim.SGD(groups, lr=rate, momentum=0.9),
        "nesterov": lambda: torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True),
        "adagrad": lambda: torch.optim.Adagrad(groups, lr=rate, eps=1e-8),
        "rmsprop": lambda: torch.optim.RMSprop(groups, lr=rate, alpha=0.99, eps=1e-8),
        "adam": lambda: torch.optim.Adam(groups, lr=rate),
        "adamw": lambda: torch.optim.AdamW(groups, lr=rate),
        # One iteration a step on all samples; the penalty is part of what is minimised.
        "lbfgs": lambda: torch.optim.LBFGS([p for layer in layers for p in layer], lr=rate, max_iter=1, history_size=10,
                                           tolerance_grad=0, line_search_fn="strong_wolfe"),
    }
    optimizer = make[opt["type"]]()
    plan, scheduler = c["schedule"], None
    if plan.get("type") == "cosine":
        scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS, eta_min=rate * plan["final"])
    elif plan.get("type") == "linear":
        scheduler = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, plan["final"], STEPS)
    elif plan.get("type") == "step":
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, plan["stepEpochs"], plan["factor"])
    losses = []
    for b in batches:
        if opt["type"] == "lbfgs":
            def closure():
                optimizer.zero_grad()
                total = loss_of(np.arange(SAMPLES), True) + decay / 2 * sum((w ** 2).sum() for w in penalised)
                total.backward()
                return total
            losses.append(loss_of(np.arange(SAMPLES), True).item())
            optimizer.step(closure)
            continue
        loss = loss_of(b, True)
        optimizer.zero_grad()
        loss.backward()
        if "clipNorm" in opt:
            torch.nn.utils.clip_grad_norm_(penalised + free, opt["clipNorm"])
        optimizer.step()
        if scheduler:
            scheduler.step()
        losses.append(loss.item())
    return {**c, "losses": losses, "evaluated": loss_of(np.arange(SAMPLES), False).item(),
            "weights": numbers([v.detach().numpy() for p in layers for v in p])}


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
    cases = [run(c, x, t, initial, batches) for c in CASES]
    print(json.dumps({"sizes": SIZES, "features": numbers([x]), "labels": t.tolist(), "batches": [b.tolist() for b in batches],
                      "initial": numbers(initial), "cases": cases}).replace('"cases": [', '"cases": [\n').replace('}, {"optimizer"', '},\n{"optimizer"'))


main()
