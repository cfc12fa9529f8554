#!/usr/bin/env bash
# Trains the same networks here, in PyTorch and in numpy side by side on one pinned core: benchmarks/train_speed.sh MNIST_FOLDER [CORE] [TURNS]
# PYTHON names the Python that has numpy and torch (Debian: apt-get install python3-torch libopenblas0-pthread).
set -euo pipefail
cd "$(dirname "$0")"
dotnet build Benchmarks -c Release --nologo -v quiet >&2
exec taskset -c "${2:-0}" dotnet Benchmarks/bin/Release/net10.0/HyperSearch.Benchmarks.dll compare "${PYTHON:-/usr/bin/python3}" "$PWD/peers/train_speed.py" "$(realpath "$1")" "${3:-7}"
