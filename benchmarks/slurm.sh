#!/usr/bin/env bash
# Slurm, 3 nodes on this host, 6 workers, 60 trials of 2 s: once undisturbed, and once with a node powered off and a worker frozen when 20 trials are over. Prints wall times,
# hashes and what was lost. Needs the Slurm packages, root, and ../shared/slurm/slurm-up.sh.
#   [HYPERSEARCH=PROGRAM] [HEARTBEAT=5] benchmarks/slurm.sh [OUT=a new folder]
#
# Six workers that compute would not fit on two cores: whoever is lost would leave the others more of them. So a trial is a program that waits, four epochs of half a second,
# and says what follows from its parameter: each worker is as fast as on a core of its own, whatever happens to the others.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-$(mktemp -d)} heartbeat=${HEARTBEAT:-5}
program=${HYPERSEARCH:-$PWD/src/Cli/bin/Release/net10.0/hypersearch}
up=$PWD/../shared/slurm/slurm-up.sh
export SLURM_TEST_DIR=$out/cluster CTLD_PORT=${CTLD_PORT:-18817} D_PORT0=${D_PORT0:-18900}
[ -x "$program" ] || dotnet build -c Release src/Cli -v q --nologo
trap '"$up" down' EXIT

cat > "$out/trial.sh" <<'TRIAL'
for epoch in 1 2 3 4; do
    sleep 0.5
    awk -v x="$1" -v epoch="$epoch" 'BEGIN { printf "{\"epoch\": %d, \"loss\": %.9f}\n", epoch, (x - 0.3) ^ 2 + 1 / epoch }'
done
TRIAL
cat > "$out/study.json" <<'JSON'
{
  "name": "slurm", "seed": 5,
  "objective": { "metric": "loss", "direction": "minimize" },
  "space": { "x": { "min": 0, "max": 1 } },
  "search": { "tuner": { "type": "narrowing", "rounds": 3 }, "trials": 60, "maxConcurrentTrials": 12 },
  "trainer": { "command": ["sh", "trial.sh", "{x}"], "epochs": 4 }
}
JSON

workers() { pgrep -f -- "^$program worker --connect http" || true; }

# How many trials of a run are over.
over() { local n; n=$(grep -c '"type":"result"' "$out/$1.study/journal.jsonl" 2>/dev/null) || true; echo "${n:-0}"; }

disturb() {
    until [ "$(over disturbed)" -ge 20 ]; do sleep 0.1; done
    "$up" kill-node n1
    for worker in $(workers); do
        if tr '\0' '\n' < "/proc/$worker/environ" 2>/dev/null | grep -qx SLURMD_NODENAME=n2; then
            kill -STOP "$worker"
            echo "node n1 is powered off and a worker on n2 is frozen when $(over disturbed) trials are over"
            return
        fi
    done
}

run() {
    "$up" up 3 2 > /dev/null
    export SLURM_CONF=$SLURM_TEST_DIR/slurm.conf
    local begin coordinator
    begin=$(date +%s.%N)
    "$program" run "$out/study.json" --out "$out/$1.study" --pool slurm --workers 6 --heartbeat "$heartbeat" > "$out/$1.out" 2>&1 &
    coordinator=$!
    [ "$1" = disturbed ] && disturb
    wait "$coordinator"
    awk -v begin="$begin" -v end="$(date +%s.%N)" -v name="$1" 'BEGIN { printf "%s: %.1f s\n", name, end - begin }'
    "$up" down
}

run undisturbed
run disturbed
"$program" run "$out/study.json" --out "$out/local.study" --workers 12 > "$out/local.out" 2>&1
for name in local undisturbed disturbed; do
    "$program" status "$out/$name.study" --json | python3 -c '
import json, sys
status = json.load(sys.stdin)
journal = [json.loads(line[:-9]) for line in open(sys.argv[1] + "/journal.jsonl")]
results = [record["trial"] for record in journal if record["type"] == "result"]
lost = sorted(record["why"] for record in journal if record["type"] == "attempt_end")
assert sorted(results) == list(range(60)), results
print(sys.argv[2] + ":", status["state"], "hash", status["hash"][:16], "- every trial accepted once, attempts lost:", len(lost), lost)
' "$out/$name.study" "$name"
done
