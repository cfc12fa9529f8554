#!/usr/bin/env bash
# How much faster two local workers are than one: the classic experiment (studies/02-mnist-narrowing without confirmation) with 400 trials and 8 virtual workers, start-up
# included; one and two workers take turns. Usage: speed_up.sh [TURNS [TRIALS]]. Prints a line of JSON a run and the ratio of the medians. What it means depends on both cores being
# idle otherwise: the load before each run is printed, and the share of the two cores that others took meanwhile. Needs MNIST in ../shared/data, or in $HYPERSEARCH_DATA.
set -euo pipefail
cd "$(dirname "$0")/.."
turns=${1:-3}
trials=${2:-400}
export HYPERSEARCH_DATA=${HYPERSEARCH_DATA:-$(cd ../shared && pwd)/data}
dotnet build -c Release src/Cli --nologo -v q >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed -e '/"confirm"/d' -e "s/\"trials\": [0-9]*/\"trials\": $trials/" -e 's/"maxConcurrentTrials": [0-9]*,\{0,1\}/"maxConcurrentTrials": 8/' studies/02-mnist-narrowing/study.json >"$work/study.json"

busy() { # clock ticks that all cores together have worked so far
    awk '/^cpu / { print $2 + $3 + $4 + $7 + $8 }' /proc/stat
}
ran() { # workers
    local load before after wall user sys
    load=$(cut -d' ' -f1 /proc/loadavg)
    rm -rf "$work/study"
    before=$(busy)
    bash -c "TIMEFORMAT='%R %U %S'; time src/Cli/bin/Release/net10.0/hypersearch run '$work/study.json' --out '$work/study' --workers $1 --json >'$work/status' 2>'$work/errors'" 2>"$work/time" || {
        cat "$work/errors" >&2
        exit 1
    }
    after=$(busy)
    read -r wall user sys <"$work/time"
    echo "$wall" >>"$work/wall-$1"
    awk -v w="$1" -v wall="$wall" -v cpu="$(echo "$user + $sys" | bc)" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v cores="$(nproc)" -v load="$load" -v hash="$(sed -n 's/.*"hash": "\([0-9a-f]\{12\}\).*/\1/p' "$work/status")" \
        'BEGIN { printf "{\"workers\": %d, \"wall_seconds\": %.2f, \"cpu_seconds\": %.2f, \"taken_by_others\": %.2f, \"load_before\": %s, \"hash\": \"%s\"}\n", w, wall, cpu, (ticks / hz - cpu) / (wall * cores), load, hash }'
}
median() { sort -g "$1" | awk '{ v[NR] = $1 } END { print (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'; }

echo "# $(date -u +%F), $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $trials trials"
for ((turn = 1; turn <= turns; turn++)); do
    ran 1
    ran 2
done
awk -v one="$(median "$work/wall-1")" -v two="$(median "$work/wall-2")" 'BEGIN { printf "two workers are %.2f times as fast as one (medians %.1f and %.1f s)\n", one / two, one, two }'
