/* The drawing: vis-network draws nodes and lines, labels.js what stands beside them. */
const container = $("network");
const EDGE = 112; // px above and below the outermost nodes, together
const besideShare = () => (narrow.matches ? 0.17 : 0.12); // of the width, kept at either side for labels
/* The places were made for a screen of common shape; on another the drawing is drawn out one way, to fill it. */
const shape = (() => {
  const [wide, high] = ["x", "y"].map((axis) => Math.max(1, ...drawnNodes.map((n) => n[axis])) - Math.min(0, ...drawnNodes.map((n) => n[axis])));
  const most = 2.2;
  const ratio = ((container.clientHeight - EDGE) / Math.max(1, container.clientWidth * (1 - 2 * besideShare()))) / (high / wide);
  return ratio > 1 ? { x: 1, y: Math.min(most, ratio) } : { x: Math.min(most, 1 / ratio), y: 1 };
})();
const home = drawnNodes.map((n) => ({ x: Math.round(n.x * shape.x), y: Math.round(n.y * shape.y) }));
const places = home.map((p) => ({ ...p }));
/* On a small screen the drawing is shrunk; what shows the data is then drawn larger, to stay legible. */
const span = (axis) => Math.max(1, ...places.map((p) => p[axis])) - Math.min(0, ...places.map((p) => p[axis]));
const grown = drawnNodes.length ? Math.min(1.7, Math.max(1, (0.6 * span("x")) / Math.max(1, container.clientWidth * 0.7))) : 1;
const sizes = drawnNodes.map((n) => n.size * grown);
const nodeSet = new vis.DataSet(drawnNodes.map((n, i) => {
  const { label, ...rest } = n; // labels are drawn by labels.js: none over another, legible at every zoom
  return { ...rest, ...places[i], size: sizes[i], hidden: true, shapeProperties: nodes[i].kind === "unnamed" ? { borderDashes: [4, 3] } : {} };
}));
const lineSet = new vis.DataSet(drawnLines.map((l) => ({ ...l, hidden: true })));
const network = new vis.Network(container, { nodes: nodeSet, edges: lineSet }, JSON.parse(options));
container.querySelectorAll("canvas, .vis-network").forEach((c) => c.removeAttribute("tabindex"));

const width = (i) => grown * (weak(i) ? 1.2 : Math.min(9, 1.7 + 1.2 * Math.log2(Math.max(1, view.counts[i]))));
let version = 0; // of what is shown and where
let moves = 0; // how often nodes were moved
/* What each node and line looks like now: only what changes is handed to the engine, which takes its time. */
const painted = { nodes: new Map(), lines: new Map(lines.map((_, i) => [i, ""])) };
function changed(known, { id, ...look }) {
  const text = look.hidden && known === painted.lines ? "" : JSON.stringify(look);
  if (known.get(id) === text) return false;
  known.set(id, text);
  return true;
}
function paint() {
  const { chosen } = state;
  routeLines();
  view.near = new Set(chosen && chosen.node != null ? [chosen.node] : []);
  view.dims = Boolean(chosen);
  const lit = (i) => !chosen || touches(i);
  view.shown.forEach((i) => { if (chosen && lit(i)) { view.near.add(lines[i].from); view.near.add(lines[i].to); } });
  const { accent, ground } = ink();
  const looks = nodes.map((n, i) => {
    // mixed with the ground, not let through: lines behind a faded node stay behind it
    const [background, border] = nodeColours(n.kind).map((colour) => (chosen && !view.near.has(i) ? mixed(colour, ground, 0.7) : colour));
    const strong = { background, border: accent };
    return { id: i, hidden: !view.nodes.has(i), color: { background, border, highlight: strong, hover: strong } };
  });
  nodeSet.update(looks.filter((look) => changed(painted.nodes, look)));
  const strokes = lines.map((line, i) => {
    if (!view.shown.has(i)) return { id: i, hidden: true };
    const c = classOf[line.class];
    const colour = lineColour(c);
    const wide = width(i);
    const opacity = lit(i) ? (weak(i) ? WEAK_OPACITY : 0.9) : 0.13;
    return { id: i, hidden: false, width: wide, dashes: c.dash.length ? dashes(c, wide) : false, smooth: curve(bends[i]), color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity } };
  });
  lineSet.update(strokes.filter((stroke) => changed(painted.lines, stroke)));
  version += 1;
  network.unselectAll();
  if (chosen && chosen.node != null && view.nodes.has(chosen.node)) network.selectNodes([chosen.node], false);
  if (chosen && chosen.line != null && view.shown.has(chosen.line)) network.selectEdges([chosen.line]);
}

