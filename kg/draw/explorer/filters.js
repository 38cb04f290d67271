/* Filters: which statements count, what each line is then worth, and the controls that say so. */
const WEAK = 0.5; // a confidence below this is weak: more such statements are read wrongly than a reader would accept
const NO_OUTLET = "none";
const dates = [...new Set(statements.map((s) => s.date).filter(Boolean))].sort();
const everything = () => ({
  classes: new Set(classes.map((c) => c.id)), kinds: new Set(kinds.map((k) => k.id)),
  topic: "", act: "", outlet: "", since: "", until: "", least: 1, sure: 0, weak: true,
});
const state = { ...everything(), all: false, chosen: null, table: false, sort: ["count", -1] };

const narrower = new Map(); // topic -> topics right below it, both as places in names
names.forEach((n, i) => (n.broader || []).forEach((b) => narrower.set(b, [...(narrower.get(b) || []), i])));
const isSystem = (n) => names[n].kind === "system";
/* The chosen subject as `--topic` reads it: a topic with all narrower ones, lines to other topics left out; or a
   system, with every line whose statements are about it. */
function chosenSubject() {
  if (state.topic === "") return null;
  const found = new Set([Number(state.topic)]);
  for (const topic of found) for (const below of narrower.get(topic) || []) found.add(below);
  return { within: found, ends: !isSystem(Number(state.topic)) };
}
function passes(s, subject) {
  if ((state.since && !(s.date >= state.since)) || (state.until && !(s.date <= state.until))) return false; // undated: neither
  if (state.act && s.act !== state.act) return false;
  if (state.sure > 0 && !(s.confidence >= state.sure)) return false;
  const { paper } = articles[s.article];
  if (state.outlet !== "" && (state.outlet === NO_OUTLET ? paper != null : paper !== Number(state.outlet))) return false;
  return !subject || (s.about || []).some((n) => subject.within.has(n));
}
const holders = (s) => s.for || s.speakers || [];
/* On a congruence or conflict line the count is of topics on which both sides still have words. */
function count(line, passing, subject) {
  if (counted === "saying") return new Set(passing.map((i) => statements[i].saying ?? -1 - i)).size;
  if (!line.topics) return passing.length;
  const sides = [nodes[line.from].name, nodes[line.to].name];
  const topics = subject && subject.ends ? line.topics.filter((t) => subject.within.has(t)) : line.topics;
  return topics.filter((topic) => sides.every((side) => passing.some((i) =>
    holders(statements[i]).includes(side) && (statements[i].stances || []).some(([n]) => n === topic)))).length;
}
/* Whether a line rests on a single statement that is unsure or only a headline. */
function weak(i) {
  const [only, another] = view.passing[i];
  return another === undefined && only !== undefined && (statements[only].confidence < WEAK || Boolean(statements[only].headline));
}
const reasonWeak = (s) => [s.headline && "it stands in a headline", s.confidence < WEAK && `its confidence is ${s.confidence}`].filter(Boolean).join(" and ");

let view = { passing: [], counts: [], shown: new Set(), fit: [], nodes: new Set(), visible: new Set() };
function compute() {
  const subject = chosenSubject();
  const good = statements.map((s) => passes(s, subject));
  view.passing = lines.map((line) => {
    const [from, to] = [nodes[line.from], nodes[line.to]];
    if (!state.classes.has(line.class) || !state.kinds.has(from.kind) || !state.kinds.has(to.kind)) return [];
    if (subject && subject.ends && to.kind === "topic" && !subject.within.has(to.name)) return [];
    return line.statements.filter((i) => good[i]);
  });
  const counts = lines.map((line, i) => (view.passing[i].length ? count(line, view.passing[i], subject) : 0));
  const fit = lines.map((_, i) => i).filter((i) => counts[i] >= state.least && view.passing[i].length && (state.weak || !weak(i)));
  fit.sort((a, b) => counts[b] - counts[a] || a - b);
  const shown = new Set(state.all ? fit : fit.slice(0, page.strongest));
  view = { passing: view.passing, counts, fit, shown, visible: new Set(fit.flatMap((i) => view.passing[i])) };
  if (state.chosen) fit.filter((i) => touches(i)).forEach((i) => shown.add(i));
  view.nodes = new Set([...shown].flatMap((i) => [lines[i].from, lines[i].to]));
}
/* Whether the chosen node, line or set of statements concerns a line. */
function touches(i) {
  const { node, line, of } = state.chosen;
  if (node != null) return lines[i].from === node || lines[i].to === node;
  return line != null ? i === line : view.passing[i].some((s) => of.has(s));
}

