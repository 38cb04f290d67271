/* The buttons around the drawing, and the first picture. */
function setUpButtons() {
  $("limit-button").addEventListener("click", () => { state.all = !state.all; refresh(); whole(); });
  $("show-graph").addEventListener("click", () => showView(false));
  $("show-table").addEventListener("click", () => showView(true));
  $("skip").addEventListener("click", (event) => { event.preventDefault(); showView(true); $("table-view").focus(); });
  $("closer").addEventListener("click", () => zoom(1.3));
  $("farther").addEventListener("click", () => zoom(1 / 1.3));
  $("whole").addEventListener("click", whole);
  const sheet = $("filters");
  const sides = () => { sheet.open = !narrow.matches; };
  narrow.addEventListener("change", sides);
  sides();
  sheet.addEventListener("toggle", () => { if (narrow.matches && sheet.open && state.chosen) choose(null); }); // one sheet at a time
  dark.addEventListener("change", () => { legend(); refresh(); showPanel(); });
}

setUpFilters();
setUpButtons();
setUpSearch();
setUpExport();
setUpKeyboard();
refresh();
showPanel();
whole();
readLink();
window.addEventListener("hashchange", readLink);
new ResizeObserver(() => { if (!touched) whole(); }).observe(container);
/* For scripts and tests: what is shown, and the engine. */
window.demarche = { network, data: page, lines, nodes, places, sizes, bends, via, arrowTip, get view() { return view; }, get labels() { return labels; }, state, choose, svg: svgText, csv: csvText };
document.body.dataset.ready = "true";
