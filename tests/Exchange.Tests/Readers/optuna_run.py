"""Runs a small study in Optuna that keeps a journal file: conditions, pruning, failures, and steps that begin with 0."""
import sys
import warnings

warnings.simplefilter("ignore")

import optuna  # noqa: E402

optuna.logging.set_verbosity(optuna.logging.CRITICAL)
try:
    from optuna.storages.journal import JournalFileBackend  # 4.0 and later
except ImportError:
    from optuna.storages import JournalFileStorage as JournalFileBackend


def objective(trial):
    rate = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    layers = trial.suggest_int("layers", 1, 3)
    units = [trial.suggest_int(f"units_{i}", 8, 64, step=8) for i in range(layers)]
    if trial.suggest_categorical("optimizer", ["sgd", "momentum"]) == "momentum":
        trial.suggest_float("momentum", 0.5, 0.9, step=0.1)
    if trial.number % 10 == 7:
        raise RuntimeError("no luck")
    for step in range(5):
        trial.report(abs(rate - 1e-3) * sum(units) / (step + 1), step)
        if trial.number % 10 == 4 and step == 2:
            raise optuna.TrialPruned()
    return float("nan") if trial.number % 10 == 9 else abs(rate - 1e-3) * sum(units) / 5


study = optuna.create_study(
    study_name="born in optuna",
    storage=optuna.storages.JournalStorage(JournalFileBackend(sys.argv[1])),
    sampler=optuna.samplers.RandomSampler(seed=1),
)
study.optimize(objective, n_trials=30, catch=(RuntimeError,))
study.enqueue_trial({"lr": 1e-2})
print(repr(study.best_value), study.best_trial.number)