// --- where one looks -----------------------------------------------------------------------------------------------

const bounds = (ids) => {
  const [xs, ys] = [ids.map((i) => places[i].x), ids.map((i) => places[i].y)];
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
};
/* Room kept beside the outermost nodes for half a label. */
const margin = () => Math.min(container.clientWidth * besideShare(), Math.max(...drawnNodes.map((_, i) => labelWidth(i, 12.5))) / 2 + 10);
let touched = false; // whether the reader has set zoom or place
let fitScale = 1;
function whole() {
  touched = false;
  if (!view.nodes.size || !container.clientWidth) return;
  const [x0, x1, y0, y1] = bounds([...view.nodes]);
  fitScale = Math.max(0.03, Math.min(1.25, (container.clientWidth - 2 * margin()) / Math.max(1, x1 - x0), (container.clientHeight - EDGE) / Math.max(1, y1 - y0)));
  network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale: fitScale, animation: false });
}
/* Height of the drawing that the panel covers, on a small screen. */
const covered = () => (narrow.matches && state.chosen && !state.table ? Math.max(0, container.getBoundingClientRect().bottom - panel.getBoundingClientRect().top) : 0);
/* Brings a place into sight, if it is not there; the zoom stays. */
function reveal({ x, y }, edge = 30) {
  const at = network.canvasToDOM({ x, y });
  const under = covered();
  if (at.x > edge && at.y > edge && at.x < container.clientWidth - edge && at.y < container.clientHeight - under - edge) return;
  network.moveTo({ position: { x, y }, offset: { x: 0, y: -under / 2 }, scale: network.getScale(), animation: still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
}
function revealChosen() {
  const { node, line } = state.chosen;
  if (state.table) return;
  if (node != null && view.nodes.has(node)) reveal(places[node]);
  else if (line != null) reveal(pointOn(places[lines[line].from], via(line), places[lines[line].to], 0.5));
}
const zoom = (factor) => { touched = true; network.moveTo({ scale: network.getScale() * factor }); };
function goHome() {
  moves += 1;
  home.forEach((p, i) => { if (p.x !== places[i].x || p.y !== places[i].y) { places[i] = { ...p }; nodeSet.update({ id: i, ...p }); } });
}

// --- the mouse -----------------------------------------------------------------------------------------------------

let hovered = null;
for (const event of ["dragging", "dragEnd"]) network.on(event, ({ nodes: moved }) => {
  touched = true;
  if (!moved || !moved.length) return;
  for (const [id, at] of Object.entries(network.getPositions(moved))) places[id] = at;
  version += 1;
  moves += 1;
  if (event === "dragEnd") paint();
});
network.on("zoom", () => { touched = true; });
network.on("click", (event) => {
  tip(null);
  const box = event.nodes.length ? null : labelAt(event.pointer.DOM);
  const line = event.edges.find((i) => view.shown.has(i));
  if (event.nodes.length) choose({ node: event.nodes[0] });
  else if (box) choose({ node: box.node });
  else if (line != null) choose({ line });
  else choose(null);
});
function tip(text, at) {
  const box = $("tip");
  box.hidden = !text;
  container.classList.toggle("busy", Boolean(text));
  if (!text) return;
  box.replaceChildren(bdi(text));
  const x = Math.min(at.x + 14, container.clientWidth - box.offsetWidth - 8);
  const y = at.y + 18 + box.offsetHeight > container.clientHeight ? at.y - box.offsetHeight - 10 : at.y + 18;
  Object.assign(box.style, { left: `${Math.max(4, x)}px`, top: `${Math.max(4, y)}px` });
}
const lineTold = (i) => `${sentence(i)} (${countWord(view.counts[i])}${weak(i) ? "; weak: " + reasonWeak(statements[view.passing[i][0]]) : ""}${lines[i].contrary ? "; " + contraryLabel : ""})`;
/* What is chosen is told in the panel: a tip would only hide what it is about. */
network.on("hoverNode", (e) => { hovered = e.node; if (!state.chosen || state.chosen.node !== e.node) tip(nodes[e.node].label, e.pointer.DOM); });
network.on("hoverEdge", (e) => { if (!state.chosen || state.chosen.line !== e.edge) tip(lineTold(e.edge), e.pointer.DOM); });
for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => { hovered = null; tip(null); });
