/* Search: names and other names of actors and topics, speakers, outlets, and words. Hits obey the filters; one that a
   filter hides says so and offers to show it. */
const search = $("search");
const matches = $("matches");
const foldedNames = names.map((n) => fold(n.label));
const foldedAliases = names.map((n) => (n.aliases || []).map(fold));
const foldedOutlets = outlets.map(fold);
const foldedWords = statements.map((s) => fold((s.context || []).map(([, text]) => text).join("") + "\n" + s.words));
const spokenBy = new Map(); // name -> how many statements it takes part in
statements.forEach((s) => new Set(ROLES.flatMap((role) => s[role] || [])).forEach((n) => spokenBy.set(n, (spokenBy.get(n) || 0) + 1)));
const MOST = 12;
let hits = [];
let active = -1;

const startsWord = (text, sought) => text.startsWith(sought) || [" ", "(", "-", "'", '"'].some((before) => text.includes(before + sought));
/* How well a name fits, least best, and the other name that did; Infinity where it does not. */
function fitOf(n, sought) {
  if (foldedNames[n].startsWith(sought)) return [0, null];
  if (startsWord(foldedNames[n], sought)) return [1, null];
  const at = foldedAliases[n].findIndex((a) => a.startsWith(sought));
  const within = at >= 0 ? at : foldedAliases[n].findIndex((a) => startsWord(a, sought));
  if (within >= 0) return [foldedAliases[n].includes(sought) ? 0.5 : 2, names[n].aliases[foldedAliases[n].includes(sought) ? foldedAliases[n].indexOf(sought) : within]];
  return [foldedNames[n].includes(sought) ? 3 : Infinity, null];
}
/* Which filter hides a node, in words; null where none does. */
function hiddenBy(n) {
  const node = nodeOfName.get(n);
  const seen = node == null ? naming(n).some((i) => view.visible.has(i)) : view.fit.some((i) => lines[i].from === node || lines[i].to === node);
  if (seen) return null;
  return node != null && !state.kinds.has(nodes[node].kind) ? kindLabel(nodes[node].kind) : "the filters";
}
function nameHit(n, other) {
  const hidden = hiddenBy(n);
  const choice = choiceOf(n);
  const role = nodeOfName.has(n) ? kindLabel(names[n].kind) : [kindLabel(names[n].kind), names[n].for != null ? `, speaks for ${names[names[n].for].label}` : "", `, in ${plural(spokenBy.get(n), "statement")}`].join("");
  return {
    run: () => { if (hidden) unhide(n); choose(choice); },
    show: [bdi(names[n].label), " ", element("small", {}, role, other ? [", also ", bdi(other)] : "", hidden ? element("em", {}, ` hidden by filter: ${hidden} – show`) : "")],
  };
}
/* Takes back the filter that hides a name, or all where one is not enough. */
function unhide(n) {
  const node = nodeOfName.get(n);
  if (node != null && !state.kinds.has(nodes[node].kind)) { state.kinds.add(nodes[node].kind); legend(); compute(); }
  if (hiddenBy(n)) reset();
}
function wordsHit(said) {
  const words = search.value.trim();
  const passing = said.filter((i) => view.visible.has(i));
  const chosen = { words: { sought: words, indices: said }, of: new Set(said) };
  const many = passing.length;
  if (many) return { run: () => choose({ words: chosen.words, of: chosen.of }), show: [plural(many, "statement"), many === 1 ? " holds " : " hold ", "“", bdi(words), "”", many < said.length ? element("small", {}, ` and ${said.length - many} hidden by the filters`) : ""] };
  return { run: () => { reset(); choose(chosen); }, show: [plural(said.length, "statement"), said.length === 1 ? " holds " : " hold ", "“", bdi(words), "”", element("small", {}, element("em", {}, " hidden by the filters – show"))] };
}
function find() {
  const sought = fold(search.value.trim());
  hits = [];
  if (sought) {
    const found = names.map((_, n) => [n, ...fitOf(n, sought)]).filter(([n, fit]) => fit < Infinity && (nodeOfName.has(n) || spokenBy.has(n)));
    const heavy = (n) => (nodeOfName.has(n) ? 1000 + sizes[nodeOfName.get(n)] : spokenBy.get(n) || 0);
    found.sort((a, b) => a[1] - b[1] || heavy(b[0]) - heavy(a[0]) || a[0] - b[0]);
    found.slice(0, MOST).forEach(([n, , other]) => hits.push(nameHit(n, other)));
    if (found.length > MOST) hits.push({ show: [element("small", {}, `and ${found.length - MOST} more names: type more letters`)] });
    outlets.forEach((o, k) => { if (startsWord(foldedOutlets[k], sought)) hits.push({ run: () => choose(outletChoice(k)), show: [bdi(o), " ", element("small", {}, `outlet, ${plural(outletChoice(k).of.size, "statement")}`)] }); });
    const said = foldedWords.map((_, i) => i).filter((i) => foldedWords[i].includes(sought));
    if (said.length) hits.push(wordsHit(said));
    if (!hits.length) hits.push({ show: ["Nothing found"] });
    if (scope) hits.push({ show: [element("small", {}, scope)] });
  }
  active = hits.length && hits[0].run ? 0 : -1;
  showMatches();
}
function showMatches() {
  matches.replaceChildren(...hits.map((hit, k) => element("li", { role: "option", id: `match-${k}`, "aria-selected": String(k === active), "aria-disabled": hit.run ? null : "true", onmousedown: (event) => { event.preventDefault(); take(k); } }, hit.show)));
  matches.hidden = !hits.length;
  search.setAttribute("aria-expanded", String(Boolean(hits.length)));
  if (active >= 0) { search.setAttribute("aria-activedescendant", `match-${active}`); matches.children[active].scrollIntoView({ block: "nearest" }); } else search.removeAttribute("aria-activedescendant");
}
function closeMatches() { hits = []; active = -1; showMatches(); }
function take(k) {
  const { run } = hits[k];
  if (!run) return;
  closeMatches();
  run();
}
function setUpSearch() {
  search.addEventListener("input", find);
  search.addEventListener("focus", find);
  search.addEventListener("blur", closeMatches);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!hits.length) find();
      const way = event.key === "ArrowDown" ? 1 : -1;
      for (let k = 0; k < hits.length; k += 1) {
        active = (active + way + hits.length) % hits.length;
        if (hits[active].run) break;
      }
      if (active >= 0 && !hits[active].run) active = -1;
      showMatches();
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key === "Escape") { event.stopPropagation(); if (search.value) { search.value = ""; find(); } else container.focus(); }
  });
}
