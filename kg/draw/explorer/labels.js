/* Names beside their nodes: the heaviest first, none over another, over an arrowhead or over the chosen node. */
const LEADING = 1.22;
const heavyOnes = () => (narrow.matches ? 8 : 14); // nodes named in any case: where there is no room beside one, at the end of a leader line
const FEW = 60; // nodes; of no more than these all are named, where a leader line finds room
const LEADER_PRICE = 6; // a leader line is worth that many points of lines not written over
const ROW = 24; // characters in a row of a long name written whole; kg/draw/__init__.py cuts the short form alike
const font = (px, kind) => `${kind === "topic" || kind === "system" ? "600 " : ""}${px}px ${FACE}`;
function wrapped(label) {
  const rows = [""];
  for (const word of label.split(/\s+/)) {
    if (rows[rows.length - 1] && rows[rows.length - 1].length + word.length >= ROW) rows.push("");
    rows[rows.length - 1] += (rows[rows.length - 1] ? " " : "") + word;
  }
  return rows.length > 5 ? [...rows.slice(0, 4), rows[4] + "…"] : rows;
}
const shortRows = drawnNodes.map((n) => n.label.split("\n"));
const wholeRows = nodes.map((n, i) => (shortRows[i].some((row) => row.endsWith("…")) ? wrapped(n.label) : shortRows[i]));
const measure = document.createElement("canvas").getContext("2d");
const widths = new Map();
function labelWidth(i, px, rows = shortRows[i]) {
  const key = `${i} ${rows.length} ${rows[0]}`;
  if (!widths.has(key)) { measure.font = font(100, nodes[i].kind); widths.set(key, Math.max(...rows.map((t) => measure.measureText(t).width)) / 100); }
  return widths.get(key) * px;
}
const isChosen = (i) => Boolean(state.chosen) && (state.chosen.node === i || (state.chosen.line != null && (lines[state.chosen.line].from === i || lines[state.chosen.line].to === i)));
const firstOf = (i) => (isChosen(i) ? 4 : 0) + (hovered === i ? 3 : 0) + (view.dims && view.near.has(i) ? 2 : 0);

