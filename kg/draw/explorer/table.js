/* The table: the same lines, sortable, for screen readers and for saving. */
let rowsShown = 200;
const dateSpan = (i) => { const d = view.passing[i].map((s) => statements[s].date).filter(Boolean).sort(); return [d[0] || "", d[d.length - 1] || ""]; };
const COLUMNS = {
  from: ["From", (i) => nodes[lines[i].from].label], line: ["Line", (i) => verb(lines[i])], to: ["To", (i) => nodes[lines[i].to].label],
  count: [capital(page.counts), (i) => view.counts[i]], first: ["First", (i) => dateSpan(i)[0]], last: ["Last", (i) => dateSpan(i)[1]],
};
function tableOrder() {
  const [by, way] = state.sort;
  const value = COLUMNS[by][1];
  return [...view.fit].sort((a, b) => { const [x, y] = [value(a), value(b)]; return way * (typeof x === "number" ? x - y : collator.compare(x, y)) || a - b; });
}
function showTable() {
  const [by, way] = state.sort;
  const order = tableOrder();
  const head = element("tr", {}, Object.entries(COLUMNS).map(([id, [label]]) => element("th", { scope: "col", "aria-sort": by === id ? (way > 0 ? "ascending" : "descending") : "none" },
    element("button", { type: "button", "data-key": `head-${id}`, onclick: () => { state.sort = [id, by === id ? -way : id === "count" ? -1 : 1]; showTable(); } }, label + (by === id ? (way > 0 ? " ↑" : " ↓") : "")))), element("th", { scope: "col" }, "Words"));
  const cell = (id, i, attributes = {}) => element("td", { "data-column": COLUMNS[id][0], ...attributes }, bdi(String(COLUMNS[id][1](i))), id === "line" && weak(i) ? element("small", {}, " weak") : "");
  const body = order.slice(0, rowsShown).map((i) => element("tr", {},
    cell("from", i), cell("line", i), cell("to", i), cell("count", i, { class: "number" }), cell("first", i, { class: "date" }), cell("last", i, { class: "date" }),
    element("td", {}, element("button", { type: "button", "data-key": `line-${i}`, "aria-label": `Read: ${sentence(i)}`, onclick: () => { choose({ line: i }); panel.focus(); } }, "Read"))));
  const box = $("table-view");
  const scroll = box.scrollTop;
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  box.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, body)));
  if (order.length > rowsShown) box.append(element("button", { type: "button", class: "more-button", "data-key": "more", onclick: () => { rowsShown += 500; showTable(); } }, `Show more of ${order.length} lines`));
  box.scrollTop = scroll;
  // the button that had the focus is a new one now
  if (focused) (box.querySelector(`[data-key="${focused}"]`) || box).focus({ preventScroll: true });
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
/* A cell that a spreadsheet would take for a formula is quoted as text. */
function csvCell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
function csvText() {
  const rows = [[...Object.values(COLUMNS).map(([label]) => label), "Weak", "Statements behind"]];
  for (const i of tableOrder()) rows.push([...Object.values(COLUMNS).map(([, value]) => value(i)), weak(i) ? "yes" : "", view.passing[i].map((s) => statements[s].iri).join(" ")]);
  return "\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}
