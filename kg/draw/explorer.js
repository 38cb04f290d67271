"use strict";
/* The explorer: filters statements, counts lines by the statements that pass, and shows the words behind them.
   Text from the data reaches the page through textContent, attributes it never makes but href after a check. */
(() => {
  const { nodes: drawnNodes, edges: drawnLines, options, page } = JSON.parse(document.getElementById("data").textContent);
  const { nodes, lines, statements, names, articles, classes, kinds } = page;
  const $ = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  const classOf = Object.fromEntries(classes.map((c) => [c.id, c]));
  const kindOf = Object.fromEntries(kinds.map((k) => [k.id, k]));
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = window.matchMedia("(max-width: 820px)");
  const collator = new Intl.Collator("en", { numeric: true });
  const counted = page.counts.slice(0, -1);
  const plain = (s) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plural = (n, word) => `${n.toLocaleString("en")} ${n === 1 ? word : word.endsWith("y") ? word.slice(0, -1) + "ies" : word + "s"}`;

  lines.forEach((line, i) => Object.assign(line, { from: drawnLines[i].from, to: drawnLines[i].to }));

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") made.className = value;
      else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value != null) made.setAttribute(name, value);
    }
    made.append(...children.flat().filter((c) => c != null && c !== ""));
    return made;
  }
  /* Words of others stand apart from their neighbours in the direction of writing too. */
  const bdi = (text) => { const made = document.createElement("bdi"); made.textContent = text; return made; };

  // --- colours -----------------------------------------------------------------------------------------------

  const ink = () => {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(name).trim();
    return { ground: get("--ground"), text: get("--text"), soft: get("--soft"), line: get("--line"), accent: get("--accent") };
  };
  const lineColour = (c) => (dark.matches ? c.dark : c.light);
  function nodeColours(kind) {
    if (kind === "topic" || kind === "system") return dark.matches ? ["#f2c94c", "#fff1c2"] : ["#f6c945", "#6b5200"];
    if (kind === "unnamed") return dark.matches ? ["#14181f", "#c3ccd9"] : ["#ffffff", "#3d4a5c"];
    return dark.matches ? ["#c3ccd9", "#f4f6f9"] : ["#4a586b", "#2a3442"];
  }

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
  function shapeMark(kind, r, x, y) {
    const [fill, stroke] = nodeColours(kind);
    const look = { fill, stroke, "stroke-width": 1.6, "stroke-dasharray": kind === "unnamed" ? "3 2" : null };
    const points = shapePoints(kindOf[kind] ? kindOf[kind].shape : "dot", r);
    if (!points) return svg("circle", { cx: x, cy: y, r, ...look });
    return svg("polygon", { points: points.map(([a, b]) => `${(x + a).toFixed(1)},${(y + b).toFixed(1)}`).join(" "), ...look });
  }
  function lineSample(c) {
    const colour = lineColour(c);
    const made = svg("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true" },
      svg("line", { x1: 1, y1: 6, x2: c.arrow ? 27 : 33, y2: 6, stroke: colour, "stroke-width": 2.6, "stroke-dasharray": c.dash.length ? c.dash.map((d) => d * 0.8).join(" ") : null }));
    if (c.arrow) made.append(svg("path", { d: "M26 2 L33 6 L26 10 Z", fill: colour }));
    return made;
  }
  const kindSample = (kind) => svg("svg", { width: 18, height: 18, viewBox: "0 0 18 18", "aria-hidden": "true" }, shapeMark(kind, 6.5, 9, 9));

  // --- what passes the filters -------------------------------------------------------------------------------

  const dates = [...new Set(statements.map((s) => s.date).filter(Boolean))].sort();
  const state = {
    classes: new Set(classes.map((c) => c.id)), kinds: new Set(kinds.map((k) => k.id)),
    topic: "", act: "", outlet: "", from: 0, to: dates.length - 1, least: 1, all: false, chosen: null, table: false, sort: ["count", -1],
  };
  const iriOf = new Map(nodes.map((n, i) => [n.iri, i]));
  const below = new Map(); // node of a broader topic -> nodes right below it
  nodes.forEach((n, i) => n.broader.forEach((b) => below.set(b, [...(below.get(b) || []), i])));
  function topicsWithin(iri) {
    const found = new Set([iri]);
    const todo = iriOf.has(iri) ? [iriOf.get(iri)] : [];
    while (todo.length) for (const n of below.get(todo.pop()) || []) if (!found.has(nodes[n].iri)) { found.add(nodes[n].iri); todo.push(n); }
    return found;
  }

  let view = { passing: [], counts: [], shown: new Set(), lit: 0, nodes: new Set() };

  function passes(index, within) {
    const s = statements[index];
    const bounded = dates.length > 1 && (state.from > 0 || state.to < dates.length - 1);
    if (bounded && !(s.date && s.date >= dates[state.from] && s.date <= dates[state.to])) return false;
    if (state.act && s.act !== state.act) return false;
    if (state.outlet && articles[s.article].outlet !== state.outlet) return false;
    if (within && !(s.about || []).some((n) => within.has(names[n][0]))) return false;
    return true;
  }
  /* On a congruence or conflict line the count is of topics on which both sides still have words. */
  function count(line, passing) {
    if (counted === "saying") return new Set(passing.map((i) => statements[i].saying ?? -1 - i)).size;
    if (!line.topics) return passing.length;
    const sides = [nodes[line.from].iri, nodes[line.to].iri];
    return line.topics.filter((topic) => sides.every((side) => passing.some((i) => {
      const s = statements[i];
      return (s.for || s.speakers || []).some((n) => names[n][0] === side) && (s.stances || []).some(([n]) => n === topic);
    }))).length;
  }
  function compute() {
    const within = state.topic ? topicsWithin(state.topic) : null;
    const passing = lines.map((line) => {
      if (!state.classes.has(line.class) || !state.kinds.has(nodes[line.from].kind) || !state.kinds.has(nodes[line.to].kind)) return [];
      if (within && nodes[line.to].kind === "topic" && !within.has(nodes[line.to].iri)) return [];
      return line.statements.filter((i) => passes(i, within));
    });
    const counts = lines.map((line, i) => (passing[i].length ? count(line, passing[i]) : 0));
    const fit = lines.map((_, i) => i).filter((i) => counts[i] >= state.least && passing[i].length);
    fit.sort((a, b) => counts[b] - counts[a] || a - b);
    const shown = new Set(state.all ? fit : fit.slice(0, page.strongest));
    if (state.chosen && state.chosen.node != null) fit.filter((i) => lines[i].from === state.chosen.node || lines[i].to === state.chosen.node).forEach((i) => shown.add(i));
    if (state.chosen && state.chosen.line != null && fit.includes(state.chosen.line)) shown.add(state.chosen.line);
    const seen = new Set();
    shown.forEach((i) => { seen.add(lines[i].from); seen.add(lines[i].to); });
    view = { passing, counts, shown, fit, nodes: seen };
  }

  // --- the drawing -------------------------------------------------------------------------------------------

  const container = $("network");
  /* The places were made for a screen of common shape; on another the drawing is drawn out one way, to fill it. */
  const shape = (() => {
    const [wide, high] = ["x", "y"].map((axis) => Math.max(1, ...drawnNodes.map((n) => n[axis])) - Math.min(0, ...drawnNodes.map((n) => n[axis])));
    const most = 1.8;
    const ratio = (container.clientHeight / Math.max(1, container.clientWidth)) / (high / wide);
    return ratio > 1 ? { x: 1, y: Math.min(most, ratio) } : { x: Math.min(most, 1 / ratio), y: 1 };
  })();
  const places = drawnNodes.map((n) => ({ x: Math.round(n.x * shape.x), y: Math.round(n.y * shape.y) }));
  /* On a small screen the drawing is shrunk; what shows the data is then drawn larger, to stay legible. */
  const span = (axis) => Math.max(1, ...places.map((p) => p[axis])) - Math.min(0, ...places.map((p) => p[axis]));
  const grown = drawnNodes.length ? Math.min(1.7, Math.max(1, (0.6 * span("x")) / Math.max(1, container.clientWidth * 0.7))) : 1;
  const sizes = drawnNodes.map((n) => n.size * grown);
  const nodeSet = new vis.DataSet(drawnNodes.map((n, i) => {
    const { label, ...rest } = n; // labels are drawn below: none over another, legible at every zoom
    return { ...rest, ...places[i], size: sizes[i], hidden: true, shapeProperties: nodes[i].kind === "unnamed" ? { borderDashes: [4, 3] } : {} };
  }));
  const lineSet = new vis.DataSet(drawnLines.map((l) => ({ ...l, hidden: true })));
  const network = new vis.Network(container, { nodes: nodeSet, edges: lineSet }, JSON.parse(options));
  container.querySelectorAll("canvas, .vis-network").forEach((c) => c.removeAttribute("tabindex"));

  /* What each node and line looks like now: only what changes is handed to the engine, which takes its time. */
  const painted = { nodes: new Map(), lines: new Map(lines.map((_, i) => [i, ""])) };
  function changed(known, { id }, look) {
    if (known.get(id) === look) return false;
    known.set(id, look);
    return true;
  }
  function paint() {
    const chosen = state.chosen;
    const near = new Set();
    let dims = false;
    if (chosen && (chosen.node != null || chosen.line != null)) {
      dims = true;
      if (chosen.node != null) near.add(chosen.node);
      view.shown.forEach((i) => { if (touches(i, chosen)) { near.add(lines[i].from); near.add(lines[i].to); } });
    }
    view.near = near;
    view.dims = dims;
    const accent = ink().accent;
    const looks = nodes.map((n, i) => {
      const [background, border] = nodeColours(n.kind);
      return { id: i, hidden: !view.nodes.has(i), opacity: dims && !near.has(i) ? 0.3 : 1, color: { background, border, highlight: { background, border: accent }, hover: { background, border: accent } } };
    });
    nodeSet.update(looks.filter((look) => changed(painted.nodes, look, `${look.hidden} ${look.opacity} ${look.color.background}`)));
    const strokes = lines.map((line, i) => {
      if (!view.shown.has(i)) return { id: i, hidden: true };
      const colour = lineColour(classOf[line.class]);
      return { id: i, hidden: false, width: width(i), color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: dims && !touches(i, chosen) ? 0.13 : 0.9 } };
    });
    lineSet.update(strokes.filter((stroke) => changed(painted.lines, stroke, stroke.hidden ? "" : `${stroke.width} ${stroke.color.color} ${stroke.color.opacity}`)));
    version += 1;
    network.unselectAll();
    if (chosen && chosen.node != null && view.nodes.has(chosen.node)) network.selectNodes([chosen.node], false);
    if (chosen && chosen.line != null && view.shown.has(chosen.line)) network.selectEdges([chosen.line]);
  }
  const width = (i) => grown * Math.min(9, 1.7 + 1.2 * Math.log2(Math.max(1, view.counts[i])));
  const touches = (i, chosen) => (chosen.node != null ? lines[i].from === chosen.node || lines[i].to === chosen.node : i === chosen.line);

  const measure = document.createElement("canvas").getContext("2d");
  const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif';
  const font = (px, kind) => `${kind === "topic" || kind === "system" ? "600 " : ""}${px}px ${FACE}`;
  const text = drawnNodes.map((n) => n.label.split("\n"));
  const widths = new Map();
  function labelWidth(i, px) {
    if (!widths.has(i)) { measure.font = font(100, nodes[i].kind); widths.set(i, Math.max(...text[i].map((t) => measure.measureText(t).width)) / 100); }
    return widths.get(i) * px;
  }
  const strength = (i) => (nodes[i].kind === "topic" ? 1000 : 0) + sizes[i];
  let hovered = null;
  const firstOf = (i) => (state.chosen && state.chosen.node === i ? 4 : 0) + (hovered === i ? 3 : 0) + (view.dims && view.near.has(i) ? 2 : 0);
  const LEADING = 1.22;
  const bounds = (ids) => {
    const [xs, ys] = [ids.map((i) => places[i].x), ids.map((i) => places[i].y)];
    return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  };
  /* Room kept beside the outermost nodes for half a label. */
  const margin = () => Math.min(container.clientWidth * (narrow.matches ? 0.24 : 0.15), Math.max(...drawnNodes.map((_, i) => labelWidth(i, 12.5))) / 2 + 10);
  /* Boxes of the labels to draw, in px from the origin of the drawing at this scale. The weightier come first; a label
     takes the first free side of its node, and where none is free it waits for a closer zoom. */
  function placeLabels(scale, px, everything = false) {
    const CELL = 90;
    const cells = new Map();
    const each = (box, visit) => {
      for (let x = Math.floor(box.x0 / CELL); x <= Math.floor(box.x1 / CELL); x += 1) {
        for (let y = Math.floor(box.y0 / CELL); y <= Math.floor(box.y1 / CELL); y += 1) if (visit(`${x} ${y}`)) return true;
      }
      return false;
    };
    const put = (box) => each(box, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push(box); });
    const blocked = (box) => each(box, (key) => (cells.get(key) || []).some((b) => b.node !== box.node && box.x0 < b.x1 && b.x0 < box.x1 && box.y0 < b.y1 && b.y0 < box.y1));
    for (const i of view.nodes) {
      const r = sizes[i] * scale;
      put({ node: i, x0: places[i].x * scale - r, x1: places[i].x * scale + r, y0: places[i].y * scale - r, y1: places[i].y * scale + r });
    }
    const order = [...view.nodes].sort((a, b) => firstOf(b) - firstOf(a) || strength(b) - strength(a) || a - b);
    const found = [];
    const few = order.filter((i) => nodes[i].kind === "topic").length <= 15;
    const written = (box) => found.some((b) => box.x0 < b.x1 && b.x0 < box.x1 && box.y0 < b.y1 && b.y0 < box.y1);
    const [left, right, top, bottom] = bounds([...view.nodes]).map((v) => v * scale);
    const inside = (box) => box.x0 > left - margin() && box.x1 < right + margin() && box.y0 > top - 54 && box.y1 < bottom + 54;
    const pull = new Map([...view.nodes].map((i) => [i, 0])); // whether a node's lines leave it downwards
    view.shown.forEach((k) => {
      const { from, to } = lines[k];
      const [dx, dy] = [places[to].x - places[from].x, places[to].y - places[from].y];
      const slope = dy / (Math.hypot(dx, dy) || 1);
      pull.set(from, pull.get(from) + slope);
      pull.set(to, pull.get(to) - slope);
    });
    for (const i of order) {
      const [x, y, r] = [places[i].x * scale, places[i].y * scale, sizes[i] * scale + 3];
      const [w, h] = [labelWidth(i, px) + 6, text[i].length * px * LEADING];
      const at = (cx, top) => ({ node: i, x0: cx - w / 2, x1: cx + w / 2, y0: top, y1: top + h, px });
      const [under, over, right_, left_] = [at(x, y + r), at(x, y - r - h), at(x + r + w / 2, y - h / 2), at(x - r - w / 2, y - h / 2)];
      const sides = pull.get(i) > 0.4 ? [over, right_, left_, under] : [under, over, right_, left_]; // not upon its own lines
      const box = sides.find((side) => inside(side) && !blocked(side))
        || ((nodes[i].kind === "topic" && few) || firstOf(i) >= 2 ? sides.find((side) => inside(side) && !written(side)) : null) // rather over a node than without a name
        || (everything || firstOf(i) >= 3 ? sides[0] : null);
      if (!box) continue;
      put(box);
      found.push(box);
    }
    return found;
  }
  let labels = []; // boxes of the labels drawn last
  let placedFor = "";
  let version = 0; // of what is shown and where
  const origin = () => network.canvasToDOM({ x: 0, y: 0 });
  const letters = (scale) => Math.max(11.5, Math.min(17, 13.5 * Math.sqrt(scale)));
  function drawLabels(context) {
    const ratio = container.querySelector("canvas").width / container.clientWidth || 1;
    const scale = network.getScale();
    const key = `${scale} ${version} ${hovered}`;
    if (key !== placedFor) { labels = placeLabels(scale, letters(scale)); placedFor = key; }
    const { x: dx, y: dy } = origin();
    const colours = ink();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = colours.ground;
    context.fillStyle = colours.text;
    for (let k = labels.length - 1; k >= 0; k -= 1) {
      const box = labels[k];
      if (box.x1 + dx < 0 || box.y1 + dy < 0 || box.x0 + dx > container.clientWidth || box.y0 + dy > container.clientHeight) continue;
      context.globalAlpha = view.dims && !view.near.has(box.node) ? 0.35 : 1;
      context.font = font(box.px, nodes[box.node].kind);
      const x = (box.x0 + box.x1) / 2 + dx;
      text[box.node].forEach((t, row) => {
        const y = box.y0 + dy + 1 + row * box.px * LEADING;
        context.strokeText(t, x, y);
        context.fillText(t, x, y);
      });
    }
    context.restore();
  }
  network.on("afterDrawing", drawLabels);
  for (const event of ["dragging", "dragEnd"]) network.on(event, ({ nodes: moved }) => {
    for (const [id, at] of Object.entries(network.getPositions(moved || []))) if (moved.length) { places[id] = at; version += 1; }
  });

  const labelAt = (p) => { const o = origin(); return labels.find((b) => p.x >= b.x0 + o.x && p.x <= b.x1 + o.x && p.y >= b.y0 + o.y && p.y <= b.y1 + o.y); };
  network.on("click", (event) => {
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
  network.on("hoverNode", (e) => { hovered = e.node; tip(nodes[e.node].label, e.pointer.DOM); });
  network.on("hoverEdge", (e) => tip(sentence(e.edge) + ` (${countWord(view.counts[e.edge])})`, e.pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => { hovered = null; tip(null); });

  const countWord = (n) => plural(n, counted);
  const sentence = (i) => `${nodes[lines[i].from].label} ${classOf[lines[i].class].verb} ${nodes[lines[i].to].label}`;

  function whole() {
    const inside = narrow.matches && view.dims ? view.near : view.nodes; // a small screen shows what is being read
    if (!inside.size || !container.clientWidth) return;
    const [x0, x1, y0, y1] = bounds([...inside]);
    const beside = 2 * margin();
    const scale = Math.min(1.25, (container.clientWidth - beside) / Math.max(1, x1 - x0), (container.clientHeight - 112) / Math.max(1, y1 - y0));
    network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 }, scale: Math.max(0.03, scale), animation: false });
  }
  function centre(i) {
    network.focus(i, { scale: Math.max(0.7, network.getScale()), animation: still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
  }

  // --- the panel ---------------------------------------------------------------------------------------------

  const panel = $("panel");
  const BATCH = 40;
  const BASIS = { explicit: "named in the text", weekday: "from the weekday in the text", relative: "from a relative expression in the text", dateline: "from the dateline", publication: "the day of publication", inferred: "inferred", unknown: "unknown" };
  const FORM = { direct: "direct quotation", mixed: "partly quoted", indirect: "reported speech" };
  const VERBS = { support: "supports", oppose: "opposes", neutral: "is neutral on" };
  const spelled = (name) => name.replace(/-/g, " ");
  const people = (list) => (list || []).flatMap((n, k) => [k ? ", " : "", bdi(names[n][1])]);
  const peopleText = (list) => (list || []).map((n) => names[n][1]).join(", ");

  function webAddress(text) {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch { return null; }
  }
  function citation(s) {
    const article = articles[s.article];
    const who = peopleText(s.speakers) || "unnamed speaker";
    const behalf = s.for ? ` for ${peopleText(s.for)}` : "";
    const said = s.form === "direct" ? `“${s.words.replace(/^[“"]|[”"]$/g, "")}”` : s.words;
    const how = s.form && s.form !== "direct" ? ` (${FORM[s.form] || s.form})` : "";
    const where = [article.title && `“${article.title}”`, article.outlet, article.published].filter(Boolean).join(", ") || article.doc;
    const spans = s.spans.map(([a, b]) => `${a}–${b}`).join(", ");
    const url = article.url && webAddress(article.url) ? ` ${article.url}` : "";
    return `${said}${how} — ${who}${behalf}, ${s.date || "no date"}. In: ${where}.${url} [characters ${spans}; ${s.iri}]`;
  }
  async function copy(text, button) {
    let done = false;
    try { await navigator.clipboard.writeText(text); done = true; } catch { /* a page from a file may not: the old way */ }
    if (!done) {
      const area = element("textarea", { "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      button.focus();
    }
    const before = button.textContent;
    button.textContent = done ? "Copied" : "Could not copy";
    setTimeout(() => { button.textContent = before; }, 1600);
  }
  function marked(text, sought) {
    const quote = bdi(text);
    const at = sought ? text.toLowerCase().indexOf(sought.toLowerCase()) : -1;
    if (at >= 0) quote.replaceChildren(text.slice(0, at), element("mark", {}, text.slice(at, at + sought.length)), text.slice(at + sought.length));
    return quote;
  }
  function card(index, colour, sought) {
    const s = statements[index];
    const article = articles[s.article];
    const facts = element("dl");
    const fact = (name, ...value) => { if (value.flat().length) facts.append(element("dt", {}, name), element("dd", {}, ...value)); };
    fact("Speaker", people(s.speakers));
    fact("On behalf of", people(s.for));
    fact("To", people(s.to));
    fact("Against", people(s.against));
    fact("Position", (s.stances || []).flatMap(([n, stance], k) => [k ? "; " : "", `${VERBS[stance] || spelled(stance)} `, bdi(names[n][1])]));
    fact("Act", [spelled(s.act), s.form ? `, ${FORM[s.form] || s.form}` : ""]);
    fact("Date", s.date ? [s.date, s.basis ? ` (${BASIS[s.basis] || spelled(s.basis)})` : ""] : ["not known"]);
    fact("Relayed by", people(s.relayed));
    const url = article.url && webAddress(article.url);
    const title = article.title || article.doc;
    fact("Article", url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, bdi(title)) : bdi(title));
    fact("Outlet", [article.outlet ? bdi(article.outlet) : "", article.outlet && article.published ? ", " : "", article.published || ""].filter(Boolean));
    const spans = s.spans.map(([a, b]) => `${a}–${b}`).join(", ");
    fact("Where", spans ? [`characters ${spans} of `, bdi(article.doc)] : []);
    const again = s.saying == null ? [] : statements.filter((other, i) => i !== index && other.saying === s.saying);
    fact("Also reported", again.flatMap((other, k) => [k ? "; " : "", bdi(articles[other.article].title || articles[other.article].doc)]));
    if (s.confidence != null) fact("Confidence", [String(s.confidence)]);
    const button = element("button", { type: "button", onclick: () => copy(citation(s), button) }, "Copy citation");
    const made = element("article", { class: "card" }, element("blockquote", {}, marked(s.words, sought)), facts, element("div", { class: "foot" }, button));
    if (colour) made.style.borderInlineStartColor = colour;
    return made;
  }
  function colourOf(index, among) {
    const line = among.find((i) => lines[i].statements.includes(index));
    return line == null ? null : lineColour(classOf[lines[line].class]);
  }
  const when = (a, b) => collator.compare(statements[a].date || "9999", statements[b].date || "9999") || a - b;

  function cards(indices, among, sought) {
    const box = element("div");
    let at = 0;
    const button = element("button", { type: "button", class: "more-button", onclick: () => more() });
    const more = () => {
      for (const end = Math.min(at + BATCH, indices.length); at < end; at += 1) button.before(card(indices[at], colourOf(indices[at], among), sought));
      button.hidden = at >= indices.length;
      button.textContent = `Show ${Math.min(BATCH, indices.length - at)} more of ${indices.length}`;
    };
    box.append(button);
    more();
    return box;
  }
  const closeButton = () => element("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { choose(null); container.focus(); } }, "×");
  function someOf(shown, all) { return shown === all ? plural(all, "statement") : `${shown} of ${plural(all, "statement")} pass the filters`; }

  function tie(i, from) {
    const other = lines[i].from === from ? lines[i].to : lines[i].from;
    const backward = lines[i].to === from && classOf[lines[i].class].arrow;
    const verb = nodes[from].kind === "topic" || backward ? [bdi(nodes[other].label), ` ${classOf[lines[i].class].verb}${backward ? " it" : ""}`] : [`${classOf[lines[i].class].verb} `, bdi(nodes[other].label)];
    return element("li", {}, element("button", { type: "button", onclick: () => choose({ line: i }) }, lineSample(classOf[lines[i].class]), element("span", {}, verb), element("span", { class: "number" }, String(view.counts[i]))));
  }
  function showPanel() {
    const chosen = state.chosen;
    document.body.classList.toggle("reading", Boolean(chosen));
    panel.scrollTop = 0;
    if (!chosen) return panel.replaceChildren(help());
    if (chosen.line != null) {
      const line = lines[chosen.line];
      const c = classOf[line.class];
      const found = [...view.passing[chosen.line]].sort(when);
      const head = element("h2", {}, bdi(nodes[line.from].label), ` ${c.verb} `, bdi(nodes[line.to].label));
      const more = line.topics ? element("p", { class: "sub" }, "On ", line.topics.flatMap((t, k) => [k ? "; " : "", bdi(names[t][1])]), `. Normalised weight ${line.normalised}.`) : null;
      return panel.replaceChildren(closeButton(), head, element("p", { class: "sub" }, someOf(found.length, line.statements.length)), more || "", cards(found, [chosen.line]));
    }
    if (chosen.node != null) {
      const node = nodes[chosen.node];
      const mine = view.fit.filter((i) => touches(i, chosen));
      const found = [...new Set(mine.flatMap((i) => view.passing[i]))].sort(when);
      const all = new Set(lines.flatMap((l) => (l.from === chosen.node || l.to === chosen.node ? l.statements : [])));
      const kind = kindOf[node.kind] ? kindOf[node.kind].label : node.kind;
      const sub = element("p", { class: "sub" }, kind, node.actsFor ? [", acts for ", bdi(node.actsFor)] : "");
      return panel.replaceChildren(
        closeButton(), element("h2", {}, bdi(node.label)), sub,
        element("h3", {}, plural(mine.length, "line")), element("ul", { class: "ties" }, mine.slice(0, 60).map((i) => tie(i, chosen.node))),
        element("h3", {}, someOf(found.length, all.size)), cards(found, mine));
    }
    const found = chosen.words.indices;
    panel.replaceChildren(closeButton(), element("h2", {}, "Words: ", bdi(chosen.words.sought)), element("p", { class: "sub" }, plural(found.length, "statement")), cards(found, lines.map((_, i) => i), chosen.words.sought));
  }
  function help() {
    const key = (k) => element("kbd", {}, k);
    return element("div", { class: "help" },
      element("h2", {}, "Read the words"),
      element("p", {}, "Choose a line or a node: the statements behind it appear here, word for word, with speaker, date, article and place in the text."),
      element("ul", {},
        element("li", {}, "A thicker line stands for more ", page.counts, "."),
        element("li", {}, "Take a mark off the legend to hide its lines or nodes."),
        element("li", {}, key("/"), " finds a name or words; ", key("←"), " ", key("→"), " ", key("↑"), " ", key("↓"), " go from node to node, ", key("Enter"), " reads, ", key("Esc"), " leaves."),
        element("li", {}, "The table holds the same data for screen readers and for sorting.")));
  }
  function choose(chosen) {
    state.chosen = chosen;
    compute();
    paint();
    showPanel();
    showStatus();
    if (state.table) showTable();
  }

  // --- the table ---------------------------------------------------------------------------------------------

  let rowsShown = 200;
  function showTable() {
    const span = (i) => { const d = view.passing[i].map((s) => statements[s].date).filter(Boolean).sort(); return [d[0] || "", d[d.length - 1] || ""]; };
    const cells = { from: (i) => nodes[lines[i].from].label, line: (i) => classOf[lines[i].class].verb, to: (i) => nodes[lines[i].to].label, count: (i) => view.counts[i], first: (i) => span(i)[0], last: (i) => span(i)[1] };
    const [by, way] = state.sort;
    const order = [...view.fit].sort((a, b) => { const [x, y] = [cells[by](a), cells[by](b)]; return way * (typeof x === "number" ? x - y : collator.compare(x, y)) || a - b; });
    const heads = [["from", "From"], ["line", "Line"], ["to", "To"], ["count", page.counts[0].toUpperCase() + page.counts.slice(1)], ["first", "First"], ["last", "Last"]];
    const head = element("tr", {}, heads.map(([id, text]) => element("th", { scope: "col", "aria-sort": by === id ? (way > 0 ? "ascending" : "descending") : "none" },
      element("button", { type: "button", onclick: () => { state.sort = [id, by === id ? -way : id === "count" ? -1 : 1]; showTable(); } }, text + (by === id ? (way > 0 ? " ↑" : " ↓") : "")))), element("th", { scope: "col" }, "Words"));
    const body = order.slice(0, rowsShown).map((i) => element("tr", {},
      element("td", {}, bdi(cells.from(i))), element("td", {}, cells.line(i)), element("td", {}, bdi(cells.to(i))),
      element("td", { class: "number" }, String(cells.count(i))), element("td", { class: "date" }, cells.first(i)), element("td", { class: "date" }, cells.last(i)),
      element("td", {}, element("button", { type: "button", "aria-label": `Read: ${sentence(i)}`, onclick: () => { choose({ line: i }); panel.focus(); } }, "Read"))));
    const box = $("table-view");
    const scroll = box.scrollTop;
    box.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, body)));
    if (order.length > rowsShown) box.append(element("button", { type: "button", class: "more-button", onclick: () => { rowsShown += 500; showTable(); } }, `Show more of ${order.length} lines`));
    box.scrollTop = scroll;
  }
  function showView(table) {
    state.table = table;
    $("graph-view").hidden = table;
    $("table-view").hidden = !table;
    $("zoom").hidden = table;
    $("show-graph").setAttribute("aria-pressed", String(!table));
    $("show-table").setAttribute("aria-pressed", String(table));
    if (table) showTable();
    else network.redraw();
    showStatus();
  }

  // --- counts and limits -------------------------------------------------------------------------------------

  function showStatus() {
    const drawn = state.table ? new Set(view.fit) : view.shown;
    const passing = new Set([...drawn].flatMap((i) => view.passing[i])).size;
    const ends = new Set([...drawn].flatMap((i) => [lines[i].from, lines[i].to])).size;
    $("status").textContent = `${plural(drawn.size, "line")} between ${plural(ends, "node")}, ${plural(passing, "statement")}` + (drawn.size < lines.length ? ` (of ${plural(lines.length, "line")}, ${plural(statements.length, "statement")})` : "");
    const over = view.fit.length > page.strongest;
    $("limit").hidden = !over || state.table;
    $("limit-text").textContent = state.all ? `All ${view.fit.length} lines are shown.` : `The strongest ${page.strongest} of ${view.fit.length} lines are shown.`;
    $("limit-button").textContent = state.all ? `Show the strongest ${page.strongest}` : "Show all";
    const nothing = $("nothing");
    nothing.hidden = view.fit.length > 0;
    if (!lines.length) {
      const given = Object.entries(page.filters).map(([k, v]) => `${k}: ${v}`).join("; ");
      nothing.replaceChildren(element("p", {}, "This network is empty: no statement ", given ? ["passes the filters it was made with (", bdi(given), ")."] : "was found for it."));
    } else nothing.replaceChildren(element("p", {}, "No line passes these filters."), element("button", { type: "button", onclick: reset }, "Reset filters"));
  }
  let pending = 0;
  function apply() {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(() => {
      compute();
      paint();
      if (state.chosen) showPanel();
      showStatus();
      showDates();
      if (state.table) showTable();
    });
  }

  // --- filters -----------------------------------------------------------------------------------------------

  function checks(box, items, chosen, sample, number) {
    box.replaceChildren(...items.map((item) => {
      const input = element("input", { type: "checkbox", value: item.id, checked: chosen.has(item.id) });
      input.addEventListener("change", () => { if (input.checked) chosen.add(item.id); else chosen.delete(item.id); apply(); });
      return element("label", { class: "check" }, input, sample(item), element("span", {}, bdi(item.label)), element("span", { class: "number" }, String(number(item))));
    }));
  }
  function legend() {
    checks($("classes"), classes, state.classes, lineSample, (c) => lines.filter((l) => l.class === c.id).length);
    checks($("kinds"), kinds, state.kinds, (k) => kindSample(k.id), (k) => nodes.filter((n) => n.kind === k.id).length);
  }
  function fill(id, values, key) {
    const box = $(id);
    values.forEach(([value, text]) => { const o = element("option", { value }); o.textContent = text; box.append(o); });
    box.parentElement.hidden = values.length < 2;
    box.addEventListener("change", () => { state[key] = box.value; apply(); });
  }
  function showDates() {
    if (dates.length < 2) return;
    $("from-date").textContent = dates[state.from];
    $("to-date").textContent = dates[state.to];
    $("from").setAttribute("aria-valuetext", dates[state.from]);
    $("to").setAttribute("aria-valuetext", dates[state.to]);
    const undated = statements.filter((s) => !s.date).length;
    const bounded = state.from > 0 || state.to < dates.length - 1;
    $("undated").textContent = undated ? `${plural(undated, "statement")} without a date ${undated === 1 ? "is" : "are"} ${bounded ? "left out" : "included"}.` : "";
  }
  function setUp() {
    legend();
    const subjects = new Map();
    statements.forEach((s) => (s.stances || []).forEach(([n]) => subjects.set(names[n][0], names[n][1])));
    statements.forEach((s) => (s.about || []).forEach((n) => subjects.set(names[n][0], names[n][1])));
    nodes.filter((n) => n.kind === "topic").forEach((n) => subjects.set(n.iri, n.label));
    const cutText = (t) => (t.length > 60 ? t.slice(0, 59) + "…" : t);
    fill("topic", [...subjects].map(([iri, label]) => [iri, cutText(label)]).sort((a, b) => collator.compare(a[1], b[1])), "topic");
    fill("act", [...new Set(statements.map((s) => s.act))].sort().map((a) => [a, spelled(a)]), "act");
    fill("outlet", [...new Set(articles.map((a) => a.outlet).filter(Boolean))].sort(collator.compare).map((o) => [o, cutText(o)]), "outlet");
    $("dates").hidden = dates.length < 2;
    for (const id of ["from", "to"]) {
      $(id).max = String(Math.max(0, dates.length - 1));
      $(id).value = String(state[id]);
      $(id).addEventListener("input", () => {
        state[id] = Number($(id).value);
        if (state.from > state.to) { const other = id === "from" ? "to" : "from"; state[other] = state[id]; $(other).value = $(id).value; }
        apply();
      });
    }
    const most = Math.max(1, ...lines.map((l) => (l.topics ? l.topics.length : l.statements.length)));
    $("least-field").hidden = most < 2;
    $("least").max = String(most);
    $("least-label").textContent = counted === "topic" ? "Topics shared, at least" : `${page.counts[0].toUpperCase()}${page.counts.slice(1)} on a line, at least`;
    $("least").addEventListener("input", () => { state.least = Math.max(1, Number($("least").value) || 1); apply(); });
    $("reset").addEventListener("click", reset);
    const given = Object.entries(page.filters).map(([k, v]) => `${k}: ${v}`).join("; ");
    $("given").replaceChildren(...(given ? ["Made with ", bdi(given)] : []));
    $("limit-button").addEventListener("click", () => { state.all = !state.all; compute(); paint(); showStatus(); whole(); });
    $("show-graph").addEventListener("click", () => showView(false));
    $("show-table").addEventListener("click", () => showView(true));
    $("skip").addEventListener("click", (event) => { event.preventDefault(); showView(true); $("table-view").focus(); });
    $("closer").addEventListener("click", () => zoom(1.3));
    $("farther").addEventListener("click", () => zoom(1 / 1.3));
    $("whole").addEventListener("click", whole);
    $("png").addEventListener("click", () => savePng());
    $("svg").addEventListener("click", () => save(new Blob([svgText()], { type: "image/svg+xml" }), "svg"));
    const sides = () => { $("filters").open = !narrow.matches; };
    narrow.addEventListener("change", sides);
    sides();
    dark.addEventListener("change", () => { legend(); paint(); showPanel(); });
  }
  function reset() {
    Object.assign(state, { classes: new Set(classes.map((c) => c.id)), kinds: new Set(kinds.map((k) => k.id)), topic: "", act: "", outlet: "", from: 0, to: dates.length - 1, least: 1 });
    for (const id of ["topic", "act", "outlet"]) $(id).value = "";
    $("from").value = "0";
    $("to").value = String(state.to);
    $("least").value = "1";
    legend();
    apply();
  }
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });

  // --- search ------------------------------------------------------------------------------------------------

  const search = $("search");
  const matches = $("matches");
  const folded = nodes.map((n) => plain(n.label));
  const foldedWords = statements.map((s) => plain(s.words));
  let options_ = [];
  let active = -1;
  function find() {
    const sought = plain(search.value.trim());
    options_ = [];
    if (sought) {
      const rank = (i) => (folded[i].startsWith(sought) ? 0 : folded[i].includes(` ${sought}`) ? 1 : 2);
      nodes.map((_, i) => i).filter((i) => folded[i].includes(sought)).sort((a, b) => rank(a) - rank(b) || sizes[b] - sizes[a] || a - b).slice(0, 12)
        .forEach((i) => options_.push({ run: () => { choose({ node: i }); if (!state.table && view.nodes.has(i)) centre(i); }, show: [bdi(nodes[i].label), " ", element("small", {}, kindOf[nodes[i].kind].label)] }));
      const said = foldedWords.map((_, i) => i).filter((i) => foldedWords[i].includes(sought));
      if (said.length) options_.push({ run: () => choose({ words: { sought: search.value.trim(), indices: said.sort(when) } }), show: [plural(said.length, "statement"), said.length === 1 ? " holds " : " hold ", "“", bdi(search.value.trim()), "”"] });
      if (!options_.length) options_.push({ run: () => {}, show: ["Nothing found"] });
    }
    active = options_.length ? 0 : -1;
    showMatches();
  }
  function showMatches() {
    matches.replaceChildren(...options_.map((o, k) => element("li", { role: "option", id: `match-${k}`, "aria-selected": String(k === active), onmousedown: (event) => { event.preventDefault(); take(k); } }, o.show)));
    matches.hidden = !options_.length;
    search.setAttribute("aria-expanded", String(Boolean(options_.length)));
    if (active >= 0) { search.setAttribute("aria-activedescendant", `match-${active}`); matches.children[active].scrollIntoView({ block: "nearest" }); } else search.removeAttribute("aria-activedescendant");
  }
  function take(k) { const { run } = options_[k]; options_ = []; active = -1; showMatches(); run(); }
  search.addEventListener("input", find);
  search.addEventListener("focus", find);
  search.addEventListener("blur", () => { options_ = []; active = -1; showMatches(); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options_.length) find();
      if (options_.length) active = (active + (event.key === "ArrowDown" ? 1 : options_.length - 1)) % options_.length;
      showMatches();
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key === "Escape") { event.stopPropagation(); if (search.value) { search.value = ""; find(); } else container.focus(); }
  });

  // --- keyboard ----------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); search.focus(); search.select(); }
    else if (event.key === "Escape" && state.chosen && !typing) { const inPanel = panel.contains(document.activeElement); choose(null); if (inPanel) (state.table ? $("table-view") : container).focus(); }
  });
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  container.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && state.chosen) { event.preventDefault(); panel.focus(); }
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") whole();
    const way = WAYS[event.key];
    if (!way || !view.nodes.size) return;
    event.preventDefault();
    const current = state.chosen ? (state.chosen.node ?? (state.chosen.line != null ? lines[state.chosen.line].from : null)) : null;
    const next = current == null ? [...view.nodes].sort((a, b) => sizes[b] - sizes[a] || a - b)[0] : nearest(current, way);
    if (next == null) return;
    choose({ node: next });
    const at = network.canvasToDOM(places[next]);
    if (at.x < 30 || at.y < 30 || at.x > container.clientWidth - 30 || at.y > container.clientHeight - 30) centre(next);
  });
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

  // --- pictures ----------------------------------------------------------------------------------------------

  function save(blob, ending) {
    const link = element("a", { href: URL.createObjectURL(blob), download: `${plain($("title").textContent).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "network"}.${ending}` });
    document.body.append(link);
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); link.remove(); }, 1000);
  }
  const shownClasses = () => classes.filter((c) => [...view.shown].some((i) => lines[i].class === c.id));
  function savePng() {
    if (state.table) showView(false);
    const source = container.querySelector("canvas");
    const ratio = source.width / container.clientWidth;
    const [above, beneath] = [44, 36];
    const made = document.createElement("canvas");
    made.width = source.width;
    made.height = source.height + (above + beneath) * ratio;
    const context = made.getContext("2d");
    const colours = ink();
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, made.width, made.height);
    context.drawImage(source, 0, above * ratio);
    context.scale(ratio, ratio);
    context.fillStyle = colours.text;
    context.textBaseline = "middle";
    context.font = `600 17px ${FACE}`;
    context.fillText($("title").textContent, 14, above / 2);
    context.font = `13px ${FACE}`;
    let x = 14;
    const y = above + container.clientHeight + beneath / 2;
    for (const c of shownClasses()) {
      context.strokeStyle = lineColour(c);
      context.lineWidth = 2.6;
      context.setLineDash(c.dash);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + 34, y);
      context.stroke();
      context.fillText(c.label, x + 41, y);
      x += 41 + context.measureText(c.label).width + 24;
    }
    made.toBlob((blob) => save(blob, "png"), "image/png");
  }
  /* vis-network has no vector export: the same places, colours and dashes, written out. */
  function svgText() {
    const colours = ink();
    const boxes = placeLabels(1, 13, true);
    const xs = [...view.nodes].map((i) => places[i].x);
    const ys = [...view.nodes].map((i) => places[i].y);
    const x0 = Math.min(...xs, ...boxes.map((b) => b.x0), 0) - 20;
    const x1 = Math.max(...xs, ...boxes.map((b) => b.x1), 0) + 20;
    const y0 = Math.min(...ys, 0) - 90;
    const y1 = Math.max(...ys, 0) + 90;
    const root = svg("svg", { xmlns: SVG, viewBox: `${Math.round(x0)} ${Math.round(y0)} ${Math.round(x1 - x0)} ${Math.round(y1 - y0)}`, "font-family": "system-ui, sans-serif", "font-size": 13 });
    const named = svg("title", {});
    named.textContent = $("title").textContent;
    const head = svg("text", { x: x0 + 16, y: y0 + 30, "font-size": 19, "font-weight": 600, fill: colours.text });
    head.textContent = $("title").textContent;
    root.append(named, svg("rect", { x: x0, y: y0, width: x1 - x0, height: y1 - y0, fill: colours.ground }), head);
    for (const i of [...view.shown].sort((a, b) => a - b)) {
      const [a, b] = [places[lines[i].from], places[lines[i].to]];
      const c = classOf[lines[i].class];
      const smooth = drawnLines[i].smooth;
      const bend = smooth ? smooth.roundness : 0;
      const [mx, my] = [(a.x + b.x) / 2 + (b.y - a.y) * bend, (a.y + b.y) / 2 - (b.x - a.x) * bend];
      const colour = lineColour(c);
      const wide = width(i);
      const far = Math.hypot(b.x - mx, b.y - my) || 1;
      const [ux, uy] = [(b.x - mx) / far, (b.y - my) / far];
      const reach = sizes[lines[i].to] + 3;
      const [ex, ey] = c.arrow ? [b.x - ux * (reach + 7), b.y - uy * (reach + 7)] : [b.x, b.y];
      const f = (n) => n.toFixed(1);
      const path = svg("path", { d: `M${f(a.x)} ${f(a.y)} Q${f(mx)} ${f(my)} ${f(ex)} ${f(ey)}`, fill: "none", stroke: colour, "stroke-width": f(wide), "stroke-opacity": 0.9, "stroke-dasharray": c.dash.length ? c.dash.join(" ") : null });
      const told = svg("title", {});
      told.textContent = `${sentence(i)} (${countWord(view.counts[i])})`;
      path.append(told);
      root.append(path);
      if (c.arrow) {
        const [tx, ty] = [b.x - ux * reach, b.y - uy * reach];
        const w = 5 + wide / 2;
        root.append(svg("path", { d: `M${f(tx)} ${f(ty)} L${f(tx - ux * 10 - uy * w)} ${f(ty - uy * 10 + ux * w)} L${f(tx - ux * 10 + uy * w)} ${f(ty - uy * 10 - ux * w)} Z`, fill: colour }));
      }
    }
    for (const i of view.nodes) root.append(shapeMark(nodes[i].kind, sizes[i], places[i].x, places[i].y));
    for (const box of boxes) {
      const x = ((box.x0 + box.x1) / 2).toFixed(1);
      const words = svg("text", { "text-anchor": "middle", "font-weight": nodes[box.node].kind === "topic" ? 600 : null, fill: colours.text, stroke: colours.ground, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" });
      text[box.node].forEach((t, row) => { const part = svg("tspan", { x, y: (box.y0 + 12 + row * 13 * LEADING).toFixed(1) }); part.textContent = t; words.append(part); });
      root.append(words);
    }
    let x = x0 + 16;
    for (const c of shownClasses()) {
      root.append(svg("line", { x1: x, x2: x + 34, y1: y1 - 22, y2: y1 - 22, stroke: lineColour(c), "stroke-width": 2.6, "stroke-dasharray": c.dash.length ? c.dash.join(" ") : null }));
      const word = svg("text", { x: x + 41, y: y1 - 18, fill: colours.text });
      word.textContent = c.label;
      root.append(word);
      x += 60 + c.label.length * 8;
    }
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(root);
  }

  // --- go ----------------------------------------------------------------------------------------------------

  setUp();
  compute();
  paint();
  showPanel();
  showStatus();
  showDates();
  whole();
  new ResizeObserver(() => { if (!state.chosen || narrow.matches) whole(); }).observe(container);
  /* For scripts and tests: what is shown, and the engine. */
  window.demarche = { network, data: page, lines, nodes, places, get view() { return view; }, get labels() { return labels; }, state, choose, svg: svgText };
  document.body.dataset.ready = "true";
})();
