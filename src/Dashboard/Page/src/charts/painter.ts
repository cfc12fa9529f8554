/** Something that is drawn when it can be seen. */
export interface Paintable {
  readonly element: HTMLElement;
  paint(): void;
}

const visible = new WeakSet<Element>();
const dirty = new Map<Element, Paintable>();
let requested = false;

const watcher = new IntersectionObserver(
  entries => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        visible.add(entry.target);
      } else {
        visible.delete(entry.target);
      }
    }
    request();
  },
  { rootMargin: "150px" },
);

/** Begins to watch whether something can be seen. */
export function watch(paintable: Paintable): void {
  watcher.observe(paintable.element);
}

/** Has something drawn anew: with the next frame, or once it comes into sight. */
export function invalidate(paintable: Paintable): void {
  dirty.set(paintable.element, paintable);
  request();
}

/** Draws all that waits, seen or not: before the page is printed. */
export function paintAll(): void {
  for (const [element, paintable] of dirty) {
    dirty.delete(element);
    paintable.paint(); // a card may have its chart drawn, which is then met further on
  }
}

function request(): void {
  if (!requested) {
    requested = true;
    requestAnimationFrame(paintVisible);
  }
}

function paintVisible(): void {
  requested = false;
  for (const [element, paintable] of dirty) {
    if (visible.has(element)) {
      dirty.delete(element);
      paintable.paint();
    }
  }
}
