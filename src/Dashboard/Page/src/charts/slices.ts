import { color, qualityColor } from "../colors";
import { fill } from "../dom";
import { leading } from "../leading";
import type { TrialView } from "../model";
import type { Store, Study } from "../store";
import { Card } from "./card";
import type { Plot } from "./plot";
import { TrialPlot, type Place } from "./trialPlot";

/** The objective over each parameter alone, the most important first, with the range of the last round shaded. */
export class SlicesChart {
  readonly card = new Card("slices", "One parameter at a time", true);
  private plots: TrialPlot[] = [];

  constructor(private readonly store: Store) {
    this.card.text = "Each trial that completed, over one parameter. Shaded: the range of the last round.";
    this.card.body.classList.add("multiples");
    this.card.follow(store, () => this.update());
    store.on("filter", () => this.plots.forEach(chart => chart.redraw()));
    store.on("selection", () => this.plots.forEach(chart => chart.plot.choose(store.selected)));
    store.on("shown", () => (this.plots = []));
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    if (this.plots.length === 0) {
      this.plots = study.page.dimensions.map((_, dimension) => this.plotOf(dimension));
    }
    const order = leading(study);
    if (order.some((dimension, i) => this.card.body.children[i] !== this.plots[dimension]?.element)) {
      fill(this.card.body, ...order.map(dimension => this.plots[dimension]?.element));
    }
    this.plots.forEach((chart, dimension) => {
      chart.plot.summary = `${study.objective.metric} over ${study.page.dimensions[dimension]?.path ?? ""}.`;
      chart.update();
    });
  }

  private plotOf(dimension: number): TrialPlot {
    return new TrialPlot(this.store, {
      label: `${this.store.study?.objective.metric ?? ""} over ${this.store.study?.page.dimensions[dimension]?.path ?? ""}`,
      height: 220,
      key: study => [study.page.dimensions[dimension], study.objective.scale.value(0), study.objective.scale.value(1)],
      frame: (plot, study) => drawFrame(plot, study, dimension),
      place: (plot, study, trial) => placeOf(plot, study, trial, dimension),
    });
  }
}

function drawFrame(plot: Plot, study: Study, dimension: number): void {
  const x = study.scales[dimension];
  const range = study.page.rounds[study.page.rounds.length - 1]?.ranges[dimension];
  if (x && range) {
    const [from, to] = [x.place(range[0] ?? 0), x.place(range[1] ?? 1)];
    plot.context.fillStyle = color("accent", 0.08);
    plot.context.fillRect(from * plot.width, 0, (to - from) * plot.width, plot.height);
  }
  if (x) {
    plot.axisBelow(x, study.page.dimensions[dimension]?.path ?? "");
    plot.axisLeft(study.objective.roomy, study.objective.metric);
  }
}

function placeOf(plot: Plot, study: Study, trial: TrialView, dimension: number): Place | null {
  const value = trial.parameters[dimension];
  const x = study.scales[dimension];
  if (!x || trial.value === null || value === null || value === undefined) {
    return null;
  }
  const choices = study.page.dimensions[dimension]?.choices?.length ?? 0;
  const spread = choices > 0 ? ((((trial.number * 0.618034) % 1) - 0.5) * 0.6) / choices : 0;
  return {
    x: (x.place(value) + spread) * plot.width,
    y: (1 - Math.min(1, Math.max(0, study.objective.roomy.place(trial.value)))) * plot.height,
    alpha: 0.8,
    fill: qualityColor(study.objective.quality(trial.value)),
  };
}
