import { color } from "../colors";
import { fill, h } from "../dom";
import type { AttemptView, TrialView } from "../model";
import { linear, type Scale } from "../scale";
import type { Store, Study } from "../store";
import { count, duration } from "../words";
import { Card } from "./card";
import { legend, stateColor } from "./marks";
import { Plot } from "./plot";
import { describe } from "./trialPlot";

const row = 22;

/** What each worker trained and when. */
export class TimelineChart {
  readonly card = new Card("timeline", "Workers", true);
  private readonly key = h("div");
  private plot: Plot | null = null;
  private workers: string[] = [];

  constructor(private readonly store: Store) {
    store.on("data", () => this.update());
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
    const { busy, lost } = useOf(study);
    const share = busy / (Math.max(1e-9, study.page.secondsPassed) * Math.max(1, workers.length));
    const text = workers.length === 0
      ? "No worker has begun yet."
      : `${count(workers.length, "worker")}, ${duration(study.page.secondsPassed)} of work, busy for ${Math.round(Math.min(1, share) * 100)} % of it; pauses between runs are left out.${lost > 0 ? ` ${count(lost, "attempt")} came to nothing.` : ""}`;
    this.card.text = text;
    this.plot.summary = text;
    fill(this.key, legend(study.trials));
    this.plot.redraw();
  }

  private plotOf(workers: number): Plot {
    return new Plot({
      label: "What each worker trained and when",
      height: 56 + row * Math.min(64, Math.max(1, workers)),
      draw: plot => this.store.study && this.draw(plot, this.store.study),
      describe: number => describe(this.store, number),
      select: number => this.store.select(number),
    });
  }

  private draw(plot: Plot, study: Study): void {
    const x = linear(0, Math.max(0.1, study.page.secondsPassed));
    plot.axisBelow(x, "seconds of work");
    plot.axisLeft(rows(this.workers), "");
    for (const trial of study.trials) {
      for (const attempt of trial.attempts) {
        this.bar(plot, study, x, trial, attempt);
      }
    }
  }

  private bar(plot: Plot, study: Study, x: Scale, trial: TrialView, attempt: AttemptView): void {
    const { context, width, height } = plot;
    const thick = height / this.workers.length;
    const from = x.place(attempt.from) * width;
    const to = x.place(attempt.to ?? study.page.secondsPassed) * width;
    const top = this.workers.indexOf(attempt.worker) * thick + thick * 0.15;
    const length = Math.max(1, to - from - 0.6);
    context.fillStyle = attempt.end === "lost" || attempt.end === "failed" ? stateColor("failed", 0.45) : stateColor(attempt.repeat > 0 ? "waiting" : trial.state, 0.8);
    context.fillRect(from, top, length, thick * 0.7);
    if (attempt.repeat > 0) {
      context.strokeStyle = color("accent");
      context.lineWidth = 1;
      context.strokeRect(from + 0.5, top + 0.5, Math.max(0, length - 1), thick * 0.7 - 1);
    } else {
      plot.marks.push({ x: from + length / 2, y: top + thick * 0.35, trial: trial.number });
    }
  }
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

function useOf(study: Study): { busy: number; lost: number } {
  let busy = 0;
  let lost = 0;
  for (const { attempts } of study.trials) {
    for (const { from, to, end } of attempts) {
      busy += (to ?? study.page.secondsPassed) - from;
      lost += end === "lost" || end === "failed" ? 1 : 0;
    }
  }
  return { busy, lost };
}
