/* What is saved: the drawing with its title, filters, counts and legend, in light colours; and the table as CSV. */
function save(blob, ending) {
  const name = fold($("title").textContent).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "network";
  const link = element("a", { href: URL.createObjectURL(blob), download: `${name}.${ending}` });
  document.body.append(link);
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 1000);
}
/* The filters in effect, those the page was made with first, as sentences. */
function filtersTold() {
  const chosen = (id) => $(id).selectedOptions[0].textContent;
  const off = (items, set) => items.filter((item) => !set.has(item.id)).map((item) => item.label).join(", ");
  return [
    $("given").textContent,
    state.topic && `Topic: ${names[Number(state.topic)].label}`, state.act && `Speech act: ${chosen("act")}`, state.outlet && `Outlet: ${chosen("outlet")}`,
    (state.since || state.until) && `Said between ${state.since || dates[0]} and ${state.until || dates[dates.length - 1]}`,
    state.least > 1 && `${$("least-label").textContent} ${state.least}`, state.sure > 0 && `Confidence at least ${state.sure}`,
    !state.weak && "Without lines on one weak statement",
    off(classes, state.classes) && `Lines hidden: ${off(classes, state.classes)}`, off(presentKinds, state.kinds) && `Nodes hidden: ${off(presentKinds, state.kinds)}`,
  ].filter(Boolean);
}
function contextTold() {
  const said = [...new Set([...view.shown].flatMap((i) => view.passing[i]))].map((i) => statements[i].date).filter(Boolean).sort();
  return [
    $("explanation").querySelector("bdi").textContent,
    statusText(view.shown) + (said.length ? `, said from ${said[0]} to ${said[said.length - 1]}` : "") + "." + (scope ? ` ${scope}` : ""),
    ...(filtersTold().length ? [`Filters – ${filtersTold().join("; ")}.`] : []),
  ];
}
/* Rows of text no wider than that many px, by the measure of the canvas. */
function rowsOf(text, px, wide) {
  measure.font = `${px}px ${FACE}`;
  const rows = [""];
  for (const word of text.split(" ")) {
    const longer = rows[rows.length - 1] ? `${rows[rows.length - 1]} ${word}` : word;
    if (measure.measureText(longer).width > wide && rows[rows.length - 1]) rows.push(word); else rows[rows.length - 1] = longer;
  }
  return rows;
}
/* All that the legend shows, each with its mark, laid in rows from (x, y) on; gives the height it takes. */
function legendInto(root, x, y, wide, colours) {
  const shownLines = [...view.shown];
  const items = [
    ...classes.filter((c) => shownLines.some((i) => lines[i].class === c.id)).map((c) => [c.label, (at, h) => lineMark(c, at, h)]),
    ...(shownLines.some(weak) ? [["one weak statement only", weakMark]] : []),
    ...(shownLines.some((i) => lines[i].contrary) ? [[contraryLabel, (at, h) => contraryMark(at + 17, h, 6.5, colours.text)]] : []),
    ...presentKinds.filter((k) => [...view.nodes].some((n) => nodes[n].kind === k.id)).map((k) => [k.label, (at, h) => shapeMark(k.id, 6.5, at + 24, h)]),
  ];
  let [left, top] = [x, y];
  measure.font = `13px ${FACE}`;
  for (const [label, mark] of items) {
    const long = 42 + measure.measureText(label).width + 22;
    if (left > x && left + long > x + wide) { left = x; top += 24; }
    root.append(mark(left, top), svgWords(label, { x: left + 42, y: top + 4.5, fill: colours.text }));
    left += long;
  }
  return top + 24 - y;
}
function svgLine(i) {
  const [a, b, m] = [places[lines[i].from], places[lines[i].to], via(i)];
  const c = classOf[lines[i].class];
  const [colour, wide, f] = [lineColour(c), width(i), (n) => n.toFixed(1)];
  const { x, y, ux, uy, long } = arrowTip(i);
  const [ex, ey] = c.arrow ? [x - ux * long * 0.8, y - uy * long * 0.8] : [b.x, b.y];
  const opacity = weak(i) ? WEAK_OPACITY : 0.9;
  const told = svg("title", {});
  told.textContent = lineTold(i);
  const parts = [svg("path", { d: `M${f(a.x)} ${f(a.y)} Q${f(m.x)} ${f(m.y)} ${f(ex)} ${f(ey)}`, fill: "none", stroke: colour, "stroke-width": f(wide), "stroke-opacity": opacity, "stroke-linecap": "round", "stroke-dasharray": dashText(c, wide) }, told)];
  if (c.arrow) {
    const w = 3.5 + wide * 0.6;
    parts.push(svg("path", { d: `M${f(x)} ${f(y)} L${f(x - ux * long - uy * w)} ${f(y - uy * long + ux * w)} L${f(x - ux * long + uy * w)} ${f(y - uy * long - ux * w)} Z`, fill: colour, "fill-opacity": opacity }));
  }
  if (lines[i].contrary) { const p = pointOn(a, m, b, 0.5); parts.push(contraryMark(p.x, p.y, 6.5, colour)); }
  return parts;
}
/* vis-network has no vector export: the same places, bends, colours and dashes, written out. */
function svgText() {
  printing = true;
  try {
    const colours = ink();
    const boxes = view.nodes.size ? placeLabels(1, 13, { all: true, full: true }) : [];
    const [left, right, top, bottom] = view.nodes.size ? bounds([...view.nodes]) : [0, 0, 0, 0];
    const x0 = Math.min(left - 40, ...boxes.map((b) => b.x0 - 16));
    const x1 = Math.max(right + 40, x0 + 640, ...boxes.map((b) => b.x1 + 16));
    const wide = x1 - x0 - 32;
    const head = [...rowsOf($("title").textContent, 19, wide).map((row) => [row, 19]), ...contextTold().flatMap((line) => rowsOf(line, 13, wide)).map((row) => [row, 13])];
    const high = head.reduce((sum, [, px]) => sum + px * 1.4, 0);
    const y0 = Math.min(top - 40, ...boxes.map((b) => b.y0 - 16)) - high - 24;
    const under = Math.max(bottom + 40, ...boxes.map((b) => b.y1 + 16)) + 20;
    const drawing = svg("g", {});
    for (const i of [...view.shown].sort((a, b) => a - b)) drawing.append(...svgLine(i));
    for (const i of view.nodes) drawing.append(shapeMark(nodes[i].kind, sizes[i], places[i].x, places[i].y));
    for (const box of boxes) {
      if (box.leader) { const [a, b, c, d] = leader(box, 1).map((v) => v.toFixed(1)); drawing.append(svg("line", { x1: a, y1: b, x2: c, y2: d, stroke: colours.soft, "stroke-width": 1 })); }
      const x = ((box.x0 + box.x1) / 2).toFixed(1);
      const words = svg("text", { "text-anchor": "middle", "font-weight": nodes[box.node].kind === "topic" ? 600 : null, fill: colours.text, stroke: colours.ground, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" });
      box.rows.forEach((t, row) => { const part = svg("tspan", { x, y: (box.y0 + 12 + row * 13 * LEADING).toFixed(1) }); part.textContent = t; words.append(part); });
      drawing.append(words);
    }
    const key = svg("g", { id: "legend" });
    const y1 = under + legendInto(key, x0 + 16, under, wide, colours) + 26;
    key.append(svgWords("Made with Demarche", { x: x0 + 16, y: y1 - 14, fill: colours.soft, "font-size": 12 }));
    const [w, h] = [Math.round(x1 - x0), Math.round(y1 - y0)];
    const root = svg("svg", { xmlns: SVG, width: w, height: h, viewBox: `${Math.round(x0)} ${Math.round(y0)} ${w} ${h}`, "font-family": FACE, "font-size": 13 });
    const named = svg("title", {});
    named.textContent = $("title").textContent;
    root.append(named, svg("rect", { x: Math.round(x0), y: Math.round(y0), width: w, height: h, fill: colours.ground }));
    let y = y0 + 12;
    for (const [row, px] of head) { y += px * 1.4; root.append(svgWords(row, { x: x0 + 16, y: y.toFixed(1), "font-size": px, "font-weight": px > 13 ? 600 : null, fill: px > 13 ? colours.text : colours.soft })); }
    root.append(drawing, key);
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(root);
  } finally { printing = false; version += 1; }
}
const LARGEST = 6000; // px: some browsers draw no larger canvas
async function savePng() {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  await image.decode();
  const factor = Math.min(2, LARGEST / Math.max(image.width, image.height));
  const made = document.createElement("canvas");
  [made.width, made.height] = [image.width * factor, image.height * factor].map(Math.round);
  made.getContext("2d").drawImage(image, 0, 0, made.width, made.height);
  URL.revokeObjectURL(image.src);
  made.toBlob((blob) => save(blob, "png"), "image/png");
}
function setUpExport() {
  const menu = $("save");
  const on = (id, run) => $(id).addEventListener("click", () => { run(); if (id !== "link") { menu.open = false; menu.firstElementChild.focus(); } });
  on("png", savePng);
  on("svg", () => save(new Blob([svgText()], { type: "image/svg+xml" }), "svg"));
  on("csv", () => save(new Blob([csvText()], { type: "text/csv" }), "csv"));
  on("link", () => copy(location.href.split("#")[0] + (state.chosen ? linkTo(state.chosen) : ""), $("link")));
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { event.stopPropagation(); menu.open = false; menu.firstElementChild.focus(); } });
}
