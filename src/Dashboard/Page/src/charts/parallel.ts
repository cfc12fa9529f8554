import { Changes } from "../changes";
import { color, qualityColor } from "../colors";
import { fill, h, s } from "../dom";
import type { TrialView } from "../model";
import type { Scale } from "../scale";
import type { Store, Study } from "../store";
import { inBrushes, objectiveAxis, placeOn } from "../trials";
import { count, grouped } from "../words";
import { AxisBrush } from "./axisBrush";
import { Card } from "./card";
import { stateColor } from "./marks";
import { invalidate, watch } from "./painter";

interface Axis {
  readonly dimension: number;
  readonly title: string;
  readonly scale: Scale;
}

const height = 300;
const top = 26;
const bottom = 22;
const side = 46;
const leastGap = 84;
// Lines are drawn for so long in one frame, and the rest in the next ones: the page stays usable with any number of trials.
const frameBudget = 12;
const batch = 200;

/** A line for each trial across an axis for each parameter and the objective; ranges on the axes pick trials out, here and everywhere on the page. */
export class ParallelChart {
  readonly card = new Card("parallel", "Parallel coordinates", true);
  readonly element = h("div", { class: "parallel" });
  private readonly canvas = h("canvas", { role: "img" });
  private readonly frame = s("svg", { "aria-hidden": "true" });
  private readonly brushes = h("div", { class: "brushes" });
  private readonly stage = h("div", { class: "stage" }, this.canvas, this.frame, this.brushes);
  private readonly clear = h("button", { type: "button", onclick: () => this.store.clearBrushes() }, "Show all");
  private axes: Axis[] = [];
  private pickers: AxisBrush[] = [];
  private width = 0;
  private geometry = "";
  private room = 0;
  private readonly changes: Changes;
  private waiting: TrialView[] = [];
  private drawing = 0;

  constructor(private readonly store: Store) {
    this.changes = new Changes(store);
    this.element.append(this.stage);
    this.element.style.height = `${height + 18}px`;
    this.card.controls.append(this.clear);
    this.card.add(this.element);
    new ResizeObserver(([entry]) => {
      this.room = entry?.contentRect.width ?? 0;
      this.redraw();
    }).observe(this.element);
    watch(this);
    this.card.follow(store, () => this.update());
    store.on("filter", () => {
      this.pickers.forEach(picker => picker.show());
      this.say();
      this.redraw();
    });
    store.on("selection", () => this.redraw());
  }

  paint(): void {
    const study = this.store.study;
    if (!study || this.room === 0) {
      return;
    }
    this.axes = axesOf(study);
    this.width = Math.max(this.room, 2 * side + leastGap * (this.axes.length - 1));
    this.drawAxes();
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = this.stage.style.width = `${this.width}px`;
    this.canvas.style.height = `${height}px`;
    this.stage.style.setProperty("--ratio", `${this.width} / ${height}`);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.geometry = this.geometryOf(study);
    this.changes.take();
    this.waiting = this.inOrder(study, study.trials);
    this.drawMore();
  }

  private get context(): CanvasRenderingContext2D {
    const context = this.canvas.getContext("2d");
    if (!context) {
      throw new Error("This browser draws no canvas.");
    }
    return context;
  }

  private redraw(): void {
    invalidate(this);
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    this.axes = axesOf(study);
    this.makeBrushes();
    this.say();
    // What is drawn stays where only trials were added; all is drawn anew where axes moved.
    if (!this.changes.areAll && this.geometry === this.geometryOf(study)) {
      this.waiting.push(...(this.changes.take() ?? []).filter(trial => trial.value !== null));
      this.drawMore();
    } else {
      this.redraw();
    }
  }

  private geometryOf(study: Study): string {
    return JSON.stringify([this.width, study.page.dimensions.map(d => [d.path, d.min, d.max]), study.objective.scale.value(0), study.objective.scale.value(1), [...this.store.brushes], this.store.selected]);
  }

  private say(): void {
    const study = this.store.study;
    if (study) {
      this.clear.disabled = this.store.brushes.size === 0;
      this.card.text = this.store.brushes.size === 0
        ? "Drag along an axis, or move its handles, to pick trials out; the other charts and the table follow."
        : `${count(study.trials.filter(trial => inBrushes(this.store, study, trial)).length, "trial")} of ${grouped(study.trials.length)} lie in the ranges picked.`;
      this.canvas.setAttribute("aria-label", `Parallel coordinates of ${count(study.trials.length, "trial")} over ${study.page.dimensions.length} parameters. ${this.card.text}`);
    }
  }

