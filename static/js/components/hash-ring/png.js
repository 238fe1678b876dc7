// The ring as a PNG: the layers one over the other on paper, and the sentence under them. Colours are
// resolved first, since an SVG that is drawn as an image knows nothing of the page's style sheets.


const SCALE = 2;
const CAPTION = 92;
const COPIED = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "paint-order"],
  ...["font-family", "font-size", "font-weight", "text-anchor", "opacity", "visibility", "display"],
];

/** A canvas and its place in which a unit is as many pixels as in the picture. */
export function sharpCanvas(place) {
  const sharp = { ...place, ratio: SCALE / place.scale };
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(place.width * sharp.ratio);
  canvas.height = Math.round(place.height * sharp.ratio);
  return { canvas, place: sharp };
}

/**
 * `layers`: SVG elements, and canvases made by sharpCanvas(), from below; `caption` one sentence. Resolves to
 * a Blob.
 */
export async function ringPng({ layers, place, palette, caption }) {
  const canvas = document.createElement("canvas");
  const view = withNames(place);
  canvas.width = view.width * SCALE;
  canvas.height = (view.height + CAPTION) * SCALE;
  const context = canvas.getContext("2d");
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) {
    if (layer.canvas) drawCanvas(context, layer, view);
    else context.drawImage(await imageOf(layer, view), 0, 0, view.width * SCALE, view.height * SCALE);
  }
  writeCaption(context, caption, palette, view);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The browser made no picture.");
  return blob;
}

/** The view, widened to hold the names that stand outside it. */
function withNames({ view, edge }) {
  const half = Math.max(view.width / 2, Math.min(edge, 440)) + 10;
  return { ...view, x: -half, width: 2 * half };
}

/** The part of a canvas that the viewBox covers. */
function drawCanvas(context, { canvas, place: { ratio, x, y } }, view) {
  const unit = SCALE; // pixels a unit, there and here
  const left = x * ratio + view.x * unit;
  const top = y * ratio + view.y * unit;
  const [width, height] = [view.width * unit, view.height * unit];
  context.drawImage(canvas, left, top, width, height, 0, 0, width, height);
}

async function imageOf(source, view) {
  const copy = source.cloneNode(true);
  const [olds, news] = [source, copy].map((root) => root.querySelectorAll("*"));
  olds.forEach((old, i) => resolveStyle(old, news[i]));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  copy.setAttribute("width", view.width * SCALE);
  copy.setAttribute("height", view.height * SCALE);
  const markup = new XMLSerializer().serializeToString(copy);
  const url = URL.createObjectURL(new Blob([markup], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function resolveStyle(old, copy) {
  const style = getComputedStyle(old);
  for (const name of COPIED) {
    const value = style.getPropertyValue(name);
    if (value && !value.includes("url(")) copy.setAttribute(name, value);
  }
}

function writeCaption(context, caption, palette, view) {
  context.setTransform(SCALE, 0, 0, SCALE, 0, 0);
  context.fillStyle = palette.ink;
  context.font = `18px ${palette.serif || "serif"}`;
  context.textAlign = "center";
  const rows = wrapText(context, caption, view.width - 80).slice(0, 3);
  rows.forEach((row, i) => context.fillText(row, view.width / 2, view.height + 22 + i * 26));
}

function wrapText(context, text, width) {
  const rows = [""];
  for (const word of text.split(" ")) {
    const longer = `${rows.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width <= width || rows.at(-1) === "") rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}
