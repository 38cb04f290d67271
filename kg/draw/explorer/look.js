/* Colours, shapes and dashes: the same on the canvas, in the legend and in what is saved. */
const SVG = "http://www.w3.org/2000/svg";
const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
/* What is saved is for print: light, whatever the screen is. */
let printing = false;
const darkNow = () => dark.matches && !printing;
const PAPER = { ground: "#ffffff", text: "#1a202c", soft: "#525c6b", accent: "#0b5cad" };
function ink() {
  if (printing) return PAPER;
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.keys(PAPER).map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
const lineColour = (c) => (darkNow() ? c.dark : c.light);
function nodeColours(kind) {
  if (kind === "topic" || kind === "system") return darkNow() ? ["#f2c94c", "#fff1c2"] : ["#f6c945", "#6b5200"];
  if (kind === "unnamed") return darkNow() ? ["#14181f", "#c3ccd9"] : ["#ffffff", "#3d4a5c"];
  return darkNow() ? ["#c3ccd9", "#f4f6f9"] : ["#4a586b", "#2a3442"];
}

/* A colour on its way to another; both as #rrggbb. */
function mixed(colour, other, share) {
  const parts = (c) => [1, 3, 5].map((at) => parseInt(c.slice(at, at + 2), 16));
  const [a, b] = [parts(colour), parts(other)];
  return "#" + a.map((v, k) => Math.round(v + (b[k] - v) * share).toString(16).padStart(2, "0")).join("");
}

/* Dashes grow with the width of the line, or a thick line closed its gaps; line ends are round and reach half a width
   into a gap. */
const PLAIN_WIDTH = 2.4;
function dashes(c, wide) {
  const factor = Math.max(1, wide / PLAIN_WIDTH);
  return c.dash.map((part, k) => (k % 2 ? part * factor + wide : Math.max(0.1, part * factor - wide)));
}
const dashText = (c, wide) => (c.dash.length ? dashes(c, wide).map((d) => d.toFixed(1)).join(" ") : null);

function shapePoints(shape, r) {
  const ring = (n, turn, radius = () => r) =>
    Array.from({ length: n }, (_, i) => [radius(i) * Math.cos(turn + (i * 2 * Math.PI) / n), radius(i) * Math.sin(turn + (i * 2 * Math.PI) / n)]);
  if (shape === "square") return [[-r, -r], [r, -r], [r, r], [-r, r]];
  if (shape === "diamond") return [[0, -r], [r, 0], [0, r], [-r, 0]];
  if (shape === "hexagon") return ring(6, 0);
  if (shape === "triangle") return ring(3, -Math.PI / 2);
  if (shape === "star") return ring(10, -Math.PI / 2, (i) => (i % 2 ? r * 0.45 : r));
  return null;
}
function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
function svgWords(text, attributes) {
  const made = svg("text", attributes);
  made.textContent = text;
  return made;
}
function shapeMark(kind, r, x, y) {
  const [fill, stroke] = nodeColours(kind);
  const look = { fill, stroke, "stroke-width": 1.6, "stroke-dasharray": kind === "unnamed" ? "3 2" : null };
  const points = shapePoints(kindOf[kind] ? kindOf[kind].shape : "dot", r);
  if (!points) return svg("circle", { cx: x, cy: y, r, ...look });
  return svg("polygon", { points: points.map(([a, b]) => `${(x + a).toFixed(1)},${(y + b).toFixed(1)}`).join(" "), ...look });
}
/* A stretch of line as the legends show it, 34 px wide around height y. */
function lineMark(c, x, y, wide = 2.2) {
  const colour = lineColour(c);
  const made = svg("g", {}, svg("line", { x1: x + 1, y1: y, x2: x + (c.arrow ? 26 : 33), y2: y, stroke: colour, "stroke-width": wide, "stroke-linecap": "round", "stroke-dasharray": dashText({ dash: c.dash.map((d) => d * 0.8) }, wide) }));
  if (c.arrow) made.append(svg("path", { d: `M${x + 26} ${y - 4} L${x + 33} ${y} L${x + 26} ${y + 4} Z`, fill: colour }));
  return made;
}
const picture = (wide, high, ...marks) => svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "aria-hidden": "true" }, ...marks);
const lineSample = (c) => picture(34, 12, lineMark(c, 0, 6));
const kindSample = (kind) => picture(18, 18, shapeMark(kind, 6.5, 9, 9));
/* What a line looks like that rests on one weak statement, and one whose ends also meet in the other way. */
const WEAK_OPACITY = 0.45;
const weakMark = (x, y) => svg("line", { x1: x + 1, y1: y, x2: x + 33, y2: y, stroke: ink().text, "stroke-width": 1.2, "stroke-opacity": WEAK_OPACITY });
function contraryMark(x, y, r, colour) {
  return svg("g", {}, svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r, fill: ink().ground, stroke: colour, "stroke-width": 1.4 }),
    svg("path", { d: `M${(x - r * 0.55).toFixed(1)} ${(y + r * 0.55).toFixed(1)} L${(x + r * 0.55).toFixed(1)} ${(y - r * 0.55).toFixed(1)}`, stroke: colour, "stroke-width": 1.6 }));
}