let pending = 0;
function apply() {
  cancelAnimationFrame(pending);
  pending = requestAnimationFrame(() => { refresh(); if (state.chosen) showPanel(); });
}
/* Everything but the panel, anew. */
function refresh() {
  compute();
  paint();
  showStatus();
  showNumbers();
  showControls();
  if (state.table) showTable();
}

// --- the controls ------------------------------------------------------------------------------------------------

const presentKinds = kinds.filter((k) => nodes.some((n) => n.kind === k.id));
const numbers = new Map(); // key -> the element that shows how many pass
function check(key, sample, label, checked, change) {
  const input = element("input", { type: "checkbox", value: key, checked });
  input.addEventListener("change", () => { change(input.checked); apply(); });
  const shown = element("span", { class: "number" });
  numbers.set(key, shown);
  return element("label", { class: "check" }, input, sample, element("span", {}, bdi(label)), shown);
}
const toggle = (set, id) => (on) => { if (on) set.add(id); else set.delete(id); };
const contraryLabel = page.network === "conflict" ? "also on the same side" : "also on opposite sides";
function legend() {
  const weakOnes = lines.some((line) => line.statements.length === 1 && reasonWeak(statements[line.statements[0]]));
  $("classes").replaceChildren(...classes.map((c) => check(c.id, lineSample(c), c.label, state.classes.has(c.id), toggle(state.classes, c.id))),
    ...(weakOnes ? [check("weak", picture(34, 12, weakMark(0, 6)), "one weak statement only", state.weak, (on) => { state.weak = on; })] : []));
  $("kinds").replaceChildren(...presentKinds.map((k) => check(k.id, kindSample(k.id), k.label, state.kinds.has(k.id), toggle(state.kinds, k.id))));
  if (lines.some((line) => line.contrary)) $("classes").append(element("p", { class: "check" }, picture(34, 16, contraryMark(17, 8, 6.5, ink().text)), contraryLabel, numbers.set("contrary", element("span", { class: "number" })).get("contrary")));
}
/* How many of each kind pass the filters. */
function showNumbers() {
  const ends = new Set(view.fit.flatMap((i) => [lines[i].from, lines[i].to]));
  const tally = new Map();
  const add = (key) => tally.set(key, (tally.get(key) || 0) + 1);
  view.fit.forEach((i) => { add(lines[i].class); if (weak(i)) add("weak"); if (lines[i].contrary) add("contrary"); });
  ends.forEach((n) => add(nodes[n].kind));
  numbers.forEach((shown, key) => { shown.textContent = number(tally.get(key) || 0); });
}
const shortened = (t) => (t.length > 60 ? t.slice(0, 59) + "…" : t);
function choices(id, groups) {
  const box = $(id);
  const every = groups.flatMap(([, items]) => items);
  const made = (items) => items.map(([value, text]) => { const o = element("option", { value }); o.textContent = shortened(text); return o; });
  groups.filter(([, items]) => items.length).forEach(([label, items]) => box.append(...(label ? [element("optgroup", { label }, made(items))] : made(items))));
  box.parentElement.hidden = every.length < 2;
  box.addEventListener("change", () => { state[id] = box.value; apply(); });
}
function setUpFilters() {
  legend();
  const subjects = new Set(nodes.filter((n) => n.kind === "topic").map((n) => n.name));
  statements.forEach((s) => (s.about || []).forEach((n) => subjects.add(n)));
  for (const n of subjects) (names[n].broader || []).forEach((b) => subjects.add(b));
  const option = (n) => [String(n), names[n].label];
  const sorted = (found) => found.map(option).sort((a, b) => collator.compare(a[1], b[1]));
  choices("topic", [["Topics", sorted([...subjects].filter((n) => !isSystem(n)))], ["Systems", sorted([...subjects].filter(isSystem))]]);
  choices("act", [["", [...new Set(statements.map((s) => s.act))].sort().map((a) => [a, spelled(a)])]]);
  const nameless = articles.some((a) => a.paper == null) && outlets.length ? [[NO_OUTLET, "no outlet known"]] : [];
  choices("outlet", [["", [...outlets.map((o, i) => [String(i), o]).sort((a, b) => collator.compare(a[1], b[1])), ...nameless]]]);
  $("dates").hidden = dates.length < 2;
  for (const [id, key] of [["from", "since"], ["to", "until"]]) {
    $(id).max = String(Math.max(0, dates.length - 1));
    $(id).addEventListener("input", () => bound(key, dates[Number($(id).value)]));
    $(`${id}-date`).addEventListener("change", (event) => bound(key, event.target.value));
  }
  const most = Math.max(1, ...lines.map((l) => (l.topics ? l.topics.length : l.statements.length)));
  $("least-field").hidden = most < 2;
  $("least").max = String(most);
  $("least-label").textContent = counted === "topic" ? "Topics shared, at least" : `${capital(page.counts)} on a line, at least`;
  $("sure-field").hidden = new Set(statements.map((s) => s.confidence)).size < 2;
  for (const [id, low, high] of [["least", 1, Infinity], ["sure", 0, 1]]) {
    const read = () => Math.min(high, Math.max(low, Number($(id).value) || low));
    $(id).addEventListener("input", () => { state[id] = read(); apply(); });
    $(id).addEventListener("change", () => { $(id).value = String(read()); });
  }
  $("reset").addEventListener("click", reset);
  const given = Object.entries(page.filters).map(([k, v]) => `${k.replace("_", " ")}: ${v}`).join("; ");
  $("given").replaceChildren(...(given ? ["Made with ", bdi(given)] : []));
}
/* A bound at or beyond the first or last date is none: then statements without a date count too. */
function bound(key, date) {
  const free = !date || (key === "since" ? date <= dates[0] : date >= dates[dates.length - 1]);
  state[key] = free ? "" : date;
  const other = key === "since" ? "until" : "since";
  if (state.since && state.until && state.since > state.until) state[other] = state[key];
  apply();
}
function showControls() {
  if (dates.length < 2) return;
  const last = dates.length - 1;
  const from = state.since ? dates.findIndex((d) => d >= state.since) : 0;
  const to = state.until ? dates.findLastIndex((d) => d <= state.until) : last;
  for (const [id, at, date] of [["from", from < 0 ? last : from, state.since || dates[0]], ["to", Math.max(0, to), state.until || dates[last]]]) {
    $(id).value = String(at);
    $(id).setAttribute("aria-valuetext", date);
    if (document.activeElement !== $(`${id}-date`)) $(`${id}-date`).value = date;
  }
  const undated = statements.filter((s) => !s.date).length;
  $("undated").textContent = undated ? `${plural(undated, "statement")} without a date ${undated === 1 ? "is" : "are"} ${state.since || state.until ? "left out" : "included"}.` : "";
}
/* Back to the page as it opened: filters, places, choice and zoom. */
function reset() {
  Object.assign(state, everything(), { all: false, chosen: null });
  for (const id of ["topic", "act", "outlet"]) $(id).value = "";
  $("least").value = "1";
  $("sure").value = "0";
  legend();
  goHome();
  refresh();
  showPanel();
  whole();
}

