import { fillFrom, h } from "../dom";
import type { Store } from "../store";
import type { TrialTable } from "../table";
import { count } from "../words";
import { Card } from "./card";

/** What the trainer says of the trials, how often, with an example of each. */
export class DiagnosesChart {
  readonly card = new Card("diagnoses", "Diagnoses");

  constructor(private readonly store: Store, private readonly table: TrialTable) {
    store.on("data", () => this.update());
  }

  private update(): void {
    const diagnoses = this.store.study?.page.diagnoses ?? [];
    this.card.element.hidden = diagnoses.length === 0;
    const all = diagnoses.reduce((sum, diagnosis) => sum + diagnosis.trials, 0);
    this.card.text = "What the trainer says of each training that came to its end. A verdict shows its trials in the table.";
    fillFrom(this.card.body, diagnoses, () => [
      h(
        "ul",
        { class: "diagnoses" },
        ...diagnoses.map(({ verdict, trials, example, evidence }) => {
          const bar = h("span", { class: "bar" });
          bar.style.width = `${(trials / all) * 100}%`;
          return h(
            "li",
            {},
            h("button", { type: "button", onclick: () => this.table.search(verdict) }, verdict),
            h("span", { class: "track", "aria-hidden": "true" }, bar),
            h("span", { class: "number" }, count(trials, "trial")),
            h("p", {}, `Trial ${example}: ${evidence}`),
          );
        }),
      ),
    ]);
  }
}
