import { rank } from "d3-array";
import type { TrialView } from "./model";
import type { Study } from "./store";

const known = new WeakMap<Study, { trials: number; stated: boolean; order: number[] }>();

/**
 * The dimensions, the most important first: by what the study says, or else by how differently the trials of their value ranges rank. Of a study that runs, judged anew only when
 * there is a twentieth more to judge by: charts that change their axes with every trial cannot be read.
 */
export function leading(study: Study): number[] {
  const before = known.get(study);
  const stated = (study.page.importance?.parameters.length ?? 0) > 0;
  if (before && before.stated === stated && study.trials.length < before.trials * 1.05 && study.trials.length >= before.trials) {
    return before.order;
  }
  const order = ordered(study);
  known.set(study, { trials: study.trials.length, stated, order });
  return order;
}

function ordered(study: Study): number[] {
  const all = study.page.dimensions.map((_, d) => d);
  const stated = study.page.importance?.parameters ?? [];
  const over = study.trials.filter(trial => trial.state !== "running" && trial.state !== "waiting");
  const ranks = stated.length > 0 ? [] : [...rank(over.map(trial => (trial.value === null ? Infinity : study.objective.loss(trial.value))))];
  const share = stated.length > 0
    ? all.map(d => stated.find(p => p.parameter === study.page.dimensions[d]?.path)?.variance.mean ?? 0)
    : all.map(d => separation(over.map(trial => place(study, trial, d)), ranks));
  return all.sort((a, b) => (share[b] ?? 0) - (share[a] ?? 0));
}

function place(study: Study, trial: TrialView, dimension: number): number | null {
  const value = trial.parameters[dimension];
  return value === null || value === undefined ? null : (study.scales[dimension]?.place(value) ?? null);
}

/** The share of the variance of the trials' ranks that lies between six equal parts of the dimension, less what chance would put there (epsilon squared). */
function separation(places: readonly (number | null)[], ranks: readonly number[]): number {
  const parts = new Map<number, { sum: number; count: number }>();
  let n = 0;
  let sum = 0;
  let squares = 0;
  places.forEach((at, i) => {
    const r = ranks[i];
    if (at !== null && r !== undefined) {
      const key = Math.min(5, Math.floor(at * 6));
      const part = parts.get(key) ?? { sum: 0, count: 0 };
      parts.set(key, { sum: part.sum + r, count: part.count + 1 });
      n++;
      sum += r;
      squares += r * r;
    }
  });
  const whole = squares - (sum * sum) / n;
  const free = n - parts.size;
  if (free <= 0 || whole <= 0) {
    return 0;
  }
  const between = [...parts.values()].reduce((total, part) => total + (part.sum * part.sum) / part.count, 0) - (sum * sum) / n;
  return Math.max(0, (between - ((parts.size - 1) * (whole - between)) / free) / whole);
}
