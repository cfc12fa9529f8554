"""Opens a journal file with Optuna, copies its study into another one by Optuna's own means, and prints what Optuna sees in both."""
import json
import sys
import warnings

warnings.simplefilter("ignore")

import optuna  # noqa: E402

optuna.logging.set_verbosity(optuna.logging.ERROR)


def storage(path):
    try:
        from optuna.storages.journal import JournalFileBackend  # 4.0 and later
    except ImportError:
        from optuna.storages import JournalFileStorage as JournalFileBackend
    return optuna.storages.JournalStorage(JournalFileBackend(path))


def number(value):
    return None if value is None else repr(float(value))


def seen(study):
    return {
        "name": study.study_name,
        "direction": study.direction.name,
        "best": number(study.best_value),
        "attributes": study.user_attrs,
        "trials": [
            {
                "number": t.number,
                "state": t.state.name,
                "value": number(t.value),
                "parameters": t.params,
                "distributions": {k: repr(d) for k, d in t.distributions.items()},
                "contained": all(d._contains(d.to_internal_repr(t.params[k])) for k, d in t.distributions.items()),
                "curve": {str(k): number(v) for k, v in t.intermediate_values.items()},
                "attributes": t.user_attrs,
                "began": t.datetime_start and t.datetime_start.timestamp(),
                "ended": t.datetime_complete and t.datetime_complete.timestamp(),
            }
            for t in study.trials
        ],
    }


source, target = storage(sys.argv[1]), storage(sys.argv[2])
(summary,) = optuna.get_all_study_summaries(source)
optuna.copy_study(from_study_name=summary.study_name, from_storage=source, to_storage=target)
first, second = (seen(optuna.load_study(study_name=summary.study_name, storage=s)) for s in (source, target))
assert first == second, "the copy differs"
print(json.dumps(first))
