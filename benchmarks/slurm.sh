#!/usr/bin/env bash
# Slurm, 3 nodes on this host, 6 workers, 60 trials of about 2 s: once undisturbed, and once with a node powered off and a worker frozen when 20 trials are over. Prints
# wall times, hashes and attempts. Needs the Slurm packages, root (for the control groups) and ../shared/slurm/slurm-up.sh.
#   benchmarks/slurm.sh [WORKER_SHARE=0.15] [OUT=a new folder]
#
# Six workers that compute do not fit on two cores. So that each is as fast as it would be on a core of its own, and no faster when another is gone, each is held to a
# share of a core by a control group, and a trial is made so small that it takes 2 s at that share.
set -euo pipefail
cd "$(dirname "$0")/.."
share=${1:-0.15} out=${2:-$(mktemp -d)}
bin=${HYPERSEARCH:-$PWD/src/Cli/bin/Release/net10.0/hypersearch}
export SLURM_TEST_DIR=$out/cluster CTLD_PORT=${CTLD_PORT:-18817} D_PORT0=${D_PORT0:-18900}
up=../shared/slurm/slurm-up.sh
[ -x "$bin" ] || dotnet build -c Release src/Cli -v q --nologo
groups=/sys/fs/cgroup/cpu
epochs=${EPOCHS:-60}

cat > "$out/study.json" <<JSON
{
  "name": "slurm", "seed": 5,
  "space": { "optimizer.learningRate": { "min": 1e-4, "max": 1e-1, "scale": "log" } },
  "search": { "tuner": { "type": "narrowing", "rounds": 3 }, "trials": 60, "maxConcurrentTrials": 12 },
  "trainer": { "data": { "source": "digits", "samples": 500 }, "network": { "hidden": [64, 64] }, "batchSize": 20, "epochs": $epochs }
}
JSON

workers() { pgrep -f -- "^$bin worker --connect http" || true; }

# Every worker gets a control group of its own as soon as it is there.
throttle() {
    while true; do
        for worker in $(workers); do
            group=$groups/hypersearch-$worker
            [ -d "$group" ] && continue
            mkdir "$group"
            echo 8192 > "$group/cpu.shares"  # what it may use it gets, whatever else runs
            echo 20000 > "$group/cpu.cfs_period_us"
            awk -v share="$share" 'BEGIN { print int(20000 * share) }' > "$group/cpu.cfs_quota_us"
            for task in /proc/"$worker"/task/*; do echo "${task##*/}" > "$group/tasks" 2>/dev/null || true; done
            echo "$worker" > "$group/cgroup.procs" 2>/dev/null || true
        done
        sleep 0.2
    done
}
throttle & throttler=$!
trap 'kill $throttler; "$up" down; sleep 3; rmdir $groups/hypersearch-* 2>/dev/null || true' EXIT

# How many trials of a run are over.
over() { local n; n=$(grep -c '"type":"result"' "$out/$1.study/journal.jsonl" 2>/dev/null) || true; echo "${n:-0}"; }

run() {
    "$up" up 3 2 > /dev/null
    export SLURM_CONF=$SLURM_TEST_DIR/slurm.conf
    local begin; begin=$(date +%s.%N)
    "$bin" run "$out/study.json" --out "$out/$1.study" --pool slurm --workers 6 --heartbeat 5 > "$out/$1.out" 2>&1 & local coordinator=$!
    if [ "$1" = disturbed ]; then
        until [ "$(over disturbed)" -ge 20 ]; do sleep 0.1; done
        "$up" kill-node n1
        for worker in $(workers); do
            if tr '\0' '\n' < /proc/"$worker"/environ 2>/dev/null | grep -qx SLURMD_NODENAME=n2; then
                kill -STOP "$worker"; echo "$1: node n1 is off, worker $worker on n2 is frozen, $(over disturbed) trials are over"; break
            fi
        done
    fi
    wait "$coordinator"
    awk -v begin="$begin" -v end="$(date +%s.%N)" -v name="$1" 'BEGIN { printf "%s: %.1f s of wall time\n", name, end - begin }'
    "$up" down
}

run undisturbed
run disturbed
"$bin" run "$out/study.json" --out "$out/local.study" --workers 2 > "$out/local.out" 2>&1
for name in local undisturbed disturbed; do
    "$bin" status "$out/$name.study" --json | python3 -c '
import json, sys
status = json.load(sys.stdin)
journal = [json.loads(line[:-9]) for line in open(sys.argv[1] + "/journal.jsonl")]
ended = [r["trial"] for r in journal if r["type"] == "result"]
lost = [r for r in journal if r["type"] == "attempt_end"]
assert sorted(ended) == list(range(60)), ended
print(sys.argv[2], status["state"], "hash", status["hash"], "- every trial accepted once;", len(lost), "attempts lost:", "; ".join(sorted({r["why"] for r in lost})))
' "$out/$name.study" "$name"
done
