/* The panel: the statements behind what is chosen, word for word, with all that a citation needs. */
const panel = $("panel");
const BATCH = 40;
const BASIS = {
  explicit: "named in the text", weekday: "from the weekday in the text", relative: "from a relative expression in the text", dateline: "from the dateline",
  publication: "the day of publication", inferred: "taken from a statement near it in the text", unknown: "unknown",
};
const FORM = { direct: "direct quotation", mixed: "partly quoted", indirect: "reported speech" };
const spelled = (name) => name.replace(/-/g, " ");
const kindLabel = (kind) => (kindOf[kind] ? kindOf[kind].label : kind || "actor");
const stanceVerb = (stance) => (classOf[stance] ? classOf[stance].verb : { support: "supports", oppose: "opposes", neutral: "is neutral on" }[stance] || spelled(stance));
/* A name that leads to what there is on it. */
const nameLink = (n) => element("a", { href: linkTo({ name: n }), class: "name-link", onclick: (event) => { event.preventDefault(); choose(choiceOf(n)); } }, bdi(names[n].label));
const people = (list) => listed((list || []).map(nameLink));
const peopleText = (list) => (list || []).map((n) => names[n].label).join(", ");

// --- what can be chosen --------------------------------------------------------------------------------------------

const ROLES = ["speakers", "for", "to", "against", "relayed", "about"];
const naming = (n, roles = ROLES) => statements.map((_, i) => i).filter((i) => roles.some((role) => (statements[i][role] || []).includes(n)));
const choiceOf = (n) => (nodeOfName.has(n) ? { node: nodeOfName.get(n) } : { name: n, of: new Set(naming(n)) });
const outletChoice = (paper) => ({ outlet: paper, of: new Set(statements.map((_, i) => i).filter((i) => articles[statements[i].article].paper === paper)) });
function statementChoice(index) {
  const line = view.fit.find((i) => view.passing[i].includes(index)) ?? lines.findIndex((l) => l.statements.includes(index));
  return { line, at: index };
}
function choose(chosen) {
  state.chosen = chosen;
  if (chosen && narrow.matches) $("filters").open = false; // one sheet at a time
  tip(null);
  refresh();
  showPanel();
  writeLink();
  if (chosen) revealChosen();
}

// --- addresses of what is chosen -----------------------------------------------------------------------------------

function linkTo({ node, line, name, at }) {
  const parts = at != null ? ["statement", statements[at].iri]
    : node != null ? ["node", nodes[node].iri]
      : name != null ? ["node", names[name].iri]
        : line != null ? ["line", nodes[lines[line].from].iri, lines[line].class, nodes[lines[line].to].iri] : [];
  return parts.length ? "#" + parts.map(encodeURIComponent).join("=") : "";
}
function writeLink() {
  try { history.replaceState(null, "", (state.chosen && linkTo(state.chosen)) || location.pathname + location.search); } catch { /* some viewers forbid it */ }
}
function readLink() {
  let parts = [];
  try { parts = location.hash.slice(1).split("=").map(decodeURIComponent); } catch { return; }
  const [what, first, kind, second] = parts;
  const nameAt = names.findIndex((n) => n.iri === first);
  if (what === "node" && nameAt >= 0) choose(choiceOf(nameAt));
  const line = what === "line" ? lines.findIndex((l) => nodes[l.from].iri === first && l.class === kind && nodes[l.to].iri === second) : -1;
  if (line >= 0) choose({ line });
  const statement = what === "statement" ? statements.findIndex((s) => s.iri === first) : -1;
  if (statement >= 0) choose(statementChoice(statement));
}

// --- cards ---------------------------------------------------------------------------------------------------------

