/** A mark that is drawn once and stamped thousands of times. Each state has a shape of its own: colour alone tells not everybody apart. */
export type Shape = "dot" | "ring" | "cross" | "plus" | "square";

const stamps = new Map<string, HTMLCanvasElement>();

/** Stamps a mark. */
export function stamp(context: CanvasRenderingContext2D, shape: Shape, color: string, radius: number, x: number, y: number): void {
  const ratio = window.devicePixelRatio;
  const key = `${shape} ${color} ${radius} ${ratio}`;
  let image = stamps.get(key);
  if (!image) {
    stamps.set(key, (image = make(shape, color, radius, ratio)));
  }
  const size = radius + 2;
  context.drawImage(image, x - size, y - size, size * 2, size * 2);
}

function make(shape: Shape, color: string, r: number, ratio: number): HTMLCanvasElement {
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil((r + 2) * 2 * ratio);
  const context = image.getContext("2d");
  if (!context) {
    return image;
  }
  context.setTransform(ratio, 0, 0, ratio, (r + 2) * ratio, (r + 2) * ratio);
  context.fillStyle = context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  switch (shape) {
    case "dot":
      context.arc(0, 0, r, 0, 2 * Math.PI);
      context.fill();
      break;
    case "ring":
      context.arc(0, 0, r - 0.5, 0, 2 * Math.PI);
      context.stroke();
      break;
    case "square":
      context.rect(-r, -r, 2 * r, 2 * r);
      context.fill();
      break;
    case "cross":
      context.moveTo(-r, -r);
      context.lineTo(r, r);
      context.moveTo(-r, r);
      context.lineTo(r, -r);
      context.stroke();
      break;
    case "plus":
      context.moveTo(-r - 1, 0);
      context.lineTo(r + 1, 0);
      context.moveTo(0, -r - 1);
      context.lineTo(0, r + 1);
      context.stroke();
      break;
  }
  return image;
}
