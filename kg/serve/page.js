"use strict";
// Every value of the store reaches the page by textContent: a word of an article is never markup.
const at = (id) => document.getElementById(id);
const ROWS_SHOWN = 2000; // more rows make the page slow; CSV holds them all
let questions = [];

function say(text, error) {
  at("status").textContent = text;
  at("status").className = error ? "error" : "";
}

function line(table, kind, texts) {
  const row = table.insertRow();
  for (const text of texts) {
    const cell = document.createElement(kind);
    cell.textContent = text;
    row.append(cell);
  }
}

function choose() {
  const q = questions.find((one) => one.name === at("question").value);
  at("about").textContent = q ? q.question : "";
  at("parameters").replaceChildren();
  if (!q) return;
  at("query").value = q.sparql;
  for (const text of q.parameters) {
    const item = document.createElement("li");
    item.textContent = text;
    at("parameters").append(item);
  }
  if (q.parameters.length) {
    const item = document.createElement("li");
    item.textContent = "To use one, remove “#? NAME ” at the start of its lines and put values between the braces: { topic:thaad-deployment }";
    at("parameters").append(item);
  }
}

async function ask() {
  say("asking …");
  at("ask").disabled = true;
  const began = performance.now();
  try {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" },
      body: at("query").value,
    });
    const text = await answer.text();
    at("results").replaceChildren();
    at("graph").hidden = true;
    if (!answer.ok) {
      say(text.trim(), true);
      return;
    }
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    if ((answer.headers.get("Content-Type") || "").startsWith("text/turtle")) {
      at("graph").textContent = text;
      at("graph").hidden = false;
      say(took);
      return;
    }
    const found = JSON.parse(text);
    if ("boolean" in found) {
      say(found.boolean ? `yes, ${took}` : `no, ${took}`);
      return;
    }
    const columns = found.head.vars;
    const rows = found.results.bindings;
    line(at("results"), "th", columns);
    for (const row of rows.slice(0, ROWS_SHOWN)) {
      line(at("results"), "td", columns.map((c) => (row[c] ? row[c].value : "")));
    }
    say(`${rows.length} rows, ${took}` + (rows.length > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : ""));
  } catch (error) {
    say(`no answer from the server: ${error.message}`, true);
  } finally {
    at("ask").disabled = false;
  }
}

at("ask").addEventListener("click", ask);
at("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
});
at("question").addEventListener("change", choose);
fetch("/questions.json").then((answer) => answer.json()).then((found) => {
  questions = found;
  for (const q of found) at("question").append(new Option(q.title, q.name));
});
