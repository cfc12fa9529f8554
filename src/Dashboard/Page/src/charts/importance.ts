import { fillFrom, h } from "../dom";
import type { ImportanceShare, StudyImportance } from "../model";
import type { Store } from "../store";
import { count } from "../words";
import { Card } from "./card";

// Further pairs share what is left among them.
const mostPairs = 3;

/** How much each parameter matters, with its uncertainty: a table whose numbers are drawn as bars. */
export class ImportanceChart {
  readonly card = new Card("importance", "What mattered", true);

  constructor(private readonly store: Store) {
    store.on("data", () => this.update());
  }

  private update(): void {
    const importance = this.store.study?.page.importance ?? null;
    this.card.element.hidden = importance === null;
    if (importance) {
      this.show(importance);
    }
  }

  private show(importance: StudyImportance): void {
    if (importance.parameters.length === 0) {
      this.card.text = importance.remark ?? "Too few trials to tell.";
      fillFrom(this.card.body, null, () => []);
      return;
    }
    const [first] = importance.parameters;
    // Where the forest foresees nothing, the remark says so, and no parameter is called the first.
    this.card.text = importance.remark
      ?? `${first?.parameter ?? ""} mattered most. From ${count(importance.trials, "trial")}; a forest grown on some of them explains ${percent(importance.explained ?? 0)} of the variance among the others.`;
    const pairs = importance.pairs.filter(pair => pair.variance.mean >= 0.005).slice(0, mostPairs);
    fillFrom(this.card.body, importance, () => [
      h(
        "table",
        { class: "bars" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "parameter"), h("th", { scope: "col" }, "share of the variance, ± 95 % interval"), h("th", { scope: "col" }, "share in what the best tenth has in common, ± 95 % interval"))),
        h(
          "tbody",
          {},
          ...importance.parameters.map(p => h("tr", {}, h("th", { scope: "row" }, p.parameter, p.madeDifference ? null : h("small", {}, "could be chance")), bar(p.variance), bar(p.top))),
          ...pairs.map(p => h("tr", { class: "pair" }, h("th", { scope: "row" }, `${p.first} with ${p.second}`), bar(p.variance), h("td", {}))),
        ),
      ),
    ]);
  }
}

/** A share as a bar with its 95 % interval. */
function bar({ mean, deviation }: ImportanceShare): HTMLElement {
  const from = Math.max(0, mean - 1.96 * deviation);
  const to = Math.min(1, mean + 1.96 * deviation);
  const length = h("span", { class: "bar" });
  length.style.width = `${mean * 100}%`;
  const whisker = h("span", { class: "whisker" });
  whisker.style.left = `${from * 100}%`;
  whisker.style.width = `${(to - from) * 100}%`;
  return h("td", {}, h("span", { class: "track", "aria-hidden": "true" }, length, whisker), h("span", { class: "number" }, `${percent(mean)} ± ${percent(1.96 * deviation)}`));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
