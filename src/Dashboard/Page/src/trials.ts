import type { Study, Store } from "./store";
import type { TrialView } from "./model";
import { choice, short } from "./words";

export const states = ["completed", "pruned", "diverged", "failed", "running", "waiting"] as const;
export type TrialState = (typeof states)[number];

/** The key of the objective among the brushed axes. */
export const objectiveAxis = -1;

/** What a trial has come to: its objective, or the last intermediate value of one that did not complete. */
export function reached(trial: TrialView): number | null {
  return trial.value ?? trial.curve[trial.curve.length - 1] ?? null;
}

/** A parameter of a trial as people read it; empty where it is inactive. */
export function parameterText(study: Study, trial: TrialView, dimension: number): string {
  const view = study.page.dimensions[dimension];
  const value = trial.parameters[dimension];
  if (!view || value === null || value === undefined) {
    return "";
  }
  return view.choices ? choice(view.choices[value]) : short(value);
}

/** The trainer section with a trial's parameters in their places, as `hypersearch train` takes it. */
export function configOf(study: Study, trial: TrialView): string {
  const trainer = structuredClone(study.page.trainer);
  study.page.dimensions.forEach((dimension, d) => {
    const value = trial.parameters[d];
    if (value !== null && value !== undefined) {
      put(trainer, dimension.path.split("."), dimension.choices ? dimension.choices[value] : value);
    }
  });
  // The seed is put in as text: it may have more digits than a number keeps.
  return JSON.stringify({ seed: 0, trainer }, null, 2).replace('"seed": 0', `"seed": ${study.page.seed}`);
}

/** Whether a trial lies within every brushed range. */
export function inBrushes(store: Store, study: Study, trial: TrialView): boolean {
  for (const [dimension, [from, to]] of store.brushes) {
    const place = placeOn(study, trial, dimension);
    if (place === null || place < from || place > to) {
      return false;
    }
  }
  return true;
}

/** Where a trial lies on an axis of the parallel coordinates, from 0 to 1; null where it has no value. */
export function placeOn(study: Study, trial: TrialView, dimension: number): number | null {
  if (dimension === objectiveAxis) {
    return trial.value === null ? null : Math.min(1, Math.max(0, study.objective.scale.place(trial.value)));
  }
  const value = trial.parameters[dimension];
  return value === null || value === undefined ? null : (study.scales[dimension]?.place(value) ?? null);
}

/** What is said of a trial in a tip and to a screen reader. */
export function sentence(study: Study, trial: TrialView): string {
  const value = trial.value !== null ? `${study.objective.metric} ${short(trial.value)}` : trial.state;
  const parameters = study.page.dimensions.flatMap((dimension, d) => (trial.parameters[d] === null ? [] : [`${dimension.path} ${parameterText(study, trial, d)}`]));
  return `Trial ${trial.number}: ${value}. ${parameters.join(", ")}.`;
}

function put(node: unknown, path: string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof node !== "object" || node === null) {
    return;
  }
  const members = node as Record<string, unknown>;
  if (rest.length === 0) {
    members[key] = value;
  } else {
    members[key] ??= {};
    put(members[key], rest, value);
  }
}