function articleTitle(article) {
  const url = article.url && webAddress(article.url);
  const title = bdi(article.title || article.doc);
  return url ? [element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, title), element("small", {}, ` ${url.hostname}`)] : [title];
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
  const before = button.dataset.label || (button.dataset.label = button.textContent);
  button.textContent = done ? "Copied" : "Could not copy";
  announce(button.textContent);
  setTimeout(() => { button.textContent = before; }, 1600);
}
function marked(text, sought) {
  const at = sought ? placeOf(text, sought) : null;
  return at ? [text.slice(0, at[0]), element("mark", { class: "hit" }, text.slice(...at)), text.slice(at[1])] : [text];
}
/* The sentence as the article has it, with the statement's words, its source and its cue marked. */
function passage(s, sought) {
  const parts = s.context || [["content", s.words]];
  const shown = bdi("");
  shown.append(...parts.flatMap(([role, text]) => (role ? [element(role === "content" ? "mark" : "span", { class: role }, marked(text, sought))] : marked(text, sought))).filter((part) => part !== ""));
  return shown;
}
function dateFact(s) {
  if (!s.date) return ["not known"];
  const basis = [s.basis && (BASIS[s.basis] || spelled(s.basis)), s.dated && `“${s.dated}”`].filter(Boolean).join(": ");
  return [s.date, basis ? ` (${basis})` : ""];
}
/* Articles other than its own that report the same saying. */
function reportedAlso(index) {
  const s = statements[index];
  if (s.saying == null) return [];
  return [...new Set(statements.filter((other) => other.saying === s.saying && other.article !== s.article).map((other) => other.article))];
}
function card({ index, more }, colour, sought) {
  const s = statements[index];
  const article = articles[s.article];
  const facts = element("dl");
  const fact = (name, ...value) => { if (value.flat().some((v) => v != null && v !== "")) facts.append(element("dt", {}, name), element("dd", {}, ...value)); };
  fact("Speaker", people(s.speakers));
  fact("On behalf of", people(s.for));
  fact("To", people(s.to));
  fact("Against", people(s.against));
  fact("Position", (s.stances || []).flatMap(([n, stance], k) => [k ? "; " : "", `${stanceVerb(stance)} `, nameLink(n)]));
  fact("Act", [spelled(s.act), s.form ? `, ${FORM[s.form] || s.form}` : ""]);
  fact("Date", dateFact(s));
  fact("Relayed by", people(s.relayed));
  fact("Article", articleTitle(article));
  fact("Outlet", article.outlet ? bdi(article.outlet) : "not known");
  fact("Published", article.published || "not known");
  const spans = s.spans.map(([a, b]) => `${a}–${b}`).join(", ");
  fact("Where", spans ? [`characters ${spans} of `, bdi(article.doc)] : []);
  fact("Also reported", reportedAlso(index).flatMap((other, k) => [k ? "; " : "", ...articleTitle(articles[other]), articles[other].outlet ? `, ${articles[other].outlet}` : ""]));
  if (s.confidence != null) fact("Confidence", `${s.confidence}${s.confidence < WEAK ? ", weak" : ""}`);
  if (s.headline) fact("Note", "stands in the headline");
  fact("Also read as", more.flatMap((other, k) => [k ? "; " : "", "“", bdi(statements[other].words), "”", statements[other].speakers ? ` (${peopleText(statements[other].speakers)})` : ""]));
  const cite = element("button", { type: "button", onclick: () => copy(citation(s), cite) }, "Copy citation");
  const link = element("button", { type: "button", onclick: () => copy(location.href.split("#")[0] + linkTo({ at: index }), link) }, "Copy link");
  const made = element("article", { class: "card", "data-statement": index }, element("blockquote", {}, passage(s, sought)), facts, element("div", { class: "foot" }, cite, link));
  if (colour) made.style.borderInlineStartColor = colour;
  return made;
}
function colourOf(index, among) {
  const line = among.find((i) => lines[i].statements.includes(index));
  return line == null ? null : lineColour(classOf[lines[line].class]);
}
const when = (a, b) => collator.compare(statements[a].date || "9999", statements[b].date || "9999") || a - b;

/* One card for statements that are one: of one holder in one article, one within the words of the other ("the envoy
   as saying that China objects" and "China objects"); and where the page counts sayings, all that report one. */
function gathered(indices) {
  const found = [];
  const extent = (s) => [Math.min(...s.spans.map(([a]) => a)), Math.max(...s.spans.map(([, b]) => b))];
  const nested = (s, o) => {
    const [[a, b], [c, d]] = [extent(s), extent(o)];
    return s.article === o.article && ((a <= c && d <= b) || (c <= a && b <= d)) && holders(s).some((n) => holders(o).includes(n));
  };
  const longest = (i) => { const [a, b] = extent(statements[i]); return b - a; };
  for (const index of [...indices].sort((a, b) => longest(b) - longest(a) || a - b)) {
    const s = statements[index];
    const group = found.find(({ index: i }) => nested(s, statements[i]) || (counted === "saying" && s.saying != null && statements[i].saying === s.saying));
    if (group) group.more.push(index); else found.push({ index, more: [] });
  }
  return found.sort((a, b) => when(a.index, b.index));
}
function cards(indices, among, { sought, at } = {}) {
  const groups = gathered(indices);
  const box = element("div");
  let shown = 0;
  const button = element("button", { type: "button", class: "more-button", onclick: () => { const from = shown; more(); box.children[from].querySelector("button").focus(); } });
  const more = (least = 0) => {
    const end = Math.min(Math.max(shown + BATCH, least), groups.length);
    for (; shown < end; shown += 1) button.before(card(groups[shown], colourOf(groups[shown].index, among), sought));
    button.hidden = shown >= groups.length;
    button.textContent = `Show ${Math.min(BATCH, groups.length - shown)} more of ${groups.length}`;
  };
  box.append(button);
  const wanted = at == null ? -1 : groups.findIndex((g) => g.index === at || g.more.includes(at));
  more(wanted + 1);
  if (wanted >= 0) box.children[wanted].classList.add("sought");
  return box;
}
const key = () => element("p", { class: "key" }, element("mark", { class: "content" }, "the statement"), " · ", element("span", { class: "source" }, "who"), " · ", element("span", { class: "cue" }, "the word that reports it"));

