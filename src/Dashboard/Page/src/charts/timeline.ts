import { Changes } from "../changes";
import { color } from "../colors";
import { fill, h, s } from "../dom";
import type { AttemptView, TrialView } from "../model";
import { linear, type Scale } from "../scale";
import type { Store, Study } from "../store";
import { count, duration } from "../words";
import { Card } from "./card";
import { showLegend, stateColor } from "./marks";
import { Plot, type Mark } from "./plot";
import { describe } from "./trialPlot";

const row = 22;

/** What each worker trained and when. */
export class TimelineChart {
  readonly card = new Card("timeline", "Workers", true);
  private readonly key = h("div");
  private plot: Plot | null = null;
  private readonly changes: Changes;
  private workers: string[] = [];
  private axis = "";
  /** The attempts that are drawn for good, by trial and place. */
  private drawn = new Set<string>();
  private marks: Mark[] = [];

  constructor(private readonly store: Store) {
    this.changes = new Changes(store);
    this.card.follow(store, () => this.update());
    store.on("selection", () => this.plot?.choose(store.selected));
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    const workers = [...new Set(study.trials.flatMap(trial => trial.attempts.map(attempt => attempt.worker)))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    if (this.plot === null || workers.length !== this.workers.length) {
      this.workers = workers;
      this.plot = this.plotOf(workers.length);
      fill(this.card.body, this.plot.element, this.key);
    }
    this.workers = workers;
    const { busy, lost, repeats } = useOf(study);
    const share = busy / (Math.max(1e-9, study.page.secondsPassed) * Math.max(1, workers.length));
    const text = workers.length === 0
      ? "No worker has begun yet."
      : `${count(workers.length, "worker")}, ${duration(study.page.secondsPassed)} of work, busy for ${Math.round(Math.min(1, share) * 100)} % of it; pauses between runs are left out.${lost > 0 ? ` ${count(lost, "attempt")} came to nothing.` : ""}`;
    this.card.text = text;
    this.plot.summary = text;
    showLegend(this.key, study.trials, [...(repeats > 0 ? [["repeat", "repeated on a fresh seed"] as const] : []), ...(lost > 0 ? [["lost", "came to nothing"] as const] : [])]);
    const axis = JSON.stringify([workers, endOf(study), study.page.state]);
    if (!this.changes.areAll && axis === this.axis) {
      this.plot.extend();
    } else {
      this.axis = axis;
      this.plot.redraw();
    }
  }

  private plotOf(workers: number): Plot {
    return new Plot({
      label: "What each worker trained and when",
      height: 56 + row * Math.min(64, Math.max(1, workers)),
      draw: plot => this.store.study && this.draw(plot, this.store.study),
      extend: plot => this.store.study && this.bars(plot, this.store.study, this.changes.take() ?? []),
      describe: number => describe(this.store, number),
      select: number => this.store.select(number),
    });
  }

  private draw(plot: Plot, study: Study): void {
    this.changes.take();
    this.drawn.clear();
    this.marks = [];
    plot.axisBelow(linear(0, endOf(study)), "seconds of work");
    plot.axisLeft(rows(this.workers), "");
    this.bars(plot, study, study.trials);
  }

  /** Draws what is over and was not drawn; what goes on lies in front of it. A chart that is drawn while it is out of date, as when it changes its size, has no row yet for a worker that has just come. */
  private bars(plot: Plot, study: Study, trials: readonly TrialView[]): void {
    const x = linear(0, endOf(study));
    for (const trial of trials) {
      trial.attempts.forEach((attempt, i) => {
        const key = `${trial.number} ${i}`;
        if (!this.drawn.has(key) && this.workers.includes(attempt.worker) && !isGoing(study, trial, attempt)) {
          this.drawn.add(key);
          this.bar(plot, study, x, trial, attempt);
        }
      });
    }
    plot.marks = [...this.marks];
    const running = [...new Set(study.page.running.map(({ trial }) => trial))].flatMap(number => study.trials[number] ?? []);
    plot.inFront = running.flatMap(trial => trial.attempts.filter(attempt => this.workers.includes(attempt.worker) && isGoing(study, trial, attempt)).map(attempt => {
      const { left, top, length, thick } = this.boxOf(plot, study, x, attempt);
      plot.marks.push({ x: left + length / 2, y: top + thick / 2, trial: trial.number });
      return s("rect", { class: attempt.repeat > 0 ? "going repeat" : "going", x: left, y: top, width: length, height: thick });
    }));
  }

  private boxOf(plot: Plot, study: Study, x: Scale, attempt: AttemptView): { left: number; top: number; length: number; thick: number } {
    const row = plot.height / this.workers.length;
    const left = x.place(attempt.from) * plot.width;
    const right = x.place(attempt.to ?? study.page.secondsPassed) * plot.width;
    return { left, top: (this.workers.indexOf(attempt.worker) + 0.15) * row, length: Math.max(1, right - left - 0.6), thick: row * 0.7 };
  }

  private bar(plot: Plot, study: Study, x: Scale, trial: TrialView, attempt: AttemptView): void {
    const { context } = plot;
    const { left, top, length, thick } = this.boxOf(plot, study, x, attempt);
    context.fillStyle = attempt.end === "lost" || attempt.end === "failed" ? stateColor("failed", 0.45) : stateColor(attempt.repeat > 0 ? "waiting" : trial.state, 0.8);
    context.fillRect(left, top, length, thick);
    if (attempt.repeat > 0) {
      context.strokeStyle = color("accent");
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, top + 0.5, Math.max(0, length - 1), thick - 1);
    } else {
      this.marks.push({ x: left + length / 2, y: top + thick / 2, trial: trial.number });
    }
  }
}

/** Whether an attempt may still grow; of a study that nobody runs, none does. */
function isGoing(study: Study, trial: TrialView, attempt: AttemptView): boolean {
  return attempt.to === null && study.page.state === "running" && trial.attempts.filter(other => other.repeat === attempt.repeat).at(-1) === attempt;
}

/** Where the axis ends: of a study that runs a little later than now, so that it moves now and then and not with every update. */
function endOf({ page }: Study): number {
  const passed = Math.max(0.1, page.secondsPassed);
  const step = 2 ** Math.floor(Math.log2(passed / 12));
  return page.state === "running" ? (Math.floor(passed / step) + 1) * step : passed;
}

/** The workers' rows, the first on top. */
function rows(workers: readonly string[]): Scale {
  const step = 1 / Math.max(1, workers.length);
  return {
    place: value => 1 - (value + 0.5) * step,
    value: place => Math.floor((1 - place) / step),
    ticks: () => workers.slice(0, 64).map((label, i) => ({ place: 1 - (i + 0.5) * step, label })),
    format: value => workers[value] ?? "",
  };
}

function useOf(study: Study): { busy: number; lost: number; repeats: number } {
  let busy = 0;
  let lost = 0;
  let repeats = 0;
  for (const { attempts } of study.trials) {
    for (const { from, to, end, repeat } of attempts) {
      busy += (to ?? study.page.secondsPassed) - from;
      lost += end === "lost" || end === "failed" ? 1 : 0;
      repeats += repeat > 0 ? 1 : 0;
    }
  }
  return { busy, lost, repeats };
}