  /** Those outside the picked ranges first, then from the worst to the best, the chosen one on top. */
  private inOrder(study: Study, trials: readonly TrialView[]): TrialView[] {
    const weight = new Map(trials.map(trial => [
      trial,
      (trial.number === this.store.selected ? 100 : 0) + (inBrushes(this.store, study, trial) ? 10 : 0) + (trial.value === null ? 0 : 1 + study.objective.quality(trial.value)),
    ]));
    return trials.filter(trial => trial.state !== "waiting").sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0));
  }

  private drawMore(): void {
    cancelAnimationFrame(this.drawing);
    const study = this.store.study;
    const end = performance.now() + frameBudget;
    while (study && this.waiting.length > 0 && performance.now() < end) {
      for (const trial of this.waiting.splice(0, batch)) {
        this.line(study, trial);
      }
    }
    if (this.waiting.length > 0) {
      this.drawing = requestAnimationFrame(() => this.drawMore());
    }
  }

  private line(study: Study, trial: TrialView): void {
    const { context } = this;
    const isIn = inBrushes(this.store, study, trial);
    const isChosen = trial.number === this.store.selected;
    const many = study.trials.length > 300;
    if (isChosen) {
      context.strokeStyle = color("ink");
    } else if (!isIn) {
      context.strokeStyle = color("faint", many ? 0.06 : 0.15);
    } else if (trial.value === null) {
      context.strokeStyle = stateColor(trial.state, many ? 0.05 : 0.25);
    } else {
      context.strokeStyle = qualityColor(study.objective.quality(trial.value), many ? 0.35 : 0.7);
    }
    context.lineWidth = isChosen ? 2.5 : many ? 0.8 : 1.4;
    context.beginPath();
    this.axes.forEach(({ dimension }, i) => {
      const place = placeOn(study, trial, dimension);
      if (place !== null || dimension !== objectiveAxis) {
        const spread = dimension !== objectiveAxis && study.page.dimensions[dimension]?.choices ? ((((trial.number * 0.618034) % 1) - 0.5) * 0.5) / (study.page.dimensions[dimension]?.choices?.length ?? 1) : 0;
        const x = this.xOf(i);
        // Where a parameter is inactive, the line passes below its axis.
        const y = place === null ? height - 8 : this.yOf(place + spread);
        if (i === 0) {
          context.moveTo(x, y);
        } else {
          context.lineTo(x, y);
        }
      }
    });
    context.stroke();
  }

  /** The handles are there before the chart was ever in sight, for keyboards; and while their axes stay, they stay, and keep the focus. */
  private makeBrushes(): void {
    const key = this.axes.map(axis => axis.title).join();
    if (this.brushes.dataset["axes"] !== key) {
      this.brushes.dataset["axes"] = key;
      this.pickers = this.axes.map(({ dimension, title }) => new AxisBrush(this.store, dimension, title));
      fill(this.brushes, ...this.pickers.map(picker => picker.element));
    }
    this.pickers.forEach(picker => picker.show());
  }

  private xOf(axis: number): number {
    return side + (axis / Math.max(1, this.axes.length - 1)) * (this.width - 2 * side);
  }

  private yOf(place: number): number {
    return top + (1 - place) * (height - top - bottom);
  }

  private drawAxes(): void {
    this.frame.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    this.frame.style.width = `${this.width}px`;
    this.frame.style.height = `${height}px`;
    const room = Math.max(9, Math.floor((this.width - 2 * side) / Math.max(1, this.axes.length - 1) / 6.4));
    fill(this.frame, ...this.axes.map(({ dimension, title, scale }, i) => {
      const x = this.xOf(i);
      const end = title.length > room ? `…${title.slice(1 - room)}` : title;
      const isLast = i === this.axes.length - 1;
      return s(
        "g",
        {},
        s("line", { class: "axis", x1: x, x2: x, y1: this.yOf(1), y2: this.yOf(0) }),
        s("text", { class: "title", x: i === 0 ? x - side + 4 : isLast ? x + side - 4 : x, y: 14, "text-anchor": i === 0 ? "start" : isLast ? "end" : "middle" }, end),
        ...scale.ticks(6).map(({ place, label }) => s("text", { x: x - 6, y: this.yOf(place) + 4, "text-anchor": "end", class: "halo" }, label.length > 9 ? `${label.slice(0, 8)}…` : label)),
        this.store.study?.page.dimensions[dimension]?.when ? s("text", { x, y: height - 4, "text-anchor": "middle", class: "halo" }, "inactive") : null,
      );
    }));
    [...this.brushes.children].forEach((element, i) => {
      if (element instanceof HTMLElement) {
        element.style.left = `${this.xOf(i)}px`;
        element.style.top = `${this.yOf(1)}px`;
        element.style.height = `${this.yOf(0) - this.yOf(1)}px`;
      }
    });
  }
}

/** An axis for each dimension, and the objective's at the end. */
function axesOf(study: Study): Axis[] {
  return [
    ...study.page.dimensions.flatMap((dimension, d) => {
      const scale = study.scales[d];
      return scale ? [{ dimension: d, title: dimension.path, scale }] : [];
    }),
    { dimension: objectiveAxis, title: study.objective.metric, scale: study.objective.scale },
  ];
}
