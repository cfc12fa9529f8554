import type { ObjectiveView, TrialView } from "./model";
import { linear, type Scale } from "./scale";

/** The number that is optimised: which values are better, and on which scale they are drawn. */
export class Objective {
  readonly metric: string;
  readonly maximize: boolean;
  /** From the worst value that is drawn in its place to the best, whatever the direction. */
  readonly scale: Scale;
  /** The same with a little room beyond the best and the worst. */
  readonly roomy: Scale;
  private readonly worst: number;
  private readonly best: number;

  constructor(view: ObjectiveView, trials: readonly TrialView[]) {
    this.metric = view.metric;
    this.maximize = view.maximize;
    // A typed array sorts without calling back: this runs with every update.
    const losses = Float64Array.from(trials.filter(trial => trial.value !== null), trial => this.loss(trial.value ?? 0)).sort();
    const best = losses[0] ?? 0;
    // A few trials that are hundreds of times worse must not press all others together: those are drawn at the edge.
    const median = losses[losses.length >> 1] ?? 1;
    const worst = Math.min(losses[losses.length - 1] ?? 1, median + 4 * (median - best));
    // Rounded outward, so that a running study's axes move now and then and not with every trial.
    const step = 2 ** Math.floor(Math.log2((worst > best ? worst - best : Math.abs(best) * 0.01 + 1e-9) / 12));
    this.best = this.loss(Math.floor(best / step) * step);
    this.worst = this.loss((Math.floor(worst / step) + 1) * step);
    const room = 0.04 * Math.abs(this.best - this.worst);
    this.roomy = linear(Math.min(this.best, this.worst) - room, Math.max(this.best, this.worst) + room);
    this.scale = linear(Math.min(this.best, this.worst), Math.max(this.best, this.worst));
  }

  /** Less is better. It is its own inverse. */
  loss(value: number): number {
    return this.maximize ? -value : value;
  }

  isBetter(a: number, b: number): boolean {
    return this.loss(a) < this.loss(b);
  }

  /** How good a value is, from 0 (the worst that is told apart) to 1 (the best). */
  quality(value: number): number {
    return Math.min(1, Math.max(0, (value - this.worst) / (this.best - this.worst)));
  }
}
