import { bisector } from "d3-array";
import { Changes } from "./changes";
import { Card } from "./charts/card";
import { copyButton } from "./copy";
import { fill, fillFrom, h } from "./dom";
import type { TrialView } from "./model";
import type { Store, Study } from "./store";
import { configOf, inBrushes, parameterText, states } from "./trials";
import { count, grouped, short } from "./words";

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
  private readonly head = h("thead");
  private readonly body = h("tbody");
  private readonly table = h("table", { class: "trials" }, this.head, this.body);
  private readonly pages = h("nav", { class: "pages", "aria-label": "Pages of the table" });
  private readonly scroller = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of trials" }, this.table);
  private readonly changes: Changes;
  /** The trials that match, in order, and what made them match and be in that order. */
  private listed: { key: string; trials: TrialView[] } = { key: "", trials: [] };
  /** The rows that are shown: one stays as long as its trial does, so that no press of a button in it is lost. */
  private rows = new Map<TrialView, HTMLTableRowElement>();
  private sorted: { column: number; descending: boolean } | null = null;
  private page = 0;

  constructor(private readonly store: Store) {
    fill(this.state, h("option", { value: "" }, "every state"), ...states.map(state => h("option", { value: state }, state)));
    this.card.controls.append(this.text, this.state);
    this.card.add(this.scroller, this.pages);
    this.changes = new Changes(store);
    this.card.follow(store, () => this.update());
    store.on("filter", () => this.restart());
    store.on("selection", () => this.update());
    store.on("shown", () => (this.sorted = null));
  }

  /** Shows the trials that a text is found in, whatever their state. */
  search(text: string): void {
    this.text.value = text;
    this.state.value = "";
    this.restart();
    this.card.element.scrollIntoView({ behavior: "smooth" });
    this.text.focus({ preventScroll: true });
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
    const trials = this.list(study, columns);
    const pages = Math.max(1, Math.ceil(trials.length / perPage));
    this.page = Math.min(this.page, pages - 1);
    this.card.text = trials.length === study.trials.length ? `${count(trials.length, "trial")}.` : `${count(trials.length, "trial")} of ${grouped(study.trials.length)} match.`;
    this.show(study, columns, trials.slice(this.page * perPage, (this.page + 1) * perPage));
    fillFrom(this.pages, [this.page, pages], () => [
      h("button", { type: "button", disabled: this.page === 0, onclick: () => this.turn(-1) }, "Previous"),
      h("span", {}, `page ${this.page + 1} of ${pages}`),
      h("button", { type: "button", disabled: this.page === pages - 1, onclick: () => this.turn(1) }, "Next"),
    ]);
  }

  private turn(by: number): void {
    this.page += by;
    this.update();
    // The buttons are new, and the next press is to turn the next page; at the end, back.
    const [previous, next] = this.pages.querySelectorAll("button");
    const [pressed, other] = by < 0 ? [previous, next] : [next, previous];
    (pressed?.disabled ? other : pressed)?.focus();
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

  /** The trials that match, in order. Where only some trials changed, those alone are put in their places: sorting thousands with every update would be felt. */
  private list(study: Study, columns: readonly Column[]): TrialView[] {
    const { column, descending } = this.order;
    const matches = this.matcher(study, columns);
    const compare = comparer(columns[column], descending);
    const key = JSON.stringify([this.text.value, this.state.value, [...this.store.brushes], column, descending]);
    const isNew = this.changes.areAll || key !== this.listed.key;
    const changed = this.changes.take();
    if (isNew || changed === null) {
      this.listed = { key, trials: study.trials.filter(matches).sort(compare) };
    } else if (changed.length > 0) {
      const numbers = new Set(changed.map(trial => trial.number));
      const trials = this.listed.trials.filter(trial => !numbers.has(trial.number));
      const place = bisector(compare).left;
      changed.filter(matches).forEach(trial => trials.splice(place(trials, trial), 0, trial));
      this.listed = { key, trials };
    }
    return this.listed.trials;
  }

  private matcher(study: Study, columns: readonly Column[]): (trial: TrialView) => boolean {
    const words = this.text.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    return trial => {
      if ((this.state.value !== "" && trial.state !== this.state.value) || !inBrushes(this.store, study, trial)) {
        return false;
      }
      const text = words.length === 0 ? "" : columns.map(column => column.text(trial)).join(" ").toLowerCase();
      return words.every(word => text.includes(word));
    };
  }

  private show(study: Study, columns: readonly Column[], trials: readonly TrialView[]): void {
    const { column: by, descending } = this.order;
    const titles = columns.map(column => [column.title, column.isNumber]);
    fillFrom(this.head, [titles, by, descending], () => [
      h(
        "tr",
        {},
        ...columns.map((column, i) =>
          h("th", { scope: "col", class: column.isNumber ? "number" : "", "aria-sort": i === by ? (descending ? "descending" : "ascending") : undefined }, h("button", { type: "button", onclick: () => this.sort(i) }, column.title)),
        ),
        h("th", { scope: "col" }, "config"),
      ),
    ]);
    const before = this.rows;
    this.rows = new Map(trials.map(trial => [trial, before.get(trial) ?? this.row(study, columns, trial)]));
    const rows = [...this.rows.values()];
    if (rows.length !== this.body.rows.length || rows.some((row, i) => row !== this.body.rows[i])) {
      const focused = document.activeElement;
      fill(this.body, ...rows);
      if (focused instanceof HTMLElement && this.body.contains(focused)) {
        focused.focus({ preventScroll: true });
      }
    }
    this.rows.forEach((row, trial) => row.classList.toggle("selected", trial.number === this.store.selected));
  }

  private row(study: Study, columns: readonly Column[], trial: TrialView): HTMLTableRowElement {
    return h(
      "tr",
      {},
      ...columns.map((column, i) =>
        i === 0
          ? h("th", { scope: "row", class: "number" }, h("button", { type: "button", "aria-label": `Open trial ${trial.number}`, onclick: () => this.store.select(trial.number) }, String(trial.number)))
          : h("td", { class: `${column.isNumber ? "number" : ""} ${i === stateColumn ? `mark ${trial.state}` : ""}` }, column.text(trial)),
      ),
      h("td", {}, copyButton("Copy", `Copy the configuration of trial ${trial.number}`, () => configOf(study, trial))),
    );
  }
}

/** The order of a column; trials without a value come last, whichever way, and of equal ones the first. */
function comparer(column: Column | undefined, descending: boolean): (a: TrialView, b: TrialView) => number {
  const key = column?.key ?? (() => null);
  const sign = descending ? -1 : 1;
  return (left, right) => {
    const a = key(left);
    const b = key(right);
    return (a === null || b === null ? Number(a === null) - Number(b === null) : a < b ? -sign : a > b ? sign : 0) || left.number - right.number;
  };
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
