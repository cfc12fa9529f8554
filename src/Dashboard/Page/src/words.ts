/** Four significant digits, in the shortest form: 0.9123, 1.2e-7. */
export function short(value: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-4)) {
    return value.toExponential(3).replace(/\.?0+e/, "e").replace("e+", "e");
  }
  return String(Number(value.toPrecision(4)));
}

/** A value of a choice as people read it: texts without quotes, the rest as JSON. */
export function choice(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** 12 s, 3 min 20 s, 2 h 05 min. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${pad(whole % 60)} s` : `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

const grouping = new Intl.NumberFormat("en");

/** 1,000. */
export function grouped(number: number): string {
  return grouping.format(number);
}

/** 1 trial, 1,000 trials. */
export function count(number: number, one: string): string {
  return `${grouped(number)} ${one}${number === 1 ? "" : "s"}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
