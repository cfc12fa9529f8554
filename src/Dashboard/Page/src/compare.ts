import { improvements } from "./charts/best";
import { Card } from "./charts/card";
import { Plot } from "./charts/plot";
import { color } from "./colors";
import { fill, h } from "./dom";
import { linear } from "./scale";
import type { Store, Study } from "./store";
import { duration, short } from "./words";

const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

const columns = [
  { title: "" },
  { title: "study" },
  { title: "state" },
  { title: "trials", isNumber: true },
  { title: "best", isNumber: true },
  { title: "on fresh seeds", isNumber: true },
  { title: "time worked", isNumber: true },
  { title: "hash" },
];

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
      h("thead", {}, h("tr", {}, ...columns.map(({ title, isNumber }) => h("th", { scope: "col", class: isNumber ? "number" : "" }, title)))),
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
    const all = studies.flatMap(settled);
    if (all.length === 0) {
      return;
    }
    const low = Math.min(...all);
    const high = Math.max(...all);
    const room = (high - low) * 0.05 || 0.01;
    const x = linear(0, Math.max(...studies.map(study => study.page.trials.total)));
    const y = linear(low - room, high + room);
    const { context, width, height } = plot;
    plot.axisBelow(x, "trial");
    plot.axisLeft(y, studies[0]?.objective.metric ?? "");
    const names: { text: string; x: number; y: number }[] = [];
    this.store.studies.forEach((study, i) => {
      const steps = study ? improvements(study) : [];
      context.strokeStyle = color(i === this.store.shown ? "accent" : "ink", i === this.store.shown ? 1 : 0.7);
      context.lineWidth = i === this.store.shown ? 2.4 : 1.5;
      context.setLineDash(dashes[i % dashes.length] ?? []);
      context.beginPath();
      steps.forEach(({ number, value }, k) => {
        const py = heightOf(value);
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
        names.push({ text: String(i + 1), x: Math.min(width - 8, x.place(study.trials.length) * width + 3), y: Math.max(10, heightOf(last.value) - 5) });
      }
    });
    context.fillStyle = color("ink");
    context.font = "600 12px system-ui, sans-serif";
    names.sort((a, b) => a.y - b.y);
    names.forEach((name, i) => {
      // Below those that it would lie upon.
      for (const other of names.slice(0, i)) {
        name.y = Math.abs(other.x - name.x) < 16 ? Math.max(name.y, other.y + 13) : name.y;
      }
      context.fillText(name.text, name.x, name.y);
    });

    function heightOf(value: number): number {
      return (1 - Math.min(1, Math.max(0, y.place(value)))) * height;
    }
  }
}

/** The best values of a study from a tenth of its trials on: those before are arbitrarily bad, and would press all others to the edge. */
function settled(study: Study): number[] {
  const steps = improvements(study);
  return steps.filter((_, k) => k === steps.length - 1 || (steps[k + 1]?.number ?? 0) > study.trials.length / 10).map(step => step.value);
}
