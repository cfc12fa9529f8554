import { color } from "../colors";
import { h, s } from "../dom";
import type { TrialView } from "../model";
import { linear, type Scale } from "../scale";
import type { Store, Study } from "../store";
import { reached } from "../trials";
import { count, short } from "../words";
import { Card } from "./card";
import { showLegend } from "./marks";
import type { Plot } from "./plot";
import { TrialPlot, type Place } from "./trialPlot";

/** Every trial by its number, and the best value up to it. */
export class BestChart {
  readonly card = new Card("best", "Best so far");
  private readonly key = h("div");
  private readonly chart: TrialPlot;

  constructor(private readonly store: Store) {
    this.chart = new TrialPlot(store, {
      label: "Best so far",
      height: 345,
      key: study => [trialsOf(study), study.objective.scale.value(0), study.objective.scale.value(1)],
      frame: (plot, study) => drawFrame(plot, study),
      place: (plot, study, trial) => placeOf(plot, study, trial),
      front: (plot, study) => [lineOf(plot, study)],
    });
    this.card.add(this.chart.element, this.key);
    this.card.follow(store, () => this.update());
    store.on("filter", () => this.chart.redraw());
    store.on("selection", () => this.chart.plot.choose(store.selected));
  }

  private update(): void {
    const study = this.store.study;
    if (study) {
      const steps = improvements(study);
      const last = steps[steps.length - 1];
      const text = last ? `${count(steps.length, "time")} a trial was better than all before it, the last time trial ${last.number}: ${short(last.value)}.` : "No trial has completed yet.";
      this.card.text = text;
      this.chart.plot.summary = text;
      showLegend(this.key, study.trials);
      this.chart.update();
    }
  }
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

function trialsOf(study: Study): number {
  return Math.max(study.page.trials.total, study.trials.length);
}

function numbers(study: Study): Scale {
  return linear(-0.5, trialsOf(study) - 0.5);
}

/** The height of a value; of one that is off the scale, at its edge. */
function heightOf(plot: Plot, study: Study, value: number): number {
  return (1 - Math.min(1, Math.max(0, study.objective.roomy.place(value)))) * plot.height;
}

function drawFrame(plot: Plot, study: Study): void {
  const { context, width, height } = plot;
  const x = numbers(study);
  plot.axisBelow(x, "trial");
  plot.axisLeft(study.objective.roomy, study.objective.metric);
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
}

function placeOf(plot: Plot, study: Study, trial: TrialView): Place {
  const value = reached(trial);
  const place = value === null ? -1 : study.objective.roomy.place(value);
  const isOutside = place < 0 || place > 1;
  return {
    x: numbers(study).place(trial.number) * plot.width,
    // A trial without a number lies where the worst do; a scale has no place for infinity.
    y: value !== null ? heightOf(plot, study, value) : study.objective.maximize ? plot.height : 0,
    alpha: trial.state === "pruned" ? (isOutside ? 0.15 : 0.4) : 0.85,
  };
}

function lineOf(plot: Plot, study: Study): SVGElement {
  const x = numbers(study);
  const steps = improvements(study);
  const points = steps.flatMap(({ number, value }, i) => {
    const y = heightOf(plot, study, value);
    const until = steps[i + 1]?.number ?? study.trials.length - 1;
    return [`${x.place(number) * plot.width},${y}`, `${x.place(until) * plot.width},${y}`];
  });
  return s("polyline", { class: "best", points: points.join(" ") });
}
