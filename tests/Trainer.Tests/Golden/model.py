#!/usr/bin/env python3
"""A small model in PyTorch, as a safetensors file, with its probabilities of some samples: what TrainedModelTests.cs reads, predicts with and writes again.

    python3 model.py model.safetensors > model.json        (made with PyTorch 1.13, float32)

The file is put together here by the format's own rules, byte by byte, so that it checks the reader and the writer of the trainer independently of both.
"""
import json
import struct
import sys

import torch
from torch import nn

INPUTS, HIDDEN, CLASSES = 5, [7, 4], 3
torch.manual_seed(7)


class Perceptron(nn.Module):
    """The names of its parameters are those of the file."""

    def __init__(self):
        super().__init__()
        sizes = [INPUTS, *HIDDEN, CLASSES]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.norms = nn.ModuleList(nn.BatchNorm1d(n) for n in HIDDEN)

    def forward(self, x):
        for layer, norm in zip(self.layers, self.norms):
            x = torch.tanh(norm(layer(x)))
        return self.layers[-1](x)


net = Perceptron()
for norm in net.norms:
    nn.init.normal_(norm.weight, 1, 0.3)
    nn.init.normal_(norm.bias, 0, 0.3)
    nn.init.normal_(norm.running_mean, 0, 0.5)
    nn.init.uniform_(norm.running_var, 0.5, 2)
net.eval()

shift, scale = torch.tensor([0.5, 0, -1, 100, 0]), torch.tensor([2, 1, 0.5, 0.01, 0])
x = torch.randn(6, INPUTS)
x[:, 3] = 100 * x[:, 3] + 100
state = {k: v for k, v in net.state_dict().items() if not k.endswith("num_batches_tracked")}
tensors = {"input.shift": shift, "input.scale": scale, "input.fill": shift, **state}

header, data = {"__metadata__": {"format": "pt", "note": 'made by "PyTorch", tiny: é'}}, b""
for name, tensor in tensors.items():
    values = tensor.flatten().tolist()
    header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + 4 * len(values)]}
    data += struct.pack("<%df" % len(values), *values)
text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
text += b" " * (-len(text) % 8)
with open(sys.argv[1], "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)

probabilities = torch.softmax(net((x - shift) * scale), 1)
json.dump({"inputs": INPUTS, "hidden": HIDDEN, "classes": CLASSES, "features": x.flatten().tolist(), "probabilities": probabilities.flatten().tolist()}, sys.stdout)
print()
