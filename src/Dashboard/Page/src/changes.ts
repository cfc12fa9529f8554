import type { TrialView } from "./model";
import type { Store } from "./store";

/** What changed since one part of the page last asked: a part out of sight does not ask with every update. */
export class Changes {
  private generation = -1;
  private at = 0;

  constructor(private readonly store: Store) {}

  /** Whether all is new: another study, or the same sent anew. */
  get areAll(): boolean {
    return this.generation !== this.store.generation;
  }

  /** The trials that changed, as they are now; null: all of them may have. */
  take(): TrialView[] | null {
    const { generation, log, study } = this.store;
    const from = this.areAll ? null : this.at;
    this.generation = generation;
    this.at = log.length;
    return from === null ? null : [...new Set(log.slice(from))].flatMap(number => study?.trials[number] ?? []);
  }
}
