import { fillFrom, h, type Child } from "../dom";
import type { Store } from "../store";
import { invalidate, watch } from "./painter";

/** A titled part of the page with what it tells in words. */
export class Card {
  readonly body = h("div", { class: "card-body" });
  readonly controls = h("div", { class: "controls" });
  readonly element: HTMLElement;
  private readonly lead = h("p", { class: "lead" });

  constructor(id: string, title: string, isWide = false) {
    this.element = h(
      "section",
      { class: isWide ? "card wide" : "card", id, "aria-labelledby": `${id}-title` },
      h("header", {}, h("h2", { id: `${id}-title` }, title), this.controls),
      this.lead,
      this.body,
    );
  }

  /** What the chart shows, in a sentence. */
  set text(text: string) {
    fillFrom(this.lead, text, () => [text]);
  }

  get text(): string {
    return this.lead.textContent ?? "";
  }

  /** Brings the card up to date: at once where all is new, and with a study that runs when it can be seen. */
  follow(store: Store, update: () => void): void {
    const paintable = { element: this.element, paint: update };
    watch(paintable);
    store.on("data", () => {
      if (store.isAllNew) {
        update();
      } else {
        invalidate(paintable);
      }
    });
  }

  add(...children: Child[]): this {
    this.body.append(...children.filter(child => child !== null && child !== undefined));
    return this;
  }
}
