import { color } from "../colors";
import { fill, h } from "../dom";
import { linear } from "../scale";
import type { Store, Study } from "../store";
import { inBrushes, reached, sentence } from "../trials";
import { count, short } from "../words";
import { Card } from "./card";
import { legend, mark } from "./marks";
import { Plot } from "./plot";

/** Every trial by its number, and the best value up to it. */
export class BestChart {
  readonly card = new Card("best", "Best so far");
  private readonly key = h("div");
  private readonly plot: Plot;

  constructor(private readonly store: Store) {
    this.plot = new Plot({
      label: "Best so far",
      height: 345,
      draw: plot => store.study && this.draw(plot, store.study),
      describe: number => describe(store, number),
      select: number => store.select(number),
    });
    this.card.add(this.plot.element, this.key);
    store.on("data", () => this.update());
    store.on("filter", () => this.plot.redraw());
    store.on("selection", () => this.plot.choose(store.selected));
  }

  private update(): void {
    const study = this.store.study;
    if (study) {
      const steps = improvements(study);
      const last = steps[steps.length - 1];
      this.card.text = last ? `${count(steps.length, "time")} a trial was better than all before it, the last time trial ${last.number}: ${short(last.value)}.` : "No trial has completed yet.";
      this.plot.summary = this.card.element.querySelector(".lead")?.textContent ?? "";
      fill(this.key, legend(study.trials));
      this.plot.redraw();
    }
  }

  private draw(plot: Plot, study: Study): void {
    const { context, width, height } = plot;
    const x = linear(-0.5, Math.max(study.page.trials.total, study.trials.length) - 0.5);
    const y = study.objective.roomy();
    plot.axisBelow(x, "trial");
    plot.axisLeft(y, study.objective.metric);
    const at = (value: number): number => (1 - Math.min(1, Math.max(0, y.place(value)))) * height;
    const radius = study.trials.length > 3000 ? 1.5 : study.trials.length > 300 ? 2.2 : 3.5;
    context.setLineDash([3, 4]);
    context.strokeStyle = color("faint");
    context.lineWidth = 1;
    context.beginPath();
    for (const round of study.page.rounds.slice(1)) {
      const edge = x.place(round.firstTrial - 0.5) * width;
      context.moveTo(edge, 0);
      context.lineTo(edge, height);
    }
    context.stroke();
    context.setLineDash([]);
    for (const trial of study.trials) {
      const value = reached(trial);
      const isIn = inBrushes(this.store, study, trial);
      const px = x.place(trial.number) * width;
      // A trial without a number lies where the worst do.
      const py = value === null ? at(study.objective.maximize ? -Infinity : Infinity) : at(value);
      const isOutside = value === null || y.place(value) < 0 || y.place(value) > 1;
      context.globalAlpha = !isIn ? 0.1 : isOutside && trial.state === "pruned" ? 0.15 : trial.state === "pruned" ? 0.4 : 0.85;
      mark(context, trial, px, py, radius);
      plot.marks.push({ x: px, y: py, trial: trial.number });
    }
    context.globalAlpha = 1;
    context.strokeStyle = color("accent");
    context.lineWidth = 2.2;
    context.beginPath();
    const steps = improvements(study);
    steps.forEach(({ number, value }, i) => {
      const px = x.place(number) * width;
      if (i === 0) {
        context.moveTo(px, at(value));
      } else {
        context.lineTo(px, at(value));
      }
      context.lineTo(x.place(steps[i + 1]?.number ?? study.trials.length - 1) * width, at(value));
    });
    context.stroke();
  }
}

/** What is said of a trial in a chart. */
export function describe(store: Store, number: number): string {
  const trial = store.study?.trials[number];
  return store.study && trial ? sentence(store.study, trial) : "";
}

/** The trials that were better than all before them. */
export function improvements(study: Study): { number: number; value: number }[] {
  const found: { number: number; value: number }[] = [];
  let best: number | null = null;
  for (const { number, value } of study.trials) {
    if (value !== null && (best === null || study.objective.isBetter(value, best))) {
      best = value;
      found.push({ number, value });
    }
  }
  return found;
}
