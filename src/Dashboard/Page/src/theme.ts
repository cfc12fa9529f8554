import { forgetColors } from "./colors";
import { h } from "./dom";

const order = ["auto", "light", "dark"] as const;
type Theme = (typeof order)[number];
const labels: Record<Theme, string> = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

/** A button that goes from the system's theme to light to dark. */
export function themeButton(changed: () => void): HTMLButtonElement {
  let theme = stored();
  const button = h("button", { type: "button", class: "theme" });
  const apply = (): void => {
    document.documentElement.dataset["theme"] = theme;
    button.textContent = labels[theme];
    forgetColors();
    changed();
  };
  button.addEventListener("click", () => {
    theme = order[(order.indexOf(theme) + 1) % order.length] ?? "auto";
    store(theme);
    apply();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  apply();
  return button;
}

function stored(): Theme {
  try {
    return order.find(theme => theme === localStorage.getItem("theme")) ?? "auto";
  } catch {
    return "auto"; // a browser that keeps nothing for pages from disk
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // It then lasts as long as the page.
  }
}
