import { h } from "./dom";

/** A button that puts a text on the clipboard and says whether it did. */
export function copyButton(label: string, description: string, text: () => string): HTMLButtonElement {
  const button = h("button", { type: "button", class: "copy", "aria-label": description }, label);
  button.addEventListener("click", () => {
    void copy(text()).then(done => {
      button.textContent = done ? "Copied" : "Not allowed";
      setTimeout(() => (button.textContent = label), 1500);
    });
  });
  return button;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without TLS, on another machine than this, a browser has no clipboard for pages but this old way.
    const area = h("textarea", { "aria-hidden": "true", class: "offscreen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
