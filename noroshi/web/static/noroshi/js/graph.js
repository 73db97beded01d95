// A picture of ties: walked by arrow keys, made larger and smaller, moved, and kept as a PNG. Without this script it is a picture of links.
const figure = document.querySelector("[data-graph]");
const svg = figure.querySelector("svg");
const box = svg.viewBox.baseVal;
const spots = [...svg.querySelectorAll(".graph-spot")].map((link) => {
  const { e: x, f: y } = link.transform.baseVal.consolidate().matrix;
  return { link, x, y };
});

const zoom = (factor, x = box.x + box.width / 2, y = box.y + box.height / 2) => {
  const width = Math.min(Math.max(box.width * factor, 200), 20000);
  const by = width / box.width;
  box.x = x - (x - box.x) * by;
  box.y = y - (y - box.y) * by;
  box.height *= by;
  box.width = width;
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest one that lies more this way than any other.
const next = (from, [dx, dy]) => {
  let best = null;
  let least = Infinity;
  for (const spot of spots) {
    const along = (spot.x - from.x) * dx + (spot.y - from.y) * dy;
    const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx);
    if (spot !== from && along > 0 && aside <= along * 1.5 && along + aside < least) [best, least] = [spot, along + aside];
  }
  return best;
};

svg.addEventListener("keydown", (event) => {
  if (event.key === "+" || event.key === "-") return zoom(event.key === "+" ? 0.8 : 1.25);
  const from = spots.find((spot) => spot.link === document.activeElement);
  if (!WAYS[event.key] || !from) return;
  event.preventDefault();
  next(from, WAYS[event.key])?.link.focus();
});

let held = null;
svg.addEventListener("pointerdown", (event) => { if (!event.target.closest("a")) held = { x: event.clientX, y: event.clientY }; });
addEventListener("pointerup", () => { held = null; });
svg.addEventListener("pointermove", (event) => {
  if (!held) return;
  const scale = box.width / svg.clientWidth;
  box.x -= (event.clientX - held.x) * scale;
  box.y -= (event.clientY - held.y) * scale;
  held = { x: event.clientX, y: event.clientY };
});

// Colors come from the sheet, which a picture of its own does not have: they are written into the copy.
const picture = () => {
  const copy = svg.cloneNode(true);
  const drawn = "line, rect, path, circle, text";
  const shapes = svg.querySelectorAll(drawn);
  copy.querySelectorAll(drawn).forEach((shape, place) => {
    const style = getComputedStyle(shapes[place]);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "text-anchor", "paint-order"]) {
      shape.setAttribute(name, style.getPropertyValue(name));
    }
  });
  copy.setAttribute("width", 2000);
  copy.setAttribute("height", 2000);
  return copy;
};

const button = document.querySelector("[data-graph-png]");
button.hidden = false;
button.addEventListener("click", () => {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2000;
    canvas.height = 2000;
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(svg).backgroundColor;
    pen.fillRect(0, 0, 2000, 2000);
    pen.drawImage(image, 0, 0, 2000, 2000);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = "graph.png";
    link.click();
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture()))}`;
});
