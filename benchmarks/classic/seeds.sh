#!/usr/bin/env bash
# The classic search (studies/02-mnist-narrowing) on seeds 1 to 5, with and without limits of the learning rate: a Markdown table of the best value, the last range of
# the learning rate, and what was said of the weight decay at the last move. The figures are those of the study, not of the machine: they are the same everywhere.
set -euo pipefail
cd "$(dirname "$0")/../.."
export HYPERSEARCH_DATA="$(cd ../shared && pwd)/data"
dotnet build -c Release src/Cli --nologo -v q >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "| limits | seed | best | confirmed mean | learning rate at the end | weight decay at the last move |"
echo "| --- | --- | --- | --- | --- | --- |"
for limits in none 1e-7..10; do
  for seed in 1 2 3 4 5; do
    sed "s/\"seed\": 1/\"seed\": $seed/" studies/02-mnist-narrowing/study.json >"$work/study.json"
    if [ "$limits" != none ]; then
      sed -i '/optimizer.learningRate/s/"scale": "log"/"scale": "log", "limits": { "min": 1e-7, "max": 10 }/' "$work/study.json"
    fi
    rm -rf "$work/study"
    src/Cli/bin/Release/net10.0/hypersearch run "$work/study.json" --out "$work/study" --json 2>/dev/null >"$work/status"
    ${PYTHON:-/usr/bin/python3} - "$work/status" "$limits" "$seed" <<'PY'
import json, sys
s = json.load(open(sys.argv[1]))
rate, decay = s["ranges"][-2:]
print(f"| {sys.argv[2]} | {sys.argv[3]} | {s['best']['value']:.2f} | {s['confirmed']['mean']:.3f} | {rate['min']:.3g}..{rate['max']:.3g} | {decay['why']} |")
PY
  done
done
