"use strict";
// Every value of the store reaches the page by textContent: a word of an article is never markup.
const at = (id) => document.getElementById(id);
const ROWS_SHOWN = 2000; // more rows make the page slow; CSV holds them all
const LONG = 60; // characters from which a column needs room to be read
const SHORT = 24; // characters up to which it stays on one line: dates, acts, document ids
const NAMES_OFFERED = 2000; // as many as a list of suggestions holds
// what is offered for a parameter of a type
const OFFERED = {
  actor: "?x a dem:Actor ; skos:prefLabel ?label",
  topic: "?x a dem:Topic ; skos:prefLabel ?label",
  system: "?x a dem:System ; skos:prefLabel ?label",
  stance: "?x a dem:Stance ; skos:prefLabel ?label",
  act: "?x a dem:SpeechAct ; skos:prefLabel ?label",
  kind: "?x a dem:UnresolvedKind ; skos:prefLabel ?label",
  outlet: "?article dem:outlet ?x BIND(?x AS ?label)",
  article: "?article dem:documentId ?x OPTIONAL { ?article dcterms:title ?label }",
};
let questions = [];
let chosen = null; // the question whose SPARQL stands in the field, unless somebody has written there
let written = false;
let shown = null; // columns and rows of the last answer

function say(text, error) {
  at("status").textContent = text;
  at("status").className = error ? "error" : "";
}

async function sparql(query) {
  const answer = await fetch("/sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" },
    body: query,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  const isGraph = (answer.headers.get("Content-Type") || "").startsWith("text/turtle");
  return isGraph ? { turtle: text } : JSON.parse(text);
}

