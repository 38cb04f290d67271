/* The keyboard, and what a screen reader is told. */
const announce = (text) => { $("announce").textContent = text; };
function nodeTold(i) {
  const mine = view.fit.filter((k) => lines[k].from === i || lines[k].to === i);
  const said = new Set(mine.flatMap((k) => view.passing[k])).size;
  return `${nodes[i].label}, ${kindLabel(nodes[i].kind)}, ${plural(mine.length, "line")}, ${plural(said, "statement")}. Enter reads them.`;
}
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
/* The neighbour in that direction, else any node there: along a line before across the empty ground. */
function nearest(current, [dx, dy]) {
  const joined = new Set([...view.shown].flatMap((i) => (lines[i].from === current ? [lines[i].to] : lines[i].to === current ? [lines[i].from] : [])));
  let best = null;
  let least = Infinity;
  for (const i of view.nodes) {
    if (i === current) continue;
    const [x, y] = [places[i].x - places[current].x, places[i].y - places[current].y];
    const far = Math.hypot(x, y) || 1;
    const cosine = (x * dx + y * dy) / far;
    if (cosine < 0.5) continue;
    const cost = (far / cosine) * (joined.has(i) ? 1 : 2.5);
    if (cost < least) [best, least] = [i, cost];
  }
  return best;
}
function walk(way) {
  const { node, line } = state.chosen || {};
  const current = node ?? (line != null ? lines[line].from : null);
  const next = current == null || !view.nodes.has(current) ? [...view.nodes].sort((a, b) => sizes[b] - sizes[a] || a - b)[0] : nearest(current, way);
  if (next == null) { announce(`Nothing further that way than ${nodes[current].label}.`); return; }
  choose({ node: next });
  announce(nodeTold(next));
}
function setUpKeyboard() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); search.focus(); search.select(); }
    else if (event.key === "Escape" && state.chosen && !typing) leave();
  });
  container.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && state.chosen) { event.preventDefault(); panel.focus(); }
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") whole();
    if (!WAYS[event.key] || !view.nodes.size) return;
    event.preventDefault();
    walk(WAYS[event.key]);
  });
}
