import { scaleLinear, scaleLog } from "d3-scale";
import type { DimensionView } from "./model";
import { choice, short } from "./words";

export interface Tick {
  readonly place: number;
  readonly label: string;
}

/** Where values lie between the two ends of an axis: 0 is its beginning, 1 its end. */
export interface Scale {
  place(value: number): number;
  value(place: number): number;
  ticks(count: number): Tick[];
  format(value: number): string;
}

/** The scale of a searched dimension, over a range of values. */
export function scaleOf(dimension: DimensionView, min = dimension.min, max = dimension.max): Scale {
  if (dimension.choices) {
    return choices(dimension.choices.map(choice));
  }
  if (min === max) {
    return single(min);
  }
  switch (dimension.scale) {
    case "log":
      return logarithmic(min, max);
    case "reverse_log":
      return reverseLogarithmic(min, max);
    default:
      return linear(min, max);
  }
}

export function linear(min: number, max: number): Scale {
  if (!(min < max)) {
    return single(min);
  }
  const inner = scaleLinear([min, max], [0, 1]);
  return {
    place: value => inner(value),
    value: place => inner.invert(place),
    ticks: count => inner.ticks(count).map(value => ({ place: inner(value), label: short(value) })),
    format: short,
  };
}

function logarithmic(min: number, max: number): Scale {
  const inner = scaleLog([min, max], [0, 1]);
  return { place: value => inner(value), value: place => inner.invert(place), ticks: count => logarithmicTicks(min, max, count).map(value => ({ place: inner(value), label: short(value) })), format: short };
}

/** The distance to 1 on a logarithmic scale, from far to near: 0.9, 0.99 and 0.999 are equally far apart. */
function reverseLogarithmic(min: number, max: number): Scale {
  const inner = scaleLog([1 - min, 1 - max], [0, 1]);
  return {
    place: value => inner(1 - value),
    value: place => 1 - inner.invert(place),
    ticks: count => logarithmicTicks(1 - max, 1 - min, count).map(distance => ({ place: inner(distance), label: short(1 - distance) })),
    format: short,
  };
}

function choices(labels: string[]): Scale {
  const step = 1 / labels.length;
  const index = (place: number): number => Math.min(labels.length - 1, Math.max(0, Math.floor(place / step)));
  return {
    place: value => (value + 0.5) * step,
    value: index,
    ticks: () => labels.map((label, i) => ({ place: (i + 0.5) * step, label })),
    format: value => labels[Math.round(value)] ?? "",
  };
}

function single(only: number): Scale {
  return { place: () => 0.5, value: () => only, ticks: () => [{ place: 0.5, label: short(only) }], format: short };
}

/** Powers of ten, thinned out where there are many; between two of them 2 and 5; on less than a decade, round numbers. */
function logarithmicTicks(min: number, max: number, count: number): number[] {
  const decades = Math.log10(max / min);
  if (decades < 1) {
    return scaleLinear([min, max], [0, 1]).ticks(count).filter(value => value >= min && value <= max);
  }
  const every = Math.max(1, Math.ceil(decades / count));
  const steps = decades <= count / 3 ? [1, 2, 5] : [1];
  const found: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const step of power % every === 0 ? steps : []) {
      const value = Number(`${step}e${power}`);
      if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9)) {
        found.push(value);
      }
    }
  }
  return found;
}
