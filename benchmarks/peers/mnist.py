"""MNIST from the folder in the environment variable MNIST as float32 images in [0, 1], shape [n, 784], and int64 labels, shape [n]."""
import gzip
import os
import pathlib

import numpy as np


def load(part="train"):
    folder, name = pathlib.Path(os.environ["MNIST"]), {"train": "train", "test": "t10k"}[part]
    images = gzip.open(folder / f"{name}-images-idx3-ubyte.gz").read()
    labels = gzip.open(folder / f"{name}-labels-idx1-ubyte.gz").read()
    x = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255
    return x, np.frombuffer(labels, np.uint8, offset=8).astype(np.int64)