/* Boxes in a coarse grid, found again by what they overlap. */
const CELL = 90;
class Boxes {
  constructor() { this.cells = new Map(); }
  some({ x0, x1, y0, y1 }, test) {
    for (let x = Math.floor(x0 / CELL); x <= Math.floor(x1 / CELL); x += 1) for (let y = Math.floor(y0 / CELL); y <= Math.floor(y1 / CELL); y += 1) if (test(x * 100003 + y)) return true;
    return false;
  }
  put(box) { this.some(box, (key) => { if (this.cells.has(key)) this.cells.get(key).push(box); else this.cells.set(key, [box]); }); }
  hit(box) { return this.some(box, (key) => (this.cells.get(key) || []).some((b) => box.x0 < b.x1 && b.x0 < box.x1 && box.y0 < b.y1 && b.y0 < box.y1 && b.owner !== box.node)); }
}
/* How much line lies under a box: points of lines counted in a fine grid. */
const STEP = 8; // px
class Lines {
  constructor() { this.points = new Map(); }
  put(x, y) { const key = Math.floor(x / STEP) * 100003 + Math.floor(y / STEP); this.points.set(key, (this.points.get(key) || 0) + 1); }
  under({ x0, x1, y0, y1 }) {
    let sum = 0;
    for (let x = Math.floor(x0 / STEP); x <= Math.floor(x1 / STEP); x += 1) for (let y = Math.floor(y0 / STEP); y <= Math.floor(y1 / STEP); y += 1) sum += this.points.get(x * 100003 + y) || 0;
    return sum;
  }
}
/* Where the tip of a line's arrow is and whence it comes, in the measure of the drawing. */
function arrowTip(i) {
  const [m, b] = [via(i), places[lines[i].to]];
  const far = Math.hypot(b.x - m.x, b.y - m.y) || 1;
  const [ux, uy] = [(b.x - m.x) / far, (b.y - m.y) / far];
  const reach = sizes[lines[i].to] + 2;
  return { x: b.x - ux * reach, y: b.y - uy * reach, ux, uy, long: 9 + width(i) };
}
/* Boxes of the labels to draw, in px from the origin of the drawing at this scale. */
function placeLabels(scale, px, { all = false, full = false } = {}) {
  const around = (node, x, y, r) => ({ owner: node, x0: x * scale - r, x1: x * scale + r, y0: y * scale - r, y1: y * scale + r });
  const [free, kept, written] = [new Boxes(), new Boxes(), new Boxes()]; // ground, what no label may cover, labels
  for (const i of view.nodes) {
    const box = around(i, places[i].x, places[i].y, sizes[i] * scale);
    free.put(box);
    if (isChosen(i)) kept.put(box);
  }
  view.shown.forEach((i) => {
    if (!classOf[lines[i].class].arrow) return;
    const { x, y, ux, uy, long } = arrowTip(i);
    kept.put(around(-1, x - (ux * long) / 2, y - (uy * long) / 2, Math.max(4, (long / 2) * scale)));
  });
  const trodden = new Lines(); // a label takes the side with the fewest
  view.shown.forEach((i) => {
    const [a, b, m] = [places[lines[i].from], places[lines[i].to], via(i)];
    const steps = Math.ceil((Math.hypot(b.x - a.x, b.y - a.y) * scale) / STEP);
    for (let k = 1; k < steps; k += 1) { const p = pointOn(a, m, b, k / steps); trodden.put(p.x * scale, p.y * scale); }
  });
  const order = [...view.nodes].sort((a, b) => firstOf(b) - firstOf(a) || sizes[b] - sizes[a] || (nodes[b].kind === "topic") - (nodes[a].kind === "topic") || a - b);
  const [left, right, top, bottom] = bounds([...view.nodes]).map((v) => v * scale);
  const few = view.nodes.size <= FEW && !narrow.matches;
  const beyond = Math.max(margin(), (container.clientWidth - (right - left)) / 2 - 4); // all the room there is at the sides
  const inside = (box) => box.x0 > left - beyond && box.x1 < right + beyond && box.y0 > top - 54 && box.y1 < bottom + 54;
  const found = [];
  order.forEach((i, rank) => {
    const rows = full || firstOf(i) >= 3 ? wholeRows[i] : shortRows[i];
    const [x, y, r] = [places[i].x * scale, places[i].y * scale, sizes[i] * scale + 3];
    const [w, h] = [labelWidth(i, px, rows) + 6, rows.length * px * LEADING];
    const at = (cx, cy) => ({ node: i, rows, px, x0: cx - w / 2, x1: cx + w / 2, y0: cy - h / 2, y1: cy + h / 2 });
    const [under, over] = [at(x, y + r + h / 2), at(x, y - r - h / 2)];
    const beside = [at(x + r + w / 2, y), at(x - r - w / 2, y)];
    const close = [under, over, ...beside, ...[[1, 1], [1, -1], [-1, 1], [-1, -1]].map(([a, b]) => at(x + a * (r * 0.75 + w / 2), y + b * (r * 0.75 + h / 2)))];
    const open = (box) => inside(box) && !kept.hit(box) && !written.hit(box);
    const heavy = all || rank < heavyOnes() || firstOf(i) >= 2;
    const best = (boxes, price) => boxes.filter((b) => open(b) && !free.hit(b)).map((b, k) => ({ b, price: price(b, k) })).sort((a, b) => a.price - b.price);
    const near = best(close, (b, k) => trodden.under(b) + k * 0.5);
    let box = near.length ? near[0].b : null;
    if (heavy ? !(near.length && near[0].price <= LEADER_PRICE) : !box && few) {
      const ring = [16, 30, 46, 64, 84].flatMap((far) => Array.from({ length: 16 }, (_, k) => {
        const [a, b] = [Math.cos((k * Math.PI) / 8), Math.sin((k * Math.PI) / 8)];
        return { ...at(x + a * (r + far + w / 2), y + b * (r + far + h / 2)), leader: true, far };
      }));
      const led = best(ring, (b) => trodden.under(b) + LEADER_PRICE + b.far / 8).find(({ b, price }) => (!near.length || price < near[0].price) && !along(leader(b, scale), i).some((p) => free.hit(p)));
      // rather over a small node than without a name
      if (led) box = led.b;
      else if (!box && heavy) box = close.find(open) || ring.find(open) || (all || firstOf(i) >= 3 ? under : null);
    }
    if (!box) return;
    // other leader lines and labels keep off this one's leader line
    if (box.leader) along(leader(box, scale), null).forEach((p) => free.put(p));
    const taken = { ...box, owner: null };
    free.put(taken);
    written.put(taken);
    found.push(box);
  });
  return found;
}
/* From the rim of a node to the nearest point of its label. */
function leader(box, scale) {
  const [x, y, r] = [places[box.node].x * scale, places[box.node].y * scale, sizes[box.node] * scale];
  const [bx, by] = [Math.max(box.x0, Math.min(box.x1, x)), Math.max(box.y0, Math.min(box.y1, y))];
  const far = Math.hypot(bx - x, by - y) || 1;
  return [x + ((bx - x) / far) * r, y + ((by - y) / far) * r, bx, by];
}

