import { h, type Child } from "../dom";

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
    this.lead.textContent = text;
  }

  add(...children: Child[]): this {
    this.body.append(...children.filter(child => child !== null && child !== undefined));
    return this;
  }
}
