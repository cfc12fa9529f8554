import { color, type ColorName } from "../colors";
import { fillFrom, h } from "../dom";
import type { TrialView } from "../model";
import { stamp, type Shape } from "./stamp";

/** How each state is drawn, everywhere. */
const looks: Record<string, { shape: Shape; color: ColorName; label: string }> = {
  completed: { shape: "dot", color: "completed", label: "completed" },
  pruned: { shape: "ring", color: "pruned", label: "pruned" },
  diverged: { shape: "cross", color: "diverged", label: "diverged" },
  failed: { shape: "plus", color: "failed", label: "failed" },
  running: { shape: "square", color: "running", label: "running" },
  waiting: { shape: "square", color: "waiting", label: "waiting" },
};

export function stateColor(state: string, alpha = 1): string {
  return color(looks[state]?.color ?? "waiting", alpha);
}

/** Draws the mark of a trial; in another colour where one is given. */
export function mark(context: CanvasRenderingContext2D, trial: TrialView, x: number, y: number, radius: number, fill?: string): void {
  const look = looks[trial.state];
  stamp(context, look?.shape ?? "dot", fill ?? stateColor(trial.state), radius, x, y);
}

/** Shows the key to the marks of the states that occur, and to what else there is: class and label. */
export function showLegend(place: Element, trials: readonly TrialView[], more: readonly (readonly [string, string])[] = []): void {
  const present = new Set(trials.map(trial => trial.state));
  const shown = [...Object.entries(looks).flatMap(([state, look]) => (present.has(state) ? [[state, look.label] as const] : [])), ...more];
  fillFrom(place, shown, () => [h("ul", { class: "legend" }, ...shown.map(([name, label]) => h("li", { class: `mark ${name}` }, label)))]);
}
