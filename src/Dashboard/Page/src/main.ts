import "./styles/base.css";
import "./styles/charts.css";
import "./styles/tables.css";
import "./styles/print.css";
import { BestChart } from "./charts/best";
import { CurvesChart } from "./charts/curves";
import { DiagnosesChart } from "./charts/diagnoses";
import { ImportanceChart } from "./charts/importance";
import { paintAll } from "./charts/painter";
import { ParallelChart } from "./charts/parallel";
import { RangesChart } from "./charts/ranges";
import { RoundsTable } from "./charts/rounds";
import { SlicesChart } from "./charts/slices";
import { TimelineChart } from "./charts/timeline";
import { forgetColors } from "./colors";
import { Comparison } from "./compare";
import { fillFrom, h } from "./dom";
import { Headline } from "./headline";
import { follow } from "./live";
import type { PageData } from "./model";
import { TrialPanel } from "./panel";
import { Store } from "./store";
import { TrialTable } from "./table";
import { themeButton } from "./theme";
import { tip } from "./tip";

const data = JSON.parse(document.getElementById("data")?.textContent ?? "null") as PageData;
const store = new Store();
const status = h("span", { class: "status", role: "status" });
const title = h("h1", {}, "HyperSearch");
const details = h("p", { class: "details" });
const fault = h("p", { class: "fault", role: "alert", hidden: true });

const table = new TrialTable(store);
const panel = new TrialPanel(store);
const cards = [
  new BestChart(store).card,
  new RangesChart(store).card,
  new ParallelChart(store).card,
  new ImportanceChart(store).card,
  new CurvesChart(store).card,
  new DiagnosesChart(store, table).card,
  new SlicesChart(store).card,
  new RoundsTable(store).card,
  new TimelineChart(store).card,
  table.card,
];

/** The colours of what is drawn follow the theme, so everything is drawn anew. */
function recolor(): void {
  forgetColors();
  store.renew();
}

function showTitle(): void {
  const study = store.study;
  const text = store.faults[store.shown] ?? null;
  fault.hidden = text === null;
  fault.textContent = text;
  if (study) {
    const { page } = study;
    fillFrom(title, page.name, () => [page.name]);
    document.title = `${page.name}: ${page.headline.title}`;
    fillFrom(details, [page.state, page.objective, page.seed, page.hash, page.program], () => [h("span", { class: `state ${page.state}` }, page.state), h("span", {}, `${page.objective.maximize ? "maximize" : "minimize"} ${page.objective.metric}`), h("span", {}, `seed ${page.seed}`), h("span", {}, "hash ", h("code", { title: page.hash }, page.hash.slice(0, 12))), h("span", {}, `version ${page.program.split("+")[0] ?? ""}`), data.live ? null : h("span", {}, `written ${data.made}`)]);
  }
}

store.on("data", showTitle);
const headline = new Headline(store);
const comparison = new Comparison(store);
document.getElementById("app")?.append(
  h("a", { class: "skip", href: "#trials" }, "To the table of trials"),
  h("header", { class: "page" }, h("div", {}, title, details), h("div", { class: "controls" }, status, themeButton(recolor))),
  h("main", {}, fault, comparison.card.element, headline.element, h("div", { class: "cards" }, ...cards.map(card => card.element))),
  panel.element,
);
tip.mount();

// On paper the page is light and complete; what was never scrolled into sight is drawn for it.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  recolor();
  paintAll();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  recolor();
});

store.folders = data.studies.map(study => study.page.folder);
data.studies.forEach(({ page, trials }, index) => store.apply({ index, page, trials, isWhole: true, fault: null }));
if (data.live) {
  status.textContent = "connecting …";
  follow(store, text => (status.textContent = text));
}
