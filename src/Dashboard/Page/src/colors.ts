/** The page's colours, as the style sheet has them for the present theme. */
const names = ["ink", "faint", "grid", "panel", "accent", "completed", "pruned", "diverged", "failed", "running", "waiting", "low", "mid", "high"] as const;
export type ColorName = (typeof names)[number];

type Rgb = [number, number, number];
export const levels = 12;
let known: Record<ColorName, Rgb> | null = null;

export function color(name: ColorName, alpha = 1): string {
  return rgba(palette()[name], alpha);
}

/** The colour of a quality from 0 (bad) to 1 (the best), in as many steps as are told apart. */
export function qualityColor(quality: number, alpha = 1): string {
  const { low, mid, high } = palette();
  const level = levelOf(quality) / (levels - 1);
  return rgba(level < 0.5 ? mix(low, mid, level * 2) : mix(mid, high, level * 2 - 1), alpha);
}

/** The step of a quality, from 0 to 11: things of one step are drawn together. */
export function levelOf(quality: number): number {
  return Math.min(levels - 1, Math.floor(quality * levels));
}

/** Has the colours read anew, after the theme changed. */
export function forgetColors(): void {
  known = null;
}

function palette(): Record<ColorName, Rgb> {
  if (known === null) {
    const probe = document.createElement("span");
    probe.hidden = true;
    document.body.append(probe);
    const read = (name: ColorName): Rgb => {
      probe.style.color = `var(--${name})`;
      const [r = 0, g = 0, b = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
      return [r, g, b];
    };
    known = Object.fromEntries(names.map(name => [name, read(name)])) as Record<ColorName, Rgb>;
    probe.remove();
  }
  return known;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function rgba([r, g, b]: Rgb, alpha: number): string {
  return `rgba(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)}, ${alpha})`;
}
