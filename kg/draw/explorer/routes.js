/* The way of a line: straight, unless it shares its ends with another or would run behind a node it does not join. */
const BENDS = [0, 0.1, -0.1, 0.18, -0.18, 0.28, -0.28, 0.4, -0.4, 0.55, -0.55];
const CLEAR = 5; // px kept between a line and a node it passes
const bends = lines.map((line) => line.bend);
/* The middle point of the curve, as vis-network sets it for "curvedCW" (bend above 0) and "curvedCCW". */
function via(i, bend = bends[i]) {
  const [a, b] = [places[lines[i].from], places[lines[i].to]];
  const reach = (Math.abs(bend) / 2 + 0.5) * Math.hypot(b.x - a.x, b.y - a.y);
  const angle = Math.atan2(a.y - b.y, b.x - a.x) + (bend / 2 + 0.5) * Math.PI;
  return { x: a.x + reach * Math.sin(angle), y: a.y + reach * Math.cos(angle) };
}
function pointOn(a, m, b, t) {
  const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return { x: p * a.x + q * m.x + r * b.x, y: p * a.y + q * m.y + r * b.y };
}
const curve = (bend) => (bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : { enabled: false });
/* How deep the line runs into nodes that are none of its ends, in px, all together. */
function trouble(i, bend, near) {
  const [a, b, m] = [places[lines[i].from], places[lines[i].to], via(i, bend)];
  const steps = Math.min(80, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 9));
  const points = Array.from({ length: Math.max(0, steps - 1) }, (_, k) => pointOn(a, m, b, (k + 1) / steps));
  let sum = 0;
  for (const n of near) {
    const { x, y } = places[n];
    let least = Infinity;
    for (const p of points) least = Math.min(least, (x - p.x) * (x - p.x) + (y - p.y) * (y - p.y));
    sum += Math.max(0, sizes[n] + CLEAR - Math.sqrt(least));
  }
  return sum;
}
let routedFor = "";
function routeLines() {
  const situation = `${moves} ${[...view.shown].sort((a, b) => a - b).join()}`;
  if (situation === routedFor) return; // a choice moves nothing
  routedFor = situation;
  const taken = new Map(); // a pair of nodes -> bends of the lines between them so far, seen from the lesser node
  for (const i of [...view.shown].sort((a, b) => a - b)) {
    const { from, to } = lines[i];
    const [a, b] = [places[from], places[to]];
    const far = Math.hypot(b.x - a.x, b.y - a.y);
    const near = [...view.nodes].filter((n) => n !== from && n !== to
      && Math.hypot(places[n].x - a.x, places[n].y - a.y) + Math.hypot(places[n].x - b.x, places[n].y - b.y) < far * 1.35 + 2 * sizes[n]);
    const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
    const way = from < to ? 1 : -1;
    const others = taken.get(pair) || [];
    let [best, cost] = [lines[i].bend, Infinity];
    for (const more of BENDS) {
      const bend = lines[i].bend + more;
      if (others.some((other) => Math.abs(other - way * bend) < 0.15)) continue; // it would lie on its neighbour
      const price = trouble(i, bend, near) + Math.abs(more) * 4;
      if (price < cost) [best, cost] = [bend, price];
      if (!near.length || price <= Math.abs(more) * 4) break;
    }
    bends[i] = best;
    taken.set(pair, [...others, way * best]);
  }
}
