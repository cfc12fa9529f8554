"""A network in PyTorch that tells two interleaved half moons apart: what `hypersearch run` starts once a trial.

Prints a line of JSON an epoch. The seed comes from the environment, so that the same trial gives the same numbers whenever and wherever it is trained.
"""
import argparse
import json
import os

import torch

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, required=True)
parser.add_argument("--hidden", type=int, required=True)
parser.add_argument("--activation", choices=["relu", "tanh"], required=True)
arguments = parser.parse_args()

torch.set_num_threads(1)  # sums in a fixed order
torch.manual_seed(int(os.environ["HYPERSEARCH_SEED"]))


def moons(count):
    angle = torch.rand(count) * torch.pi
    which = torch.arange(count) % 2
    x = torch.where(which == 0, torch.cos(angle), 1 - torch.cos(angle))
    y = torch.where(which == 0, torch.sin(angle), 0.5 - torch.sin(angle))
    return torch.stack([x, y], 1) + 0.25 * torch.randn(count, 2), which


activation = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}[arguments.activation]
network = torch.nn.Sequential(torch.nn.Linear(2, arguments.hidden), activation(), torch.nn.Linear(arguments.hidden, 2))
optimizer = torch.optim.SGD(network.parameters(), lr=arguments.lr, momentum=0.9)
train, validation = moons(400), moons(1000)
for epoch in range(1, int(os.environ["HYPERSEARCH_EPOCHS"]) + 1):
    for batch in torch.randperm(400).split(20):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(train[0][batch]), train[1][batch]).backward()
        optimizer.step()
    with torch.no_grad():
        guess = network(validation[0])
        accuracy = (guess.argmax(1) == validation[1]).float().mean().item()
        loss = torch.nn.functional.cross_entropy(guess, validation[1]).item()
    print(json.dumps({"epoch": epoch, "validation.accuracy": accuracy, "validation.loss": loss}), flush=True)
