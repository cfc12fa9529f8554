import { h } from "../dom";
import type { Store } from "../store";
import { objectiveAxis } from "../trials";

const keys: Record<string, number> = { ArrowUp: 0.02, ArrowRight: 0.02, ArrowDown: -0.02, ArrowLeft: -0.02, PageUp: 0.1, PageDown: -0.1, Home: -2, End: 2 };
// A drag shorter than this is a click, which takes the range away.
const leastDrag = 0.02;

/** Picks a range on one axis: by dragging along it, or by two handles that a keyboard moves as well. */
export class AxisBrush {
  readonly element: HTMLElement;
  private readonly band = h("div", { class: "band", hidden: true });
  private readonly handles: readonly [HTMLElement, HTMLElement];

  constructor(private readonly store: Store, private readonly dimension: number, title: string) {
    this.handles = [this.handle(`${title}: from`, 0), this.handle(`${title}: to`, 1)];
    this.element = h("div", { class: "axis-brush", "data-axis": title, onpointerdown: event => this.drag(event as PointerEvent) }, this.band, ...this.handles);
    this.show();
  }

  private get range(): readonly [number, number] {
    return this.store.brushes.get(this.dimension) ?? [0, 1];
  }

  private handle(label: string, end: 0 | 1): HTMLElement {
    return h("div", {
      class: end === 0 ? "handle low" : "handle high",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-orientation": "vertical",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      onkeydown: event => this.key(event as KeyboardEvent, end),
      onpointerdown: event => this.drag(event as PointerEvent, end),
    });
  }

  /** Puts the handles where the picked range ends. */
  show(): void {
    const [from, to] = this.range;
    this.band.hidden = !this.store.brushes.has(this.dimension);
    this.band.style.top = `${(1 - to) * 100}%`;
    this.band.style.height = `${(to - from) * 100}%`;
    this.handles.forEach((handle, end) => {
      const place = end === 0 ? from : to;
      handle.style.top = `${(1 - place) * 100}%`;
      handle.setAttribute("aria-valuenow", String(Math.round(place * 100)));
      handle.setAttribute("aria-valuetext", this.text(place));
    });
  }

  private text(place: number): string {
    const study = this.store.study;
    const scale = this.dimension === objectiveAxis ? study?.objective.scale : study?.scales[this.dimension];
    return scale ? scale.format(scale.value(place)) : "";
  }

  private key(event: KeyboardEvent, end: 0 | 1): void {
    const step = keys[event.key];
    if (event.key === "Escape" || event.key === "Delete") {
      this.store.brush(this.dimension, null);
    } else if (step !== undefined) {
      event.preventDefault();
      const [from, to] = this.range;
      this.set(end === 0 ? Math.min(to, from + step) : from, end === 1 ? Math.max(from, to + step) : to);
    }
  }

  /** Drags a new range, or one end of the present one. */
  private drag(event: PointerEvent, end?: 0 | 1): void {
    event.preventDefault();
    event.stopPropagation();
    const box = this.element.getBoundingClientRect();
    const placeOf = (e: PointerEvent): number => Math.min(1, Math.max(0, 1 - (e.clientY - box.top) / box.height));
    const [from, to] = this.range;
    const anchor = end === undefined ? placeOf(event) : end === 0 ? to : from;
    const target = event.currentTarget as HTMLElement;
    target.focus();
    target.setPointerCapture(event.pointerId);
    const move = (e: PointerEvent): void => {
      const place = placeOf(e);
      if (Math.abs(place - anchor) >= leastDrag) {
        this.set(Math.min(anchor, place), Math.max(anchor, place));
      }
    };
    const release = (e: PointerEvent): void => {
      target.removeEventListener("pointermove", move);
      if (end === undefined && Math.abs(placeOf(e) - anchor) < leastDrag) {
        this.store.brush(this.dimension, null);
      }
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", release, { once: true });
    target.addEventListener("pointercancel", () => target.removeEventListener("pointermove", move), { once: true });
  }

  private set(from: number, to: number): void {
    const range = [Math.max(0, from), Math.min(1, to)] as const;
    this.store.brush(this.dimension, range[0] <= 0 && range[1] >= 1 ? null : range);
  }
}
