/* The data of the page, and small helpers. Text of others reaches the page through textContent alone; the one
   attribute made of data is href, after a check. */
const { nodes: drawnNodes, edges: drawnLines, options, page } = JSON.parse(document.getElementById("data").textContent);
const { nodes, lines, statements, names, articles, outlets, classes, kinds } = page;
lines.forEach((line, i) => Object.assign(line, { from: drawnLines[i].from, to: drawnLines[i].to }));

const $ = (id) => document.getElementById(id);
const classOf = Object.fromEntries(classes.map((c) => [c.id, c]));
const kindOf = Object.fromEntries(kinds.map((k) => [k.id, k]));
const nodeOfName = new Map(nodes.map((n, i) => [n.name, i]));
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const narrow = window.matchMedia("(max-width: 820px)");
const collator = new Intl.Collator("en", { numeric: true });
const counted = page.counts.slice(0, -1);
const number = (n) => n.toLocaleString("en");
const plural = (n, word) => `${number(n)} ${n === 1 ? word : word.endsWith("y") ? word.slice(0, -1) + "ies" : word + "s"}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const countWord = (n) => plural(n, counted);

/* A character as search compares it: without case and accents, quotation marks and dashes in their plain form. */
const PLAIN = { "’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", " ": " " };
const foldedCharacter = (c) => (PLAIN[c] || c.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
const fold = (text) => Array.from(text, foldedCharacter).join("");
/* Where the sought words stand in a text, as [start, end); folding may change the length of the text. */
function placeOf(text, sought) {
  const starts = [];
  let folded = "";
  let at = 0;
  for (const c of text) {
    for (const part of foldedCharacter(c)) { starts.push(at); folded += part; }
    at += c.length;
  }
  const found = folded.indexOf(fold(sought));
  const end = found + fold(sought).length;
  return found < 0 || !sought ? null : [starts[found], end < starts.length ? starts[end] : text.length];
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((c) => c != null && c !== ""));
  return made;
}
/* Words of others stand apart from their neighbours in the direction of writing too. */
const bdi = (text) => { const made = document.createElement("bdi"); made.textContent = text; return made; };
const listed = (items) => items.flatMap((item, k) => [k ? ", " : "", item]);

function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch { return null; }
}

/* Whether a name stands for several people, so that the verb after it agrees: "Republicans", "opposition lawmakers".
   A name of several words in capitals ("United Nations") is one body. */
function several({ label, kind }) {
  if (kind === "person" || kind === "state") return false;
  const head = label.split(/,| (?:of|in|from|at|with|for|who|to|on) /)[0];
  const words = head.split(" ");
  if (kind === "unnamed" && words.includes("and")) return true;
  const last = words[words.length - 1];
  return /[^sui'’]s$/.test(last) && (words.length === 1 || last === last.toLowerCase());
}
const verb = (line) => (several(nodes[line.from]) ? classOf[line.class].plural : classOf[line.class].verb);
const sentence = (i) => `${nodes[lines[i].from].label} ${verb(lines[i])} ${nodes[lines[i].to].label}`;
