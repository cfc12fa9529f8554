import { copyButton } from "./copy";
import { fillFrom, h, s } from "./dom";
import type { TrialView } from "./model";
import { linear } from "./scale";
import type { Store, Study } from "./store";
import { configOf, parameterText } from "./trials";
import { duration, short } from "./words";

/** All that is known of the chosen trial. */
export class TrialPanel {
  readonly element = h("aside", { class: "panel", hidden: true, tabindex: "-1", "aria-label": "Trial" });
  private opener: Element | null = null;

  constructor(private readonly store: Store) {
    store.on("selection", () => this.choose());
    store.on("data", () => !this.element.hidden && this.show());
    this.element.addEventListener("keydown", event => event.key === "Escape" && store.select(null));
  }

  private choose(): void {
    const wasOpen = !this.element.hidden;
    this.show();
    if (!this.element.hidden && !wasOpen) {
      this.opener = document.activeElement;
      this.element.focus();
    } else if (this.element.hidden && wasOpen && this.opener instanceof HTMLElement) {
      this.opener.focus();
    }
  }

  private show(): void {
    const { study, selected } = this.store;
    const trial = selected === null ? undefined : study?.trials[selected];
    this.element.hidden = !study || !trial;
    if (study && trial) {
      fillFrom(this.element, [trial, study.page.confirmed, study.page.dimensions, study.objective.metric], () => contentOf(this.store, study, trial));
    }
  }
}

function contentOf(store: Store, study: Study, trial: TrialView): HTMLElement[] {
  const confirmed = study.page.confirmed.find(c => c.trial === trial.number);
  const seconds = trial.attempts.reduce((sum, attempt) => sum + (attempt.repeat === 0 && attempt.to !== null ? attempt.to - attempt.from : 0), 0);
  const facts: [string, string][] = [
    [study.objective.metric, trial.value === null ? "none" : short(trial.value)],
    ["epochs", `${trial.epochs} of ${trial.budget}`],
    ["round", String(trial.round)],
    ["time", `${duration(seconds)} in ${trial.attempts.filter(attempt => attempt.repeat === 0).length} attempts`.replace(/ 1 attempts$/, " 1 attempt")],
  ];
  return [
    h("header", {}, h("h2", {}, `Trial ${trial.number}`), h("span", { class: `mark ${trial.state}` }, trial.state), h("button", { type: "button", class: "close", "aria-label": "Close", title: "Close", onclick: () => store.select(null) }, s("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, s("path", { d: "M1 1 11 11 M11 1 1 11" })))),
    list(facts),
    h("h3", {}, "Parameters"),
    list(study.page.dimensions.map((dimension, d) => [dimension.path, parameterText(study, trial, d) || "inactive"])),
    ...(trial.curve.length > 1 ? [h("h3", {}, "Learning curve"), curveOf(study, trial)] : []),
    ...(trial.diagnosis ? [h("h3", {}, "Diagnosis"), h("p", {}, h("b", {}, trial.diagnosis), `: ${trial.evidence ?? ""}`)] : []),
    ...(trial.why ? [h("h3", {}, "Why it ended"), h("p", { class: "why" }, trial.why)] : []),
    ...(trial.errors ? [h("h3", {}, "Standard error"), h("pre", { tabindex: "0", role: "region", "aria-label": "Standard error" }, trial.errors)] : []),
    ...(confirmed ? [h("h3", {}, "On fresh seeds"), h("p", {}, confirmed.verdict), h("p", { class: "number" }, confirmed.values.map(short).join("  "))] : []),
    copyButton("Copy the configuration", `Copy the configuration of trial ${trial.number}`, () => configOf(study, trial)),
  ];
}

function list(facts: readonly (readonly [string, string])[]): HTMLElement {
  return h("dl", {}, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

function curveOf(study: Study, trial: TrialView): HTMLElement {
  const values = trial.curve.filter(value => value !== null);
  const y = linear(Math.min(...values), Math.max(...values));
  const points = trial.curve.flatMap((value, i) => (value === null ? [] : [`${((i / (trial.curve.length - 1)) * 300).toFixed(1)},${((1 - y.place(value)) * 76 + 2).toFixed(1)}`]));
  const label = `${study.objective.metric} from ${short(values[0] ?? 0)} to ${short(values[values.length - 1] ?? 0)} in ${trial.epochs} epochs`;
  return h("figure", { class: "sparkline" }, s("svg", { viewBox: "0 0 300 80", role: "img", "aria-label": label, preserveAspectRatio: "none" }, s("polyline", { points: points.join(" ") })), h("figcaption", {}, label));
}
