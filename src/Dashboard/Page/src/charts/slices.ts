import { color, qualityColor } from "../colors";
import { fill } from "../dom";
import { leading } from "../leading";
import type { Store, Study } from "../store";
import { inBrushes } from "../trials";
import { describe } from "./best";
import { Card } from "./card";
import { mark } from "./marks";
import { Plot } from "./plot";

/** The objective over each parameter alone, the most important first, with the range of the last round shaded. */
export class SlicesChart {
  readonly card = new Card("slices", "One parameter at a time", true);
  private plots: { plot: Plot; dimension: number }[] = [];

  constructor(private readonly store: Store) {
    this.card.text = "Each trial that completed, over one parameter. Shaded: the range of the last round.";
    this.card.body.classList.add("multiples");
    store.on("data", () => this.update());
    store.on("filter", () => this.plots.forEach(({ plot }) => plot.redraw()));
    store.on("selection", () => this.plots.forEach(({ plot }) => plot.choose(store.selected)));
    store.on("shown", () => (this.plots = []));
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    if (this.plots.length === 0) {
      this.plots = study.page.dimensions.map((_, dimension) => ({ dimension, plot: this.plotOf(dimension) }));
    }
    const order = leading(study);
    if (order.some((dimension, i) => this.card.body.children[i] !== this.plots[dimension]?.plot.element)) {
      fill(this.card.body, ...order.map(dimension => this.plots[dimension]?.plot.element));
    }
    for (const { plot, dimension } of this.plots) {
      plot.summary = `${study.objective.metric} over ${study.page.dimensions[dimension]?.path ?? ""}.`;
      plot.redraw();
    }
  }

  private plotOf(dimension: number): Plot {
    return new Plot({
      label: `${this.store.study?.objective.metric ?? ""} over ${this.store.study?.page.dimensions[dimension]?.path ?? ""}`,
      height: 220,
      draw: plot => this.store.study && this.draw(plot, this.store.study, dimension),
      describe: number => describe(this.store, number),
      select: number => this.store.select(number),
    });
  }

  private draw(plot: Plot, study: Study, dimension: number): void {
    const { context, width, height } = plot;
    const x = study.scales[dimension];
    if (!x) {
      return;
    }
    const y = study.objective.roomy();
    const range = study.page.rounds[study.page.rounds.length - 1]?.ranges[dimension];
    if (range) {
      const [from, to] = [x.place(range[0] ?? 0), x.place(range[1] ?? 1)];
      context.fillStyle = color("accent", 0.08);
      context.fillRect(from * width, 0, (to - from) * width, height);
    }
    plot.axisBelow(x, study.page.dimensions[dimension]?.path ?? "");
    plot.axisLeft(y, study.objective.metric);
    const choices = study.page.dimensions[dimension]?.choices?.length ?? 0;
    const radius = study.trials.length > 3000 ? 1.5 : study.trials.length > 300 ? 2.2 : 3.5;
    for (const trial of study.trials) {
      const value = trial.parameters[dimension];
      if (trial.value === null || value === null || value === undefined) {
        continue;
      }
      const spread = choices > 0 ? ((((trial.number * 0.618034) % 1) - 0.5) * 0.6) / choices : 0;
      const px = (x.place(value) + spread) * width;
      const py = (1 - Math.min(1, Math.max(0, y.place(trial.value)))) * height;
      context.globalAlpha = inBrushes(this.store, study, trial) ? 0.8 : 0.08;
      mark(context, trial, px, py, radius, qualityColor(study.objective.quality(trial.value)));
      plot.marks.push({ x: px, y: py, trial: trial.number });
    }
    context.globalAlpha = 1;
  }
}