/* Small boxes along a leader line. */
const along = ([ax, ay, bx, by], node) => Array.from({ length: 12 }, (_, k) => [ax + ((bx - ax) * k) / 12, ay + ((by - ay) * k) / 12])
  .map(([x, y]) => ({ node, owner: node, x0: x - 3, x1: x + 3, y0: y - 3, y1: y + 3 }));

let labels = []; // boxes of the labels drawn last
let placedFor = "";
const origin = () => network.canvasToDOM({ x: 0, y: 0 });
const labelAt = (p) => { const o = origin(); return labels.find((b) => p.x >= b.x0 + o.x && p.x <= b.x1 + o.x && p.y >= b.y0 + o.y && p.y <= b.y1 + o.y); };
const letters = (scale) => Math.max(11.5, Math.min(17, 13.5 * Math.sqrt(scale)));
function drawLabels(context) {
  const ratio = container.querySelector("canvas").width / container.clientWidth || 1;
  const scale = network.getScale();
  const key = `${scale} ${version} ${hovered}`;
  // once the reader has come closer there is room for long names
  if (key !== placedFor) { labels = placeLabels(scale, letters(scale), { full: scale > fitScale * 1.4 }); placedFor = key; }
  const { x: dx, y: dy } = origin();
  const colours = ink();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawContraries(context, scale, dx, dy, colours);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.setLineDash([]);
  for (let k = labels.length - 1; k >= 0; k -= 1) {
    const box = labels[k];
    if (box.x1 + dx < 0 || box.y1 + dy < 0 || box.x0 + dx > container.clientWidth || box.y0 + dy > container.clientHeight) continue;
    context.globalAlpha = view.dims && !view.near.has(box.node) ? 0.35 : 1;
    if (box.leader) {
      const [x0, y0, x1, y1] = leader(box, scale);
      context.strokeStyle = colours.soft;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x0 + dx, y0 + dy);
      context.lineTo(x1 + dx, y1 + dy);
      context.stroke();
    }
    context.font = font(box.px, nodes[box.node].kind);
    context.lineWidth = 4;
    context.strokeStyle = colours.ground;
    context.fillStyle = colours.text;
    const x = (box.x0 + box.x1) / 2 + dx;
    box.rows.forEach((t, row) => {
      const y = box.y0 + dy + 1 + row * box.px * LEADING;
      context.strokeText(t, x, y);
      context.fillText(t, x, y);
    });
  }
  context.restore();
}
/* A struck circle on the middle of a line whose ends also meet in the other way. */
function drawContraries(context, scale, dx, dy, colours) {
  view.shown.forEach((i) => {
    if (!lines[i].contrary) return;
    const p = pointOn(places[lines[i].from], via(i), places[lines[i].to], 0.5);
    const [x, y, r] = [p.x * scale + dx, p.y * scale + dy, 6.5];
    context.globalAlpha = view.dims && !touches(i) ? 0.2 : 1;
    context.setLineDash([]);
    context.lineWidth = 1.5;
    context.fillStyle = colours.ground;
    context.strokeStyle = lineColour(classOf[lines[i].class]);
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.beginPath();
    context.moveTo(x - r * 0.55, y + r * 0.55);
    context.lineTo(x + r * 0.55, y - r * 0.55);
    context.stroke();
  });
}
network.on("afterDrawing", drawLabels);
