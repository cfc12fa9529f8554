import { rank } from "d3-array";
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
  const share = stated.length > 0
    ? all.map(d => stated.find(p => p.parameter === study.page.dimensions[d]?.path)?.variance.mean ?? 0)
    : all.map(d => separation(study, d));
  return all.sort((a, b) => (share[b] ?? 0) - (share[a] ?? 0));
}

/** The share of the variance of the trials' ranks that lies between six equal parts of the dimension, less what chance would put there (epsilon squared). */
function separation(study: Study, dimension: number): number {
  const over = study.trials.filter(trial => trial.parameters[dimension] !== null && trial.state !== "running" && trial.state !== "waiting");
  const ranks = rank(over.map(trial => (trial.value === null ? Infinity : study.objective.loss(trial.value))));
  const mean = ranks.reduce((sum, r) => sum + r, 0) / ranks.length;
  const whole = ranks.reduce((sum, r) => sum + (r - mean) ** 2, 0);
  const parts = new Map<number, { sum: number; count: number }>();
  over.forEach((trial, i) => {
    const part = Math.min(5, Math.floor((study.scales[dimension]?.place(trial.parameters[dimension] ?? 0) ?? 0) * 6));
    const { sum, count } = parts.get(part) ?? { sum: 0, count: 0 };
    parts.set(part, { sum: sum + (ranks[i] ?? 0), count: count + 1 });
  });
  const free = over.length - parts.size;
  if (free <= 0 || whole === 0) {
    return 0;
  }
  const between = [...parts.values()].reduce((total, { sum, count }) => total + count * (sum / count - mean) ** 2, 0);
  return Math.max(0, (between - ((parts.size - 1) * (whole - between)) / free) / whole);
}
