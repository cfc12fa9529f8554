import type { StudyPage, StudyUpdate, TrialView } from "./model";
import { Objective } from "./objective";
import { scaleOf, type Scale } from "./scale";

/** A study as far as the page knows it. */
export class Study {
  trials: TrialView[] = [];
  /** The scale of each dimension, over all that any round could have tried. */
  scales: Scale[] = [];
  objective: Objective;

  constructor(public page: StudyPage) {
    this.objective = new Objective(page.objective, []);
  }

  /** Takes in what changed. */
  apply(page: StudyPage, changed: readonly TrialView[], isWhole: boolean): void {
    this.page = page;
    this.scales = page.dimensions.map(dimension => scaleOf(dimension));
    if (isWhole) {
      this.trials = [...changed];
    } else {
      for (const trial of changed) {
        this.trials[trial.number] = trial;
      }
    }
    this.objective = new Objective(page.objective, this.trials);
  }
}

/** A range of places on a dimension's axis; the key of the objective's is -1. */
export type Brushes = Map<number, readonly [number, number]>;

type Topic = "data" | "filter" | "selection" | "shown";

/** What is shown, and who wants to know when it changes. */
export class Store {
  readonly studies: (Study | null)[] = [];
  readonly faults: (string | null)[] = [];
  readonly brushes: Brushes = new Map();
  folders: readonly string[] = [];
  shown = 0;
  selected: number | null = null;
  /** Counts how often all became new: another study, the same sent anew, other colours. */
  generation = 0;
  /** The numbers of the trials that changed since, in order and each as often as it did. */
  log: number[] = [];
  /** Whether all is new with the present `data`. */
  isAllNew = true;
  private readonly listeners = new Map<Topic, (() => void)[]>();

  /** The study that is shown in detail. */
  get study(): Study | null {
    return this.studies[this.shown] ?? null;
  }

  on(topic: Topic, listener: () => void): void {
    const list = this.listeners.get(topic) ?? [];
    this.listeners.set(topic, [...list, listener]);
  }

  emit(topic: Topic): void {
    this.listeners.get(topic)?.forEach(listener => listener());
  }

  apply(update: StudyUpdate): void {
    this.faults[update.index] = update.fault;
    let study = this.studies[update.index] ?? null;
    if (update.page) {
      study ??= this.studies[update.index] = new Study(update.page);
      study.apply(update.page, update.trials, update.isWhole);
    }
    if (update.index === this.shown && update.isWhole) {
      this.renew();
      return;
    }
    if (update.index === this.shown) {
      this.log.push(...update.trials.map(trial => trial.number));
    }
    this.isAllNew = false;
    this.emit("data");
  }

  /** Has all of the page made anew. */
  renew(): void {
    this.generation++;
    this.log = [];
    this.isAllNew = true;
    this.emit("data");
  }

  show(index: number): void {
    this.shown = index;
    this.selected = null;
    this.brushes.clear();
    this.emit("shown");
    this.renew();
    this.emit("selection");
  }

  select(trial: number | null): void {
    this.selected = trial;
    this.emit("selection");
  }

  brush(dimension: number, range: readonly [number, number] | null): void {
    if (range) {
      this.brushes.set(dimension, range);
    } else {
      this.brushes.delete(dimension);
    }
    this.emit("filter");
  }

  clearBrushes(): void {
    this.brushes.clear();
    this.emit("filter");
  }
}
