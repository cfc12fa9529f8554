import { Delaunay } from "d3-delaunay";
import { color } from "../colors";
import { fill, h, s } from "../dom";
import type { Scale } from "../scale";
import { tip } from "../tip";
import { invalidate, watch } from "./painter";

/** A point of a plot that stands for a trial, in pixels of the inner area. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly trial: number;
}

export interface PlotOptions {
  /** What the chart is called when it is read out. */
  readonly label: string;
  readonly height: number;
  readonly left?: number;
  readonly bottom?: number;
  /** Draws the inner area, and sets the axes and the marks. */
  draw(plot: Plot): void;
  /** Draws what is new on top of what is there. */
  extend?(plot: Plot): void;
  /** What is said of a trial. */
  describe?(trial: number): string;
  /** A trial was chosen. */
  select?(trial: number): void;
}

const top = 10;
const right = 12;

/**
 * The frame of a chart: axes and texts in SVG, so that they stay texts; thousands of marks on a canvas. Its marks can be pointed at, and stepped through with the arrow keys.
 */
export class Plot {
  readonly element = h("div", { class: "plot", role: "group" });
  /** The inner area's size in pixels. */
  width = 0;
  height = 0;
  marks: Mark[] = [];
  private readonly canvas = h("canvas", { role: "img" });
  private readonly axes = s("g");
  private readonly overlay = s("g", { class: "overlay" });
  private readonly highlight = s("g", { class: "highlight" });
  private readonly frame = s("svg", { "aria-hidden": "true", preserveAspectRatio: "none" }, this.axes);
  private readonly front = s("svg", { "aria-hidden": "true", preserveAspectRatio: "none", class: "front" }, this.overlay, this.highlight);
  private readonly left: number;
  private readonly bottom: number;
  private finder: Delaunay<Mark> | null = null;
  private inner: CanvasRenderingContext2D | null = null;
  private chosen: number | null = null;
  private outerWidth = 0;
  private outerHeight = 0;
  private isStale = true;

  constructor(private readonly options: PlotOptions) {
    this.left = options.left ?? 52;
    this.bottom = options.bottom ?? 36;
    this.element.setAttribute("aria-label", options.select ? `${options.label}. Arrow keys step through the trials, Enter opens one.` : options.label);
    if (options.select) {
      this.element.tabIndex = 0;
    }
    this.element.style.height = `${options.height}px`;
    this.element.append(this.frame, this.canvas, this.front);
    this.element.addEventListener("pointermove", event => this.point(event));
    this.element.addEventListener("pointerleave", () => this.leave());
    this.element.addEventListener("click", event => this.click(event));
    this.element.addEventListener("keydown", event => this.key(event));
    this.element.addEventListener("blur", () => this.leave());
    new ResizeObserver(([entry]) => {
      // As the observer has it: to ask the element would have the whole page laid out in the middle of drawing.
      ({ width: this.outerWidth, height: this.outerHeight } = entry?.contentRect ?? { width: 0, height: 0 });
      this.redraw();
    }).observe(this.element);
    watch(this);
  }

  /** Where to draw: the origin is the inner area's upper left corner. */
  get context(): CanvasRenderingContext2D {
    this.inner ??= this.canvas.getContext("2d");
    if (this.inner === null) {
      throw new Error("This browser draws no canvas.");
    }
    return this.inner;
  }

  /** Says in a sentence what the chart shows. */
  set summary(text: string) {
    this.canvas.setAttribute("aria-label", text);
  }

  /** Has all of it drawn anew. */
  redraw(): void {
    this.isStale = true;
    invalidate(this);
  }

  /** Has what is new drawn on top of what is there. */
  extend(): void {
    invalidate(this);
  }

  paint(): void {
    const { outerWidth, outerHeight } = this;
    if (outerWidth === 0) {
      return;
    }
    if (!this.isStale && this.options.extend) {
      this.options.extend(this);
      this.finder = null;
      return;
    }
    this.isStale = false;
    const ratio = window.devicePixelRatio;
    this.width = Math.max(10, outerWidth - this.left - right);
    this.height = outerHeight - top - this.bottom;
    this.canvas.width = Math.round(outerWidth * ratio);
    this.canvas.height = Math.round(outerHeight * ratio);
    this.element.style.setProperty("--ratio", `${outerWidth} / ${outerHeight}`);
    for (const svg of [this.frame, this.front]) {
      svg.setAttribute("viewBox", `0 0 ${outerWidth} ${outerHeight}`);
    }
    this.context.setTransform(ratio, 0, 0, ratio, this.left * ratio, top * ratio);
    fill(this.axes);
    this.axes.setAttribute("transform", `translate(${this.left}, ${top})`);
    this.overlay.setAttribute("transform", `translate(${this.left}, ${top})`);
    this.highlight.setAttribute("transform", `translate(${this.left}, ${top})`);
    this.marks = [];
    this.finder = null;
    this.options.draw(this);
    this.ring(this.chosen);
  }

