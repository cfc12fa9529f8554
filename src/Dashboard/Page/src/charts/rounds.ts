import { fillFrom, h } from "../dom";
import { scaleOf } from "../scale";
import type { Store, Study } from "../store";
import { short } from "../words";
import { Card } from "./card";

/** How the range of each parameter moved from round to round, and why. */
export class RoundsTable {
  readonly card = new Card("rounds", "Why the ranges moved", true);

  constructor(private readonly store: Store) {
    store.on("data", () => this.update());
  }

  private update(): void {
    const study = this.store.study;
    const moves = (study?.page.rounds.length ?? 0) > 1;
    this.card.element.hidden = !moves;
    if (study && moves) {
      this.card.text = "The bar is the range on the parameter's scale, from the least to the greatest value that any round could have tried.";
      fillFrom(this.card.body, [study.page.rounds, study.page.dimensions], () => study.page.dimensions.flatMap((dimension, d) => (dimension.choices ? [] : [tableOf(study, d)])));
    }
  }
}

function tableOf(study: Study, d: number): HTMLElement {
  const dimension = study.page.dimensions[d];
  const scale = dimension && scaleOf(dimension);
  const limits = dimension?.limits;
  return h(
    "table",
    { class: "rounds" },
    h("caption", {}, dimension?.path ?? "", limits ? h("small", {}, ` may widen to ${short(limits[0] ?? 0)} … ${short(limits[1] ?? 0)}`) : null),
    h("thead", {}, h("tr", {}, ...["round", "range", "on its scale", "why"].map(title => h("th", { scope: "col" }, title)))),
    h(
      "tbody",
      {},
      ...study.page.rounds.map(round => {
        const [min = 0, max = 1] = round.ranges[d] ?? [];
        const bar = h("span", { class: "bar" });
        bar.style.left = `${(scale?.place(min) ?? 0) * 100}%`;
        bar.style.width = `${((scale?.place(max) ?? 1) - (scale?.place(min) ?? 0)) * 100}%`;
        return h(
          "tr",
          {},
          h("th", { scope: "row" }, String(round.number)),
          h("td", { class: "number" }, `${short(min)} … ${short(max)}`),
          h("td", {}, h("span", { class: "track", "aria-hidden": "true" }, bar)),
          h("td", {}, round.why[d] ?? "as the study file has it"),
        );
      }),
    ),
  );
}