// the identifier of an IRI of ours as the command line writes it: what follows "/actor/", "/topic/", "#"
const identifier = (value) => decodeURI(value.split(/[/](?:actor|topic|system)[/]|#/).pop());

async function offer(type) {
  if (!(type in OFFERED) || at(`names-${type}`)) return;
  const list = document.createElement("datalist");
  list.id = `names-${type}`;
  document.body.append(list);
  const found = await sparql(`SELECT DISTINCT ?x ?label { ${OFFERED[type]} } ORDER BY ?label LIMIT ${NAMES_OFFERED}`);
  for (const row of found.results.bindings) {
    const option = new Option(row.label ? row.label.value : "", row.x.type === "uri" ? identifier(row.x.value) : row.x.value);
    list.append(option);
  }
}

function field(parameter) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const help = document.createElement("small");
  input.name = parameter.name;
  input.type = parameter.type === "date" ? "date" : "text";
  input.required = parameter.required;
  if (parameter.default !== null) input.placeholder = parameter.default;
  if (parameter.type in OFFERED) {
    input.setAttribute("list", `names-${parameter.type}`);
    input.addEventListener("focus", () => offer(parameter.type).catch(() => {}), { once: true });
  }
  input.addEventListener("input", () => { written = false; });
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") ask(); });
  help.textContent = parameter.description + (parameter.required ? " (needed)" : "");
  label.append(parameter.name.replaceAll("_", " "), input, help);
  return label;
}

function choose() {
  chosen = questions.find((one) => one.name === at("question").value) || null;
  written = false;
  at("about").textContent = chosen ? chosen.question : "";
  at("parameters").replaceChildren(...(chosen ? chosen.parameters.map(field) : []));
  at("own").open = !chosen;
  if (chosen) at("query").value = "";
  say("");
}

// The SPARQL of the chosen question with the values of its fields; null, and said so, where one is missing.
async function bound() {
  const fields = [...at("parameters").querySelectorAll("input")];
  const missing = fields.filter((input) => input.required && !input.value.trim());
  for (const input of fields) input.setAttribute("aria-invalid", missing.includes(input));
  if (missing.length) {
    say(`this question needs ${missing.map((input) => input.name).join(" and ")}`, true);
    missing[0].focus();
    return null;
  }
  const given = new URLSearchParams({ name: chosen.name });
  for (const input of fields) if (input.value.trim()) given.append(input.name, input.value.trim());
  const answer = await fetch(`/question?${given}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text.trim());
  return text;
}

// document id -> where the article stands on the web, for the articles of an answer
async function addresses(columns, rows) {
  const docs = new Set(rows.flatMap((row) => columns.filter(isDoc).map((c) => row[c] && row[c].value)).filter(Boolean));
  if (!docs.size) return new Map();
  const values = [...docs].map((doc) => JSON.stringify(doc)).join(" ");
  const found = await sparql(`SELECT ?doc ?url { VALUES ?doc { ${values} } ?a dem:documentId ?doc ; schema:url ?url }`);
  return new Map(found.results.bindings.map((row) => [row.doc.value, row.url.value]));
}

const isDoc = (column) => column === "doc" || column.endsWith("_doc");

function isOnTheWeb(address) {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

function cell(row, kind, text, address) {
  const made = document.createElement(kind);
  if (address && isOnTheWeb(address)) {
    const link = document.createElement("a");
    link.href = address;
    link.rel = "noopener noreferrer";
    link.textContent = text;
    made.append(link);
  } else {
    made.textContent = text;
  }
  row.append(made);
  return made;
}

function draw() {
  const table = at("results");
  table.replaceChildren();
  if (!shown) return;
  const { iris, rows, urls } = shown;
  const kept = shown.columns.filter((c) => at("iris").checked || !iris.includes(c));
  const columns = kept.length ? kept : shown.columns;
  const values = rows.map((row) => columns.map((c) => (row[c] ? row[c].value : "")));
  const width = columns.map((_, i) => values.reduce((most, row) => Math.max(most, row[i].length), 0));
  const head = table.createTHead().insertRow();
  columns.forEach((c, i) => {
    const made = cell(head, "th", c.replaceAll("_", " "));
    made.scope = "col";
    made.classList.toggle("long", width[i] > LONG);
  });
  const body = table.createTBody();
  for (const texts of values) {
    const row = body.insertRow();
    columns.forEach((c, i) => {
      const address = c === "url" ? texts[i] : isDoc(c) ? urls.get(texts[i]) : null;
      cell(row, "td", texts[i], address).classList.toggle("short", width[i] <= SHORT);
    });
  }
}

async function ask() {
  if (at("ask").disabled) return;
  at("ask").disabled = true;
  const began = performance.now();
  const question = chosen;
  try {
    if (question && !written) {
      const text = await bound();
      if (text === null) return;
      at("query").value = text;
    }
    say("asking …");
    const found = await sparql(at("query").value);
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    shown = null;
    at("graph").hidden = !found.turtle;
    at("graph").textContent = found.turtle || "";
    if (found.turtle !== undefined) {
      say(took);
    } else if ("boolean" in found) {
      say(found.boolean ? `yes, ${took}` : `no, ${took}`);
    } else {
      const columns = found.head.vars;
      const all = found.results.bindings;
      const rows = all.slice(0, ROWS_SHOWN);
      shown = { columns, rows, urls: await addresses(columns, rows), iris: question ? question.iris : [] };
      say(`${all.length} ${all.length === 1 ? "row" : "rows"}, ${took}` + (all.length > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : ""));
    }
    at("switch").hidden = !shown || !shown.columns.some((c) => shown.iris.includes(c));
    draw();
  } catch (error) {
    say(error.message, true);
  } finally {
    at("ask").disabled = false;
  }
}

at("ask").addEventListener("click", ask);
at("iris").addEventListener("change", draw);
at("query").addEventListener("input", () => { written = true; });
at("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});
at("question").addEventListener("change", choose);
fetch("/questions.json").then((answer) => answer.json()).then((found) => {
  questions = found;
  for (const q of found) at("question").append(new Option(q.title, q.name));
});
