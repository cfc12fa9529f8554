#!/usr/bin/env bash
# The classic experiment end to end, 100 trials, side by side: this program with two workers, Optuna with PyTorch on two processes, a plain numpy script.
# Usage: run.sh [ROUNDS] [TUNERS]. TUNERS (default "random narrowing tpe") are ours; Optuna runs random and tpe right after ours, numpy after random. Prints one line of
# JSON a run; the runs alternate, so that a drift of the machine's speed hits all alike. Needs shared beside the checkout, python3 with numpy, torch and optuna (Debian:
# python3-optuna python3-torch), and OpenBLAS for a fair race (Debian: libopenblas0-pthread).
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}
tuners=${2:-random narrowing tpe}
shared=$(cd ../shared && pwd)
python=${PYTHON:-/usr/bin/python3}
export HYPERSEARCH_DATA="$shared/data" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
dotnet build -c Release src/Cli --nologo -v q >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "# $(date -u +%F), $(lscpu | sed -n 's/^Model name: *//p'), $(nproc --all) cores, load $(cut -d' ' -f1 /proc/loadavg), BLAS $(readlink -f /usr/lib/x86_64-linux-gnu/libblas.so.3 2>/dev/null || echo unknown)"
ours() { # tuner, seed
  sed -e "s/\"seed\": 1/\"seed\": $2/" -e "s/\"type\": \"narrowing\", \"rounds\": 3/\"type\": \"$1\"/" -e '/"confirm"/d' -e 's/"maxConcurrentTrials": 4,/"maxConcurrentTrials": 4/' \
    studies/02-mnist-narrowing/study.json >"$work/study.json"
  rm -rf "$work/study"
  /usr/bin/env bash -c "TIMEFORMAT='%R %U %S'; time src/Cli/bin/Release/net10.0/hypersearch run '$work/study.json' --out '$work/study' --workers 2 --json >'$work/status' 2>/dev/null" 2>"$work/time"
  read -r wall user sys <"$work/time"
  echo "{\"program\": \"hypersearch $1\", \"seed\": $2, \"wall_seconds\": $wall, \"cpu_seconds\": $(echo "$user + $sys" | bc), \"best\": $(sed -n '/"best"/,/}/s/.*"value": \([0-9.]*\).*/\1/p' "$work/status" | head -1)}"
}
for ((round = 1; round <= rounds; round++)); do
  for tuner in $tuners; do
    ours "$tuner" "$round"
    case $tuner in random | tpe) (cd "$shared/peers" && "$python" optuna_mnist.py "$tuner" --seed "$round") ;; esac
    if [ "$tuner" = random ]; then "$python" benchmarks/classic/numpy_search.py --data "$shared/data/mnist" --seed "$round"; fi
  done
done
