import { qualityColor } from "../colors";
import { h } from "../dom";
import type { TrialView } from "../model";
import { linear } from "../scale";
import type { Store, Study } from "../store";
import { inBrushes } from "../trials";
import { count, grouped } from "../words";
import { Card } from "./card";
import { mark, showLegend, stateColor } from "./marks";
import { Plot } from "./plot";
import { describe } from "./trialPlot";

// More curves than this hide each other.
const most = 400;

/** The objective over the epochs of each trial, those that a pruner stopped with their last epoch marked. */
export class CurvesChart {
  readonly card = new Card("curves", "Learning curves");
  private readonly which = h(
    "select",
    { "aria-label": "Which curves", onchange: () => this.update() },
    h("option", { value: "all" }, "all trials"),
    h("option", { value: "best" }, "the best 20"),
    h("option", { value: "pruned" }, "pruned"),
    h("option", { value: "diverged" }, "diverged"),
  );
  private readonly key = h("div");
  private drawn = "";
  private readonly plot: Plot;

  constructor(private readonly store: Store) {
    this.plot = new Plot({
      label: "Learning curves",
      height: 300,
      draw: plot => store.study && this.draw(plot, store.study),
      describe: number => describe(store, number),
      select: number => store.select(number),
    });
    this.card.controls.append(this.which);
    this.card.add(this.plot.element, this.key);
    this.card.follow(store, () => this.update());
    store.on("filter", () => this.update());
    store.on("selection", () => {
      this.plot.choose(store.selected);
      this.plot.redraw();
    });
  }

  private update(): void {
    const study = this.store.study;
    if (study) {
      const matching = this.matching(study);
      const shown = this.chosen(study, matching);
      const pruned = shown.filter(trial => trial.state === "pruned").length;
      this.card.text = `${count(shown.length, "curve")}${matching.length > shown.length ? ` of ${grouped(matching.length)}, evenly picked` : ""}${pruned > 0 ? `, ${pruned} of them ended by the pruner (ring at their last epoch)` : ""}.`;
      this.plot.summary = this.card.text;
      showLegend(this.key, shown);
      // With thousands of trials most updates bring none of the curves that are picked.
      const key = JSON.stringify([this.store.generation, study.objective.scale.value(0), study.objective.scale.value(1), shown.map(trial => [trial.number, trial.state, trial.epochs])]);
      if (key !== this.drawn) {
        this.drawn = key;
        this.plot.redraw();
      }
    }
  }

  private matching(study: Study): TrialView[] {
    const curves = study.trials.filter(trial => trial.curve.length > 0 && inBrushes(this.store, study, trial));
    switch (this.which.value) {
      case "best":
        return curves.filter(trial => trial.value !== null).sort((a, b) => study.objective.loss(a.value ?? 0) - study.objective.loss(b.value ?? 0)).slice(0, 20);
      case "all":
        return curves;
      default:
        return curves.filter(trial => trial.state === this.which.value);
    }
  }

  private chosen(study: Study, curves = this.matching(study)): TrialView[] {
    const every = Math.ceil(curves.length / most);
    return curves.filter((trial, i) => i % every === 0 || trial.number === this.store.selected || trial.number === study.page.headline.trial);
  }

  private draw(plot: Plot, study: Study): void {
    const { context, width, height } = plot;
    const step = study.page.curveStep;
    const shown = this.chosen(study);
    const x = linear(0, Math.max(1, ...shown.map(trial => trial.budget)));
    const y = rangeOf(study, shown);
    plot.axisBelow(x, "epoch");
    plot.axisLeft(y, study.objective.metric);
    const at = (value: number): number => (1 - Math.min(1.02, Math.max(-0.02, y.place(value)))) * height;
    const alpha = shown.length > 150 ? 0.35 : 0.65;
    for (const trial of shown) {
      const isChosen = trial.number === this.store.selected;
      const isWinner = trial.number === study.page.headline.trial;
      context.strokeStyle = trial.value === null ? stateColor(trial.state, isChosen ? 1 : alpha * 0.6) : qualityColor(study.objective.quality(trial.value), isChosen || isWinner ? 1 : alpha);
      context.lineWidth = isChosen ? 3 : isWinner ? 2.2 : 1.1;
      context.beginPath();
      let isDown = false;
      let px = 0;
      let py = 0;
      trial.curve.forEach((value, i) => {
        if (value !== null) {
          px = x.place(Math.min((i + 1) * step, trial.epochs)) * width;
          py = at(value);
          if (isDown) {
            context.lineTo(px, py);
          } else {
            context.moveTo(px, py);
          }
          isDown = true;
        }
      });
      context.stroke();
      if (isDown) {
        if (trial.value === null || trial.curve.length === 1) {
          context.globalAlpha = isChosen ? 1 : 0.6;
          mark(context, trial, px, py, 2.5);
          context.globalAlpha = 1;
        }
        plot.marks.push({ x: px, y: py, trial: trial.number });
      }
    }
  }
}

/** From the curves' values without their worst tenth: first epochs and diverging trials would press all others together. */
function rangeOf(study: Study, shown: readonly TrialView[]): ReturnType<typeof linear> {
  const losses = Float64Array.from(shown.flatMap(trial => trial.curve.filter(value => value !== null)), value => study.objective.loss(value)).sort();
  const best = losses[0] ?? 0;
  const worst = losses[Math.floor(losses.length * 0.95)] ?? 1;
  const room = 0.05 * (worst - best) || 1e-3;
  const ends = [study.objective.loss(best - room), study.objective.loss(worst + room)];
  return linear(Math.min(...ends), Math.max(...ends));
}
