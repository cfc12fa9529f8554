import { Card } from "./charts/card";
import { invalidate, watch } from "./charts/painter";
import { copyButton } from "./copy";
import { fill, h } from "./dom";
import type { TrialView } from "./model";
import type { Store, Study } from "./store";
import { configOf, inBrushes, parameterText, states } from "./trials";
import { count, short } from "./words";

interface Column {
  readonly title: string;
  readonly isNumber: boolean;
  text(trial: TrialView): string;
  /** What the column is sorted by; null comes last, whichever way. */
  key(trial: TrialView): number | string | null;
}

const perPage = 25;

/** All trials: sorted by any column, filtered by text, state and the ranges picked in the parallel coordinates, a page at a time. */
export class TrialTable {
  readonly card = new Card("trials", "Trials", true);
  readonly element = this.card.element;
  private readonly text = h("input", { type: "search", placeholder: "Filter: 12, overfitted, adam …", "aria-label": "Filter by text", oninput: () => this.restart() });
  private readonly state = h("select", { "aria-label": "Filter by state", onchange: () => this.restart() });
  private readonly table = h("table", { class: "trials" });
  private readonly pages = h("nav", { class: "pages", "aria-label": "Pages of the table" });
  private readonly scroller = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of trials" }, this.table);
  private sorted: { column: number; descending: boolean } | null = null;
  private page = 0;

  constructor(private readonly store: Store) {
    fill(this.state, h("option", { value: "" }, "every state"), ...states.map(state => h("option", { value: state }, state)));
    this.card.controls.append(this.text, this.state);
    this.card.add(this.scroller, this.pages);
    store.on("data", () => this.follow());
    store.on("filter", () => this.restart());
    store.on("selection", () => this.update());
    store.on("shown", () => (this.sorted = null));
    watch(this);
  }

  /** Shows the trials that a text is found in. */
  search(text: string): void {
    this.text.value = text;
    this.restart();
    this.card.element.scrollIntoView({ behavior: "smooth" });
    this.text.focus({ preventScroll: true });
  }

  /** The rows of a live page are made anew when they can be seen: sorting thousands of trials with every update would be felt. */
  private follow(): void {
    if (this.table.rows.length === 0 || this.store.changed === null) {
      this.update();
    } else {
      invalidate(this);
    }
  }

  paint(): void {
    this.update();
  }

  private restart(): void {
    this.page = 0;
    this.update();
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    const columns = columnsOf(study);
    const trials = this.inOrder(columns, this.matching(study, columns));
    const pages = Math.max(1, Math.ceil(trials.length / perPage));
    this.page = Math.min(this.page, pages - 1);
    this.card.text = trials.length === study.trials.length ? `${count(trials.length, "trial")}.` : `${count(trials.length, "trial")} of ${study.trials.length.toLocaleString("en")} match.`;
    // A press of a button must not be lost because the row was made anew under it.
    if (!this.table.contains(document.activeElement) || this.store.changed === null || this.store.changed.length > 0 || document.activeElement?.tagName !== "BUTTON") {
      this.show(study, columns, trials.slice(this.page * perPage, (this.page + 1) * perPage));
    }
    fill(
      this.pages,
      h("button", { type: "button", disabled: this.page === 0, onclick: () => this.turn(-1) }, "Previous"),
      h("span", {}, `page ${this.page + 1} of ${pages}`),
      h("button", { type: "button", disabled: this.page === pages - 1, onclick: () => this.turn(1) }, "Next"),
    );
  }

  private turn(by: number): void {
    this.page += by;
    this.update();
  }

  private get order(): { column: number; descending: boolean } {
    return this.sorted ?? { column: valueColumn, descending: this.store.study?.objective.maximize ?? false };
  }

  private sort(column: number): void {
    const present = this.order;
    // The first press shows the best on top: the greatest, or the least where less is better.
    const descending = present.column === column ? !present.descending : column === valueColumn && (this.store.study?.objective.maximize ?? false);
    this.sorted = { column, descending };
    this.restart();
    this.table.querySelectorAll<HTMLElement>("thead button")[column]?.focus();
  }

  private matching(study: Study, columns: readonly Column[]): TrialView[] {
    const words = this.text.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    return study.trials.filter(trial => {
      if ((this.state.value !== "" && trial.state !== this.state.value) || !inBrushes(this.store, study, trial)) {
        return false;
      }
      const text = words.length === 0 ? "" : columns.map(column => column.text(trial)).join(" ").toLowerCase();
      return words.every(word => text.includes(word));
    });
  }

  private inOrder(columns: readonly Column[], trials: TrialView[]): TrialView[] {
    const { column, descending } = this.order;
    const key = columns[column]?.key ?? (() => null);
    const sign = descending ? -1 : 1;
    return trials
      .map(trial => ({ trial, at: key(trial) }))
      .sort((a, b) => (a.at === null || b.at === null ? Number(a.at === null) - Number(b.at === null) : a.at < b.at ? -sign : a.at > b.at ? sign : 0) || a.trial.number - b.trial.number)
      .map(({ trial }) => trial);
  }

  private show(study: Study, columns: readonly Column[], trials: readonly TrialView[]): void {
    const { column: by, descending } = this.order;
    const heads = columns.map((column, i) =>
      h("th", { scope: "col", class: column.isNumber ? "number" : "", "aria-sort": i === by ? (descending ? "descending" : "ascending") : undefined }, h("button", { type: "button", onclick: () => this.sort(i) }, column.title)),
    );
    const rows = trials.map(trial =>
      h(
        "tr",
        { class: trial.number === this.store.selected ? "selected" : "" },
        ...columns.map((column, i) => {
          if (i === 0) {
            return h("th", { scope: "row", class: "number" }, h("button", { type: "button", "aria-label": `Open trial ${trial.number}`, onclick: () => this.store.select(trial.number) }, String(trial.number)));
          }
          return h("td", { class: `${column.isNumber ? "number" : ""} ${i === stateColumn ? `mark ${trial.state}` : ""}` }, column.text(trial));
        }),
        h("td", {}, copyButton("Copy", `Copy the configuration of trial ${trial.number}`, () => configOf(study, trial))),
      ),
    );
    fill(this.table, h("thead", {}, h("tr", {}, ...heads, h("th", { scope: "col" }, "config"))), h("tbody", {}, ...rows));
  }
}

const stateColumn = 1;
const valueColumn = 2;

function columnsOf(study: Study): Column[] {
  const of = (title: string, isNumber: boolean, text: Column["text"], key: Column["key"]): Column => ({ title, isNumber, text, key });
  return [
    of("trial", true, trial => String(trial.number), trial => trial.number),
    of("state", false, trial => trial.state, trial => trial.state),
    of(study.objective.metric, true, trial => (trial.value === null ? "" : short(trial.value)), trial => trial.value),
    of("epochs", true, trial => `${trial.epochs} of ${trial.budget}`, trial => trial.epochs),
    of("round", true, trial => String(trial.round), trial => trial.round),
    ...study.page.dimensions.map((dimension, d) => of(dimension.path, dimension.choices === null, trial => parameterText(study, trial, d), trial => trial.parameters[d] ?? null)),
    of("diagnosis", false, trial => trial.diagnosis ?? trial.why ?? "", trial => trial.diagnosis ?? trial.why),
  ];
}
