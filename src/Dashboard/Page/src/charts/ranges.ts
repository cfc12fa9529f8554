import { color, levelOf, levels, qualityColor } from "../colors";
import { fill, h, s } from "../dom";
import { leading } from "../leading";
import type { RoundView, TrialView } from "../model";
import type { Scale } from "../scale";
import type { Store, Study } from "../store";
import { Card } from "./card";
import type { Plot } from "./plot";
import { TrialPlot, type Place } from "./trialPlot";

/** Every trial over two parameters, the ranges of each round as boxes. */
export class RangesChart {
  readonly card = new Card("space", "Where the search went");
  private readonly chart: TrialPlot;
  private readonly across = h("select", { "aria-label": "Parameter across", onchange: () => this.choose() });
  private readonly up = h("select", { "aria-label": "Parameter up", onchange: () => this.choose() });
  private isChosen = false;

  constructor(private readonly store: Store) {
    this.chart = new TrialPlot(store, {
      label: "Every trial over two parameters",
      height: 340,
      left: 92,
      key: study => [this.across.value, this.up.value, study.page.dimensions.map(d => [d.min, d.max]), study.objective.scale.value(0), study.objective.scale.value(1)],
      frame: (plot, study) => this.frame(plot, study),
      place: (plot, study, trial) => this.place(plot, study, trial),
      order: byLevel,
      front: (plot, study) => this.names(plot, study),
    });
    this.card.controls.append(this.across, h("span", {}, "×"), this.up);
    this.card.add(this.chart.element, h("p", { class: "gradient" }, "worse", h("span", {}), "better"));
    this.card.follow(store, () => this.update());
    store.on("filter", () => this.chart.redraw());
    store.on("selection", () => this.chart.plot.choose(store.selected));
    store.on("shown", () => (this.isChosen = false));
  }

  private choose(): void {
    this.isChosen = true;
    this.update();
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    const paths = study.page.dimensions.map(dimension => dimension.path);
    for (const select of [this.across, this.up]) {
      if (select.options.length !== paths.length || [...select.options].some((option, i) => option.text !== paths[i])) {
        fill(select, ...paths.map((path, d) => h("option", { value: d }, path)));
      }
    }
    if (!this.isChosen) {
      const [first = 0, second = first] = leading(study);
      this.across.value = String(first);
      this.up.value = String(second);
    }
    const rounds = study.page.rounds.length;
    this.card.text = rounds > 1
      ? `Each box is the part of the space that a round was drawn from: ${rounds} rounds, the last drawn boldest.`
      : "One range throughout: the box. The brighter a trial, the better it was.";
    this.chart.plot.summary = `${study.trials.length} trials over ${paths[Number(this.across.value)] ?? ""} and ${paths[Number(this.up.value)] ?? ""}. ${this.card.text}`;
    this.chart.update();
  }

  private frame(plot: Plot, study: Study): void {
    const across = Number(this.across.value);
    const up = Number(this.up.value);
    const x = study.scales[across];
    const y = study.scales[up];
    if (!x || !y) {
      return;
    }
    plot.axisBelow(x, study.page.dimensions[across]?.path ?? "");
    plot.axisLeft(y, study.page.dimensions[up]?.path ?? "");
    study.page.rounds.forEach((round, i) => this.box(plot, round, [across, x], [up, y], (i + 1) / study.page.rounds.length));
  }

  private place(plot: Plot, study: Study, trial: TrialView): Place | null {
    const across = Number(this.across.value);
    const up = Number(this.up.value);
    const vx = trial.parameters[across];
    const vy = trial.parameters[up];
    const x = study.scales[across];
    const y = study.scales[up];
    if (!x || !y || vx === null || vx === undefined || vy === null || vy === undefined) {
      return null;
    }
    return {
      x: (x.place(vx) + jitter(study, across, trial.number)) * plot.width,
      y: (1 - y.place(vy) - jitter(study, up, trial.number + 7)) * plot.height,
      alpha: trial.state === "pruned" ? 0.35 : 0.9,
      fill: trial.value === null ? undefined : qualityColor(study.objective.quality(trial.value)),
    };
  }

  private box(plot: Plot, round: RoundView, [across, x]: [number, Scale], [up, y]: [number, Scale], weight: number): void {
    const [left, right] = ends(round, across, x);
    const [low, high] = ends(round, up, y);
    const { context, width, height } = plot;
    context.strokeStyle = color("accent", 0.25 + 0.75 * weight * weight);
    context.lineWidth = 1 + 1.2 * weight * weight;
    context.strokeRect(left * width, (1 - high) * height, (right - left) * width, (high - low) * height);
  }

  /** Each box's round in its corner, over the marks and one below the other, so that all can be read where boxes share a corner. */
  private names(plot: Plot, study: Study): SVGElement[] {
    const [across, up] = [Number(this.across.value), Number(this.up.value)];
    const [x, y] = [study.scales[across], study.scales[up]];
    if (!x || !y || plot.width <= 300) {
      return [];
    }
    return study.page.rounds.map(round => {
      const [left] = ends(round, across, x);
      const [, high] = ends(round, up, y);
      return s("text", { class: "round", x: left * plot.width + 4, y: (1 - high) * plot.height + 13 * (1 + round.number) }, `round ${round.number}`);
    });
  }
}

/** Those without a value first and the best last, on top; sorting exactly would cost more than drawing. */
function byLevel(study: Study): TrialView[] {
  const layers: TrialView[][] = Array.from({ length: levels + 1 }, () => []);
  for (const trial of study.trials) {
    layers[trial.value === null ? 0 : 1 + levelOf(study.objective.quality(trial.value))]?.push(trial);
  }
  return layers.flat();
}

/** A round's range on an axis; a choice is never narrowed. */
function ends(round: RoundView, dimension: number, scale: Scale): [number, number] {
  const range = round.ranges[dimension];
  return range ? [scale.place(range[0] ?? 0), scale.place(range[1] ?? 1)] : [0, 1];
}

/** Trials of one choice beside each other, always in the same place. */
function jitter(study: Study, dimension: number, trial: number): number {
  const choices = study.page.dimensions[dimension]?.choices;
  return choices ? ((((trial * 0.618034) % 1) - 0.5) * 0.6) / choices.length : 0;
}