// --- what the panel says -------------------------------------------------------------------------------------------

const closeButton = () => element("button", { type: "button", class: "close", "aria-label": "Close", onclick: leave }, "×");
/* Closes the panel; the focus goes back to where the choice was made. */
function leave() {
  const { line } = state.chosen || {};
  const inside = panel.contains(document.activeElement);
  choose(null);
  if (!inside) return;
  const row = state.table && line != null ? document.querySelector(`[data-key="line-${line}"]`) : null;
  (row || (state.table ? $("table-view") : container)).focus();
}
function someOf(shown, all) {
  if (shown === all) return plural(all, "statement");
  return all === 1 ? "Its one statement is hidden by the filters" : `${shown} of ${plural(all, "statement")} ${shown === 1 ? "passes" : "pass"} the filters`;
}
function tie(i, from) {
  const line = lines[i];
  const other = line.from === from ? line.to : line.from;
  const symmetric = Boolean(line.topics);
  const words = line.from === from || symmetric
    ? [`${several(nodes[from]) ? classOf[line.class].plural : classOf[line.class].verb} `, bdi(nodes[other].label)]
    : [bdi(nodes[other].label), ` ${verb(line)} `, nodes[from].kind === "topic" ? "this" : bdi(nodes[from].label)];
  const faint = weak(i) ? element("small", {}, " weak") : "";
  return element("li", {}, element("button", { type: "button", onclick: () => choose({ line: i }) }, lineSample(classOf[line.class]), element("span", {}, words, faint), element("span", { class: "number" }, String(view.counts[i]))));
}
const ties = (title, found, node) => (found.length ? [element("h3", {}, title, ` (${found.length})`), element("ul", { class: "ties" }, found.slice(0, 60).map((i) => tie(i, node)))] : []);
/* The states and bodies whose position a person's or body's statements report. */
function speaksFor(n) {
  const found = new Map();
  if (names[n].for != null) found.set(names[n].for, 0);
  naming(n, ["speakers"]).forEach((i) => (statements[i].for || []).forEach((b) => { if (b !== n) found.set(b, (found.get(b) || 0) + 1); }));
  return listed([...found].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([b, many]) => element("span", {}, nameLink(b), many ? ` (${plural(many, "statement")})` : "")));
}
function aboutName(n, node) {
  const { label, kind } = { ...names[n], ...(node == null ? {} : nodes[node]) };
  const passing = (indices) => indices.filter((i) => view.visible.has(i));
  const behind = kind === "state" ? [] : speaksFor(n);
  const mine = node == null ? [] : view.fit.filter((i) => touches(i));
  const among = mine.length ? mine : lines.map((_, i) => i);
  const subject = kind === "topic" || kind === "system";
  const by = new Set(naming(n, ["speakers"]));
  const onBehalf = new Set(naming(n, ["for"]).filter((i) => !by.has(i)));
  const onLines = node == null ? [] : lines.flatMap((l) => (l.from === node || l.to === node ? l.statements : []));
  const rest = [...new Set([...naming(n, ["to", "against", "relayed", "about"]), ...onLines])].filter((i) => !by.has(i) && !onBehalf.has(i));
  const sections = (subject ? [["Statements on it", new Set([...by, ...onBehalf, ...rest])]] : [[`Said by ${label}`, by], [`Said for ${label}`, onBehalf], [`Said about or against ${label}`, rest]])
    .map(([title, all]) => [title, [...all], passing([...all])]).filter(([, all]) => all.length);
  const all = new Set(sections.flatMap(([, found]) => found));
  const shown = passing([...all]);
  const made = sections.map(([title, every, found]) => element("details", { class: "said", open: true }, element("summary", {}, element("h3", {}, bdi(title), ` (${found.length}${found.length < every.length ? ` of ${every.length}` : ""})`)), cards(found, among)));
  const jump = made.length > 1 ? element("p", { class: "jump" }, made.map((box, k) => element("button", { type: "button", onclick: () => { box.open = true; box.scrollIntoView({ block: "start" }); box.firstChild.focus(); } }, ["Said by", "Said for", "About or against"][["Said by", "Said for", "Said about"].findIndex((t) => sections[k][0].startsWith(t))], ` ${sections[k][2].length}`))) : "";
  const own = mine.filter((i) => lines[i].from === node || lines[i].topics);
  return [
    element("h2", {}, bdi(label)), element("p", { class: "sub" }, kindLabel(kind), behind.length ? [", speaks for ", behind] : ""),
    element("p", { class: "sub" }, someOf(shown.length, all.size)),
    ...(subject ? ties("Lines", mine, node) : [...ties("Own lines", own, node), ...ties("Lines of others", mine.filter((i) => !own.includes(i)), node)]),
    jump, key(), ...made,
  ];
}
function aboutLine(chosen) {
  const line = lines[chosen.line];
  const found = [...view.passing[chosen.line]].sort(when);
  const notes = [];
  if (line.topics) notes.push(["On ", line.topics.flatMap((t, k) => [k ? "; " : "", bdi(names[t].label)]), `. Normalised weight ${line.normalised}.`]);
  if (line.contrary) notes.push([page.network === "conflict" ? "They also take the same side on " : "They also stand on opposite sides of ", line.contrary.flatMap((t, k) => [k ? "; " : "", bdi(t)]), "."]);
  if (weak(chosen.line)) notes.push([`Weak: one statement only, and ${reasonWeak(statements[found[0]])}.`]);
  const end = (i) => nameLink(nodes[i].name);
  return [element("h2", {}, end(line.from), ` ${verb(line)} `, end(line.to)), element("p", { class: "sub" }, someOf(found.length, line.statements.length)),
    ...notes.map((note) => element("p", { class: "sub" }, note)), found.length ? key() : "", cards(found, [chosen.line], { at: chosen.at })];
}
function aboutWords({ sought, indices }) {
  const found = indices.filter((i) => view.visible.has(i)).sort(when);
  return [element("h2", {}, "Words: ", bdi(sought)), element("p", { class: "sub" }, someOf(found.length, indices.length), scope ? `. ${scope}` : ""), key(), cards(found, lines.map((_, i) => i), { sought })];
}
function aboutOutlet(chosen) {
  const found = [...chosen.of].filter((i) => view.visible.has(i)).sort(when);
  return [element("h2", {}, bdi(outlets[chosen.outlet])), element("p", { class: "sub" }, "outlet; ", someOf(found.length, chosen.of.size)), key(), cards(found, lines.map((_, i) => i))];
}
function showPanel() {
  const { chosen } = state;
  const inside = panel.contains(document.activeElement);
  document.body.classList.toggle("reading", Boolean(chosen));
  panel.scrollTop = 0;
  if (!chosen) panel.replaceChildren(help());
  else {
    const told = chosen.line != null ? aboutLine(chosen) : chosen.node != null ? aboutName(nodes[chosen.node].name, chosen.node)
      : chosen.name != null ? aboutName(chosen.name, null) : chosen.outlet != null ? aboutOutlet(chosen) : aboutWords(chosen.words);
    panel.replaceChildren(closeButton(), ...told.filter((part) => part !== ""));
    const sought = panel.querySelector(".sought");
    if (sought) sought.scrollIntoView({ block: "center" });
  }
  if (inside) panel.focus({ preventScroll: true });
}
function help() {
  const k = (name) => element("kbd", {}, name);
  return element("div", { class: "help" },
    element("h2", {}, "Read the words"),
    element("p", {}, "Choose a line or a node: the statements behind it appear here in their sentences, with speaker, date, article and place in the text."),
    element("ul", {},
      scope ? element("li", {}, scope) : "",
      element("li", {}, "A thicker line stands for more ", page.counts, "; a thin, pale one rests on a single statement that is weak or a headline."),
      element("li", {}, "Take a mark off the legend to hide its lines or nodes. The numbers there count what passes the filters."),
      element("li", {}, k("/"), " finds names, other names, outlets and words; ", k("←"), " ", k("→"), " ", k("↑"), " ", k("↓"), " go from node to node, ", k("Enter"), " reads, ", k("Esc"), " leaves."),
      element("li", {}, "The table holds the same data for screen readers and for sorting. Save writes pictures and the table.")));
}