// --- what is shown, in words ---------------------------------------------------------------------------------------

const scope = page.total > statements.length ? `${number(statements.length)} of ${plural(page.total, "statement")} are in this picture.` : "";
function statusText(drawn) {
  const passing = new Set([...drawn].flatMap((i) => view.passing[i])).size;
  const ends = new Set([...drawn].flatMap((i) => [lines[i].from, lines[i].to])).size;
  return `${plural(drawn.size, "line")} between ${plural(ends, "node")}, ${plural(passing, "statement")}` + (drawn.size < lines.length || passing < statements.length ? ` (of ${plural(lines.length, "line")}, ${plural(statements.length, "statement")})` : "");
}
const TOPICAL = ["positions", "congruence", "conflict"];
function whyEmpty() {
  const given = Object.entries(page.filters).map(([k, v]) => `${k}: ${v}`).join("; ");
  if (given) return ["This network is empty: no statement passes the filters it was made with (", bdi(given), ")."];
  if (page.total && TOPICAL.includes(page.network)) {
    const met = page.network === "positions" ? "takes a side on a topic" : page.network === "congruence" ? "shares a side with another actor's" : "is opposed to another actor's";
    return [`This network is empty: none of the store's ${plural(page.total, "statement")} ${met}. Topics come from the ontology: describe those of your articles (`,
      element("code", {}, "kg ontology new NAME"), ") and build again with ", element("code", {}, "--ontology FILE"), "."];
  }
  return ["This network is empty: no statement was found for it."];
}
function showStatus() {
  $("status").textContent = statusText(state.table ? new Set(view.fit) : view.shown);
  $("scope").textContent = scope;
  const over = view.fit.length > page.strongest;
  $("limit").hidden = !over || state.table;
  $("limit-text").textContent = state.all ? `All ${view.fit.length} lines are shown.` : `The strongest ${page.strongest} of ${view.fit.length} lines are shown.`;
  $("limit-button").textContent = state.all ? `Show the strongest ${page.strongest}` : "Show all";
  const nothing = $("nothing");
  nothing.hidden = view.fit.length > 0 || state.table;
  nothing.replaceChildren(...(lines.length
    ? [element("p", {}, "No line passes these filters."), element("button", { type: "button", onclick: () => { reset(); container.focus(); } }, "Reset")]
    : [element("p", {}, whyEmpty())]));
}
