"""Reads a folder of MLflow's by the rules of its file store: meta.yaml of experiments and runs, a file for each parameter and tag, lines of metrics. Prints all of it as JSON."""
import json
import os
import re
import sys

import yaml

NAME = re.compile(r"^[/\w.\- ]*$")
STATUS = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}
RUN_KEYS = {"run_id", "run_uuid", "run_name", "experiment_id", "user_id", "status", "start_time", "end_time", "lifecycle_stage", "artifact_uri"}
EXPERIMENT_KEYS = {"experiment_id", "name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time"}


def files(folder):
    found = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        assert NAME.match(name), name
        found[name] = open(os.path.join(folder, name), encoding="utf-8").read()
    return found


def metric(text):
    values = []
    for line in text.splitlines():
        at, value, step = line.strip().split(" ")
        values.append([int(at), repr(float(value)), int(step)])
    return values


def meta(folder):
    with open(os.path.join(folder, "meta.yaml"), encoding="utf-8") as file:
        return yaml.safe_load(file)


store = sys.argv[1]
result = {}
for experiment in sorted(os.listdir(store)):
    place = os.path.join(store, experiment)
    about = meta(place)
    assert set(about) == EXPERIMENT_KEYS and about["experiment_id"] == experiment and re.match(r"^[a-zA-Z0-9][\w\-]{0,63}$", experiment), about
    runs = []
    for run in sorted(os.listdir(place)):
        folder = os.path.join(place, run)
        if run in ("tags", "meta.yaml"):
            continue
        info = meta(folder)
        assert RUN_KEYS <= set(info) and info["run_id"] == info["run_uuid"] == run and info["experiment_id"] == experiment, info
        assert re.match(r"^[a-zA-Z0-9][\w\-]{0,255}$", run) and isinstance(info["start_time"], int), info
        runs.append({
            "name": info["run_name"],
            "status": STATUS[info["status"]],
            "began": info["start_time"],
            "ended": info["end_time"],
            "parameters": files(os.path.join(folder, "params")),
            "metrics": {k: metric(v) for k, v in files(os.path.join(folder, "metrics")).items()},
            "tags": files(os.path.join(folder, "tags")),
        })
    result[about["name"]] = {"tags": files(os.path.join(place, "tags")), "runs": sorted(runs, key=lambda r: r["name"])}
print(json.dumps(result))
