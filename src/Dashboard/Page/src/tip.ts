import { h } from "./dom";

/** The one tip of the page: shown beside what is pointed at, and read out. */
class Tip {
  private readonly element = h("div", { class: "tip", role: "status", "aria-live": "polite", hidden: true });

  mount(): void {
    document.body.append(this.element);
  }

  show(text: string, x: number, y: number): void {
    this.element.textContent = text;
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const left = Math.min(Math.max(8, x + 14), window.innerWidth - offsetWidth - 8);
    const above = y - offsetHeight - 12;
    this.element.style.left = `${left}px`;
    this.element.style.top = `${above > 8 ? above : y + 16}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

export const tip = new Tip();
