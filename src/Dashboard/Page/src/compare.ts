import { improvements } from "./charts/best";
import { Card } from "./charts/card";
import { Plot } from "./charts/plot";
import { color } from "./colors";
import { fill, h } from "./dom";
import { linear } from "./scale";
import type { Store, Study } from "./store";
import { duration, short } from "./words";

const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** Several studies side by side: a row for each, and their best values over their trials. */
export class Comparison {
  readonly card = new Card("compare", "Studies side by side", true);
  private readonly table = h("table", { class: "compare" });
  private readonly plot: Plot;

  constructor(private readonly store: Store) {
    this.plot = new Plot({ label: "Best values of the studies over their trials", height: 240, draw: plot => this.draw(plot) });
    this.card.add(h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of studies" }, this.table), this.plot.element);
    store.on("data", () => this.update());
  }

  private update(): void {
    const { folders, studies } = this.store;
    this.card.element.hidden = folders.length < 2;
    if (folders.length < 2) {
      return;
    }
    const metrics = new Set(studies.flatMap(study => (study ? [study.page.objective.metric] : [])));
    this.card.text = metrics.size > 1 ? "These studies optimise different metrics: their values do not compare." : "The number before a study is that of its line. Choose one to see it in detail below.";
    const focused = [...this.table.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    fill(
      this.table,
      h("thead", {}, h("tr", {}, ...["", "study", "state", "trials", "best", "on fresh seeds", "time worked", "hash"].map(title => h("th", { scope: "col" }, title)))),
      h("tbody", {}, ...folders.map((folder, i) => this.row(folder, i))),
    );
    // The rows are new with every update: the button that had the focus has it still.
    this.table.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
    this.plot.summary = studies.flatMap(study => (study ? [`${study.page.name}: ${study.page.headline.title}`] : [])).join(". ");
    this.plot.redraw();
  }

  private row(folder: string, index: number): HTMLElement {
    const study = this.store.studies[index];
    const fault = this.store.faults[index];
    const isShown = index === this.store.shown;
    if (!study) {
      return h("tr", {}, h("td", {}, String(index + 1)), h("th", { scope: "row" }, folder), h("td", { colspan: 6 }, fault ?? "reading …"));
    }
    const { page } = study;
    const [winner] = page.confirmed;
    const best = improvements(study).at(-1);
    const over = page.trials.completed + page.trials.pruned + page.trials.diverged + page.trials.failed;
    return h(
      "tr",
      { class: isShown ? "selected" : "" },
      h("td", {}, String(index + 1)),
      h("th", { scope: "row" }, h("button", { type: "button", "aria-pressed": String(isShown), title: folder, onclick: () => this.store.show(index) }, page.name)),
      h("td", {}, fault ?? page.state),
      h("td", { class: "number" }, `${over} of ${page.trials.total}`),
      h("td", { class: "number" }, best ? `${short(best.value)} (trial ${best.number})` : ""),
      h("td", { class: "number" }, winner ? `${short(winner.mean)}${winner.interval ? ` (${winner.interval.map(short).join(" … ")})` : ""}` : ""),
      h("td", { class: "number" }, duration(page.secondsPassed)),
      h("td", {}, h("code", {}, page.hash.slice(0, 10))),
    );
  }

  private draw(plot: Plot): void {
    const studies = this.store.studies.filter((study): study is Study => study !== null && study !== undefined);
    const all = studies.flatMap(study => improvements(study).map(step => step.value));
    if (all.length === 0) {
      return;
    }
    // From where all studies have found something: first trials are arbitrarily bad.
    const low = Math.min(...all);
    const high = Math.max(...all);
    const room = (high - low) * 0.05 || 0.01;
    const x = linear(0, Math.max(...studies.map(study => study.page.trials.total)));
    const y = linear(low - room, high + room);
    const { context, width, height } = plot;
    plot.axisBelow(x, "trial");
    plot.axisLeft(y, studies[0]?.objective.metric ?? "");
    this.store.studies.forEach((study, i) => {
      const steps = study ? improvements(study) : [];
      context.strokeStyle = context.fillStyle = color(i === this.store.shown ? "accent" : "ink", i === this.store.shown ? 1 : 0.7);
      context.lineWidth = i === this.store.shown ? 2.4 : 1.5;
      context.setLineDash(dashes[i % dashes.length] ?? []);
      context.beginPath();
      steps.forEach(({ number, value }, k) => {
        const py = (1 - y.place(value)) * height;
        if (k === 0) {
          context.moveTo(x.place(number) * width, py);
        } else {
          context.lineTo(x.place(number) * width, py);
        }
        context.lineTo(x.place(steps[k + 1]?.number ?? (study?.trials.length ?? 1) - 1) * width, py);
      });
      context.stroke();
      context.setLineDash([]);
      const last = steps[steps.length - 1];
      if (last && study) {
        context.font = "600 12px system-ui, sans-serif";
        context.fillText(String(i + 1), Math.min(width - 8, x.place(study.trials.length) * width + 3), (1 - y.place(last.value)) * height - 5);
      }
    });
  }
}
