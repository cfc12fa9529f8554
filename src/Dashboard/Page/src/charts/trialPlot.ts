import { s } from "../dom";
import { Changes } from "../changes";
import type { TrialView } from "../model";
import type { Store, Study } from "../store";
import { inBrushes, sentence } from "../trials";
import { mark } from "./marks";
import { Plot } from "./plot";

/** Where and how the mark of a trial is drawn. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly alpha: number;
  /** Another colour than that of its state. */
  readonly fill?: string | undefined;
}

export interface TrialPlotOptions {
  readonly label: string;
  readonly height: number;
  readonly left?: number;
  /** What decides where marks lie: when it changes, all are drawn anew. */
  key(study: Study): unknown;
  /** Draws the axes and what lies under the marks. */
  frame(plot: Plot, study: Study): void;
  place(plot: Plot, study: Study, trial: TrialView): Place | null;
  /** The order in which marks are drawn, the last on top. */
  order?(study: Study): TrialView[];
  /** What lies over the marks and changes with every trial. */
  front?(plot: Plot, study: Study): SVGElement[];
}

/** A plot with a mark for each trial. While a study runs only the new ones are drawn, on top of those that are there; what still moves, trials that run, lies in front of them. */
export class TrialPlot {
  readonly plot: Plot;
  private readonly changes: Changes;
  private key = "";

  constructor(private readonly store: Store, private readonly options: TrialPlotOptions) {
    this.changes = new Changes(store);
    this.plot = new Plot({
      label: options.label,
      height: options.height,
      ...(options.left === undefined ? {} : { left: options.left }),
      draw: plot => store.study && this.draw(plot, store.study),
      extend: plot => store.study && this.extend(plot, store.study),
      describe: number => describe(store, number),
      select: number => store.select(number),
    });
  }

  get element(): HTMLElement {
    return this.plot.element;
  }

  /** Takes in the store's changes. */
  update(): void {
    const { study } = this.store;
    if (!study) {
      return;
    }
    const key = JSON.stringify([this.options.key(study), [...this.store.brushes], study.page.rounds.length]);
    if (!this.changes.areAll && key === this.key) {
      this.plot.extend();
    } else {
      this.key = key;
      this.plot.redraw();
    }
  }

  /** Draws all marks anew: other trials are picked out, or other parameters. */
  redraw(): void {
    this.key = "";
    this.plot.redraw();
  }

  private draw(plot: Plot, study: Study): void {
    this.changes.take();
    this.options.frame(plot, study);
    this.marks(plot, study, this.options.order?.(study) ?? study.trials);
  }

  private extend(plot: Plot, study: Study): void {
    this.marks(plot, study, this.changes.take() ?? []);
  }

  private marks(plot: Plot, study: Study, trials: readonly TrialView[]): void {
    const many = study.trials.length;
    const radius = many > 3000 ? 1.7 : many > 300 ? 2.4 : 3.8;
    for (const trial of trials) {
      const place = isOver(trial) ? this.options.place(plot, study, trial) : null;
      if (place) {
        plot.context.globalAlpha = inBrushes(this.store, study, trial) ? place.alpha : 0.1;
        mark(plot.context, trial, place.x, place.y, radius, place.fill);
        plot.marks.push({ x: place.x, y: place.y, trial: trial.number });
      }
    }
    plot.context.globalAlpha = 1;
    const running = study.page.running.flatMap(({ trial: number, repeat }) => {
      const trial = repeat === 0 ? study.trials[number] : undefined;
      const place = trial ? this.options.place(plot, study, trial) : null;
      return place ? [s("rect", { class: "running", x: place.x - 3.5, y: place.y - 3.5, width: 7, height: 7 })] : [];
    });
    plot.inFront = [...(this.options.front?.(plot, study) ?? []), ...running];
  }
}

/** What is said of a trial in a chart. */
export function describe(store: Store, number: number): string {
  const trial = store.study?.trials[number];
  return store.study && trial ? sentence(store.study, trial) : "";
}

function isOver(trial: TrialView): boolean {
  return trial.state !== "running" && trial.state !== "waiting";
}
