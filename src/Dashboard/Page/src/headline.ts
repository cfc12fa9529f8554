import { fillFrom, h } from "./dom";
import type { StudyPage } from "./model";
import type { Store, Study } from "./store";
import { count, duration, grouped, short } from "./words";

const kinds: Record<string, string> = { do: "Do next", warn: "Mind", know: "Learnt" };

/** The result in words: who won, how sure that is, what to do next. */
export class Headline {
  private readonly verdict = h("div", { class: "verdict" });
  private readonly advice = h("div", { class: "advice" });
  private readonly progress = h("div", { class: "progress" });
  readonly element = h("section", { class: "headline", id: "headline", "aria-labelledby": "headline-title" }, this.verdict, this.advice, this.progress);

  constructor(private readonly store: Store) {
    store.on("data", () => this.update());
  }

  private update(): void {
    const study = this.store.study;
    if (!study) {
      return;
    }
    const { page } = study;
    const { headline } = page;
    fillFrom(this.verdict, [headline.title, headline.interval, headline.value, headline.howSure, headline.trial, page.confirmed[0]], () => [
      h("h2", { id: "headline-title" }, headline.title),
      interval(study),
      h("p", {}, headline.howSure),
      headline.trial === null ? null : h("button", { type: "button", onclick: () => this.store.select(headline.trial) }, `Open trial ${headline.trial}`),
    ]);
    this.advice.hidden = headline.advice.length === 0;
    fillFrom(this.advice, headline.advice, () => [
      h("h2", {}, "What to do next"),
      h("ul", {}, ...headline.advice.map(({ kind, text }) => h("li", { class: kind }, h("b", {}, kinds[kind] ?? kind), h("span", {}, text)))),
    ]);
    fillFrom(this.progress, [page.trials, page.secondsLeft, page.estimate], () => progress(page));
  }
}

/** The values on fresh seeds as dots over their interval. */
function interval(study: Study): HTMLElement | null {
  const { interval: ends, value } = study.page.headline;
  const [low, high] = ends ?? [];
  const winner = study.page.confirmed[0];
  if (low === undefined || high === undefined || value === null || !winner) {
    return null;
  }
  const from = Math.min(low, ...winner.values);
  const to = Math.max(high, ...winner.values);
  const at = (v: number): string => `${to > from ? ((v - from) / (to - from)) * 100 : 50}%`;
  const band = h("span", { class: "band" });
  band.style.left = at(low);
  band.style.width = `${to > from ? ((high - low) / (to - from)) * 100 : 0}%`;
  const dots = winner.values.map(v => placed("dot", at(v)));
  return h(
    "div",
    { class: "interval" },
    h("div", { class: "strip", role: "img", "aria-label": `${winner.values.length} repeats on fresh seeds: ${winner.values.map(short).join(", ")}` }, band, placed("mean", at(value)), ...dots),
    h("p", {}, `95 % interval ${short(low)} … ${short(high)}`),
  );
}

function placed(name: string, left: string): HTMLElement {
  const element = h("span", { class: name });
  element.style.left = left;
  return element;
}

function progress(page: StudyPage): (HTMLElement | null)[] {
  const { trials } = page;
  const over = trials.completed + trials.pruned + trials.diverged + trials.failed;
  const parts = (["completed", "pruned", "diverged", "failed", "running"] as const).filter(state => trials[state] > 0);
  const left = page.secondsLeft === null ? "" : `, about ${duration(page.secondsLeft)} left`;
  return [
    h(
      "div",
      { class: "meter", role: "img", "aria-label": `${over} of ${trials.total} trials are over` },
      ...parts.map(state => {
        const part = h("span", { class: state });
        part.style.width = `${(trials[state] / trials.total) * 100}%`;
        return part;
      }),
    ),
    h("p", {}, `${grouped(over)} of ${count(trials.total, "trial")}${left}`, ...parts.map(state => h("span", { class: `mark ${state}` }, `${grouped(trials[state])} ${state}`))),
    page.estimate === null ? null : h("p", {}, page.estimate),
  ];
}