  /** The horizontal axis. */
  axisBelow(scale: Scale, title: string): void {
    const most = Math.max(2, Math.floor(this.width / 70));
    const ticks = scale.ticks(most);
    // Long names of choices would run into each other.
    const room = ticks.length > 0 ? Math.max(3, Math.floor(this.width / ticks.length / 6.2)) : 0;
    for (const { place, label } of ticks) {
      const x = place * this.width;
      this.axes.append(
        s("line", { class: "grid", x1: x, x2: x, y1: 0, y2: this.height }),
        s("text", { x, y: this.height + 15, "text-anchor": anchor(place, label) }, label.length > room ? `${label.slice(0, room - 1)}…` : label),
      );
    }
    this.axes.append(
      s("line", { class: "axis", x1: 0, x2: this.width, y1: this.height, y2: this.height }),
      s("text", { class: "title", x: this.width / 2, y: this.height + 31, "text-anchor": "middle" }, title),
    );
  }

  /** The vertical axis. */
  axisLeft(scale: Scale, title: string): void {
    for (const { place, label } of scale.ticks(Math.max(2, Math.floor(this.height / 40)))) {
      const y = (1 - place) * this.height;
      this.axes.append(
        s("line", { class: "grid", x1: 0, x2: this.width, y1: y, y2: y }),
        s("text", { x: -7, y: y + 4, "text-anchor": "end" }, label.length > 9 ? `${label.slice(0, 8)}…` : label),
      );
    }
    this.axes.append(s("text", { class: "title", x: -this.height / 2, y: -this.left + 11, transform: "rotate(-90)", "text-anchor": "middle" }, title));
  }

  /** Puts shapes in front of the marks, in the place of those that were there. */
  set inFront(shapes: SVGElement[]) {
    fill(this.overlay, ...shapes);
  }

  /** Shows which trial is chosen. */
  choose(trial: number | null): void {
    this.chosen = trial;
    this.ring(trial);
  }

  private ring(trial: number | null): void {
    this.circle(trial === null ? undefined : this.marks.find(m => m.trial === trial));
  }

  private circle(mark: Mark | undefined): void {
    fill(this.highlight, mark && s("circle", { cx: mark.x, cy: mark.y, r: 7, stroke: color("ink"), fill: "none", "stroke-width": 2 }));
  }

  private nearest(event: MouseEvent): Mark | null {
    if (this.marks.length === 0) {
      return null;
    }
    const box = this.element.getBoundingClientRect();
    const x = event.clientX - box.left - this.left;
    const y = event.clientY - box.top - top;
    this.finder ??= Delaunay.from(this.marks, m => m.x, m => m.y);
    const mark = this.marks[this.finder.find(x, y)];
    return mark && Math.hypot(mark.x - x, mark.y - y) < 30 ? mark : null;
  }

  private point(event: PointerEvent): void {
    const mark = this.nearest(event);
    this.pointed = mark;
    this.element.classList.toggle("pointing", mark !== null);
    if (mark === null) {
      this.leave();
    } else {
      this.say(mark);
    }
  }

  private say(mark: Mark): void {
    this.circle(mark);
    const box = this.element.getBoundingClientRect();
    tip.show(this.options.describe?.(mark.trial) ?? `Trial ${mark.trial}`, box.left + this.left + mark.x, box.top + top + mark.y);
  }

  private leave(): void {
    this.pointed = null;
    tip.hide();
    this.ring(this.chosen);
  }

  /** Opens what was told: where marks are dense, a click's whole pixels may lie nearer to another one than the pointer did. */
  private click(event: MouseEvent): void {
    const mark = this.pointed ?? this.nearest(event);
    if (mark) {
      this.options.select?.(mark.trial);
    }
  }

  private pointed: Mark | null = null;
  private stepped: Mark | null = null;

  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined && this.marks.length > 0) {
      event.preventDefault();
      const ordered = [...this.marks].sort((a, b) => a.x - b.x || a.trial - b.trial);
      const at = this.stepped ? stepOf(ordered, this.stepped) : -1;
      this.stepped = ordered[Math.min(ordered.length - 1, Math.max(0, at + step))] ?? null;
      if (this.stepped) {
        this.say(this.stepped);
      }
    } else if (event.key === "Enter" && this.stepped) {
      this.options.select?.(this.stepped.trial);
    } else if (event.key === "Escape") {
      this.leave();
    }
  }
}

/** Where a mark is among the marks in order. A trial may have several; one that was drawn anew elsewhere is known by its trial. */
function stepOf(ordered: readonly Mark[], { trial, x, y }: Mark): number {
  const same = ordered.findIndex(m => m.trial === trial && m.x === x && m.y === y);
  return same >= 0 ? same : ordered.findIndex(m => m.trial === trial);
}

/** Long labels at the ends keep within the plot. */
function anchor(place: number, label: string): string {
  return label.length <= 4 ? "middle" : place < 0.02 ? "start" : place > 0.98 ? "end" : "middle";
}
