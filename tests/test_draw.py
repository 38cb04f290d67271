"""The HTML page: one file, no request, hostile text inert, and used as a reader uses it, in headless Chromium."""

from __future__ import annotations

import csv
import json
import os
import re
import xml.etree.ElementTree as ET
from itertools import combinations

import networkx as nx
import pytest

from kg.cli import main
from kg.draw import CLASSES, ROW, SPARE, counted, cut, html, write_html
from kg.draw.layout import layout
from kg.errors import InputError
from kg.project import network
from tests import graphs

# --- the file --------------------------------------------------------------------------------------------------


def embedded(text):
    """The data of a page."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])


@pytest.fixture(scope="module")
def overview():
    return network(graphs.loaded(graphs.small()))


def test_equal_networks_give_equal_bytes(overview, tmp_path):
    first = write_html(overview, tmp_path / "a.html").read_bytes()
    assert first == html(network(graphs.loaded(graphs.small()))).encode()
    assert b"\r" not in first


def test_writes_one_file_and_nothing_else(overview, tmp_path, monkeypatch):
    """pyvis, left alone, writes a folder of libraries into the working directory."""
    monkeypatch.chdir(tmp_path)
    write_html(overview, "graph.html")
    assert os.listdir(tmp_path) == ["graph.html"]


def test_what_is_printed_is_what_the_page_counts():
    make = graphs.Maker()
    one, other = make.actor("avaria", "Avaria"), make.actor("borduria", "Borduria")
    article = make.article("a", "It warned. It blamed.")
    for words, act in (("It warned", "warn"), ("It blamed", "criticise")):
        make.say(article, words, [one], act=act, targets=[other])
    graph = network(graphs.loaded(make.dataset), "targets")
    assert graph.number_of_edges() == 2
    assert counted(graph) == "1 line between 2 nodes, 2 statements"
    page = embedded(html(graph))
    assert (len(page["edges"]), len(page["nodes"])) == (1, 2)


def test_a_place_that_cannot_be_written_is_named(overview, tmp_path):
    with pytest.raises(InputError, match=r"no.x\.html: cannot be written"):
        write_html(overview, tmp_path / "no" / "x.html")


def test_the_policy_allows_only_what_stands_in_the_file(overview):
    head = html(overview).split("<style>")[0]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', head)[1]
    assert policy.startswith("default-src &#39;none&#39;;")
    assert policy.count("sha256-") == 3 and "unsafe" not in policy


def test_nothing_of_the_data_is_markup(tmp_path):
    text = html(network(graphs.loaded(graphs.hostile())), title=graphs.HOSTILE_LABEL)
    assert "<img" not in text and "<script>window" not in text
    assert text.count("\n<script") == 3 and text.count("</script>") == 3
    assert "\u202e" not in text.split('id="data"')[1]


def test_parallel_lines_bend_and_others_are_straight():
    graph = nx.MultiDiGraph()
    for key, (u, v) in {"support": ("a", "b"), "oppose": ("a", "b"), "neutral": ("a", "c")}.items():
        graph.add_edge(u, v, key=key, stance=key, weight=1, statements=())
    lines = embedded(html(graph))["page"]["lines"]
    assert [line["bend"] for line in lines] == [-0.11, 0.11, 0]


def test_acts_between_one_pair_are_one_line():
    graph = nx.MultiDiGraph()
    for act in ("warn", "criticise"):
        graph.add_edge("a", "b", key=f"target:{act}", relation="target", act=act, weight=2, statements=())
    assert len(embedded(html(graph))["edges"]) == 1


def test_kinds_of_line_differ_without_colour():
    """Where two kinds meet in one drawing, their dash patterns differ, and a colour has 3:1 against its ground."""

    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    def contrast(a, b):
        low, high = sorted((luminance(a), luminance(b)))
        return (high + 0.05) / (low + 0.05)

    together = [c for c in CLASSES if c.id in ("support", "oppose", "neutral", "target", "addressee")]
    assert len({c.dash for c in together} | {dash for _, _, dash in SPARE}) == len(together) + len(SPARE)
    for light, dark in [(c.light, c.dark) for c in CLASSES] + [(light, dark) for light, dark, _ in SPARE]:
        assert contrast(light, "#ffffff") >= 3 and contrast(dark, "#14181f") >= 3


LABELS = [
    ("China", "China"),
    ("deployment of THAAD in South Korea", "deployment of THAAD\nin South Korea"),
    ("x" * 60, "x" * (ROW - 1) + "…"),
    ("  two \n words ", "two words"),
    ("", ""),
]


@pytest.mark.parametrize(("label", "short"), LABELS)
def test_labels_are_cut_for_the_drawing(label, short):
    assert cut(label) == short
    assert all(len(row) <= ROW for row in cut(label * 9).split("\n"))


def test_a_layout_is_repeatable_and_free_of_overlap():
    graph = nx.gnm_random_graph(60, 130, seed=3)
    labels = {str(n): f"node number {n}" for n in range(66)}
    lines = [(str(u), str(v), 1.0 + (u + v) % 5) for u, v in sorted(graph.edges)]
    radius = {node: 60.0 if node == "0" else 10.0 for node in labels}
    places = layout(labels, radius, lines, 100)
    assert places == layout(labels, radius, lines, 100)
    assert set(places) == set(labels)
    assert all(isinstance(x, int) for place in places.values() for x in place)
    for (n, a), (m, b) in combinations(places.items(), 2):
        reach = radius[n] + radius[m]
        assert abs(a[0] - b[0]) > max(80, reach) or abs(a[1] - b[1]) > 20 + reach


# --- kg view and kg demo ---------------------------------------------------------------------------------------


def kg(*words):
    with pytest.raises(SystemExit) as stop:
        main([str(w) for w in words])
    return stop.value.code


def test_kg_view_writes_the_overview_and_says_where(tmp_path, capsys, monkeypatch):
    store = graphs.stored(graphs.small(), tmp_path / "store")
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    monkeypatch.chdir(tmp_path)
    assert kg("view", "--store", store, "--since", "2030") == 0
    assert "overview: nothing in the store fits since 2030-01-01\n" in capsys.readouterr().err
    assert kg("view", "--store", store) == 0
    assert capsys.readouterr().out == "graph.html\n" and not opened
    assert len(embedded((tmp_path / "graph.html").read_text(encoding="utf-8"))["edges"]) == 12
    more = ("-o", "c.html", "--actor", "russia", "--title", "A & B", "--open")
    assert kg("view", "congruence", "--store", store, *more) == 0
    text = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert len(embedded(text)["edges"]) == 1 and "<title>A &amp; B</title>" in text
    assert opened == [(tmp_path / "c.html").as_uri()]
    assert kg("view", "--store", store, "--min-confidence", "0.9", "-o", "sure.html") == 0
    assert embedded((tmp_path / "sure.html").read_text(encoding="utf-8"))["edges"] == []
    assert kg("view", "--store", store, "--min-confidence", "2") == 2


def test_kg_demo_goes_the_whole_way_and_again(tmp_path, capsys):
    place = tmp_path / "demo"
    assert kg("demo", place) == 0
    out, err = capsys.readouterr()
    assert "China" in out and "oppose" in out
    assert str(place / "graph.html") in err and "kg query" in err
    first = (place / "graph.html").read_bytes()
    assert len(embedded(first.decode())["edges"]) > 20
    assert kg("demo", place) == 0
    assert "0 new, 0 replaced" in capsys.readouterr().err
    assert (place / "graph.html").read_bytes() == first


def test_kg_demo_leaves_what_is_not_its_own(tmp_path, capsys):
    (tmp_path / "graph.html").write_text("mine", encoding="utf-8")
    assert kg("demo", tmp_path) == 2
    assert "holds files that are not of a demo" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["graph.html"] and (tmp_path / "graph.html").read_text() == "mine"
    assert kg("demo", tmp_path / "graph.html") == 2


# --- the page in a browser -------------------------------------------------------------------------------------


@pytest.fixture
def visit(browser, tmp_path):
    """Opens the page of a network; at the end, it must have asked for nothing and complained of nothing."""
    contexts, requests, complaints = [], [], []

    def go(graph, *, width=1400, height=860, scheme="light", **options):
        path = write_html(graph, tmp_path / "graph.html", **options)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, offline=True, accept_downloads=True,
            reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: requests.append(r.url))
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("dialog", lambda d: (complaints.append(f"dialog {d.message}"), d.dismiss()))
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]", timeout=30000)
        page.wait_for_timeout(100)
        page.screenshot(path=tmp_path / f"page-{width}-{scheme}.png")
        return page

    go.complaints = complaints
    yield go
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith(("file://", "blob:", "data:"))] == []
    assert sum(url.startswith("file://") for url in requests) == len(contexts)
    assert complaints == []


def spot(page, script):
    """Where on the screen a point of the drawing is; ``script`` gives it in the drawing's own measure."""
    at = page.evaluate(f"demarche.network.canvasToDOM({script})")
    box = page.locator("#network").bounding_box()
    return box["x"] + at["x"], box["y"] + at["y"]


def node(page, label):
    return page.evaluate("label => demarche.nodes.findIndex((n) => n.label === label)", label)


def line(page, source, kind, end):
    return page.evaluate(
        "([a, k, b]) => demarche.lines.findIndex((l) => demarche.nodes[l.from].label === a && l.class === k"
        " && demarche.nodes[l.to].label === b)",
        [source, kind, end],
    )


THAAD = "deployment of THAAD in South Korea"


def test_a_click_on_a_line_shows_its_words(visit, overview):
    page = visit(overview)
    chosen = line(page, "China", "oppose", THAAD)
    # a third of the way: another line crosses elsewhere
    third = f"(() => {{ const l = demarche.lines[{chosen}], [a, b] = [demarche.places[l.from], demarche.places[l.to]];"
    page.mouse.click(*spot(page, third + " return { x: a.x + (b.x - a.x) / 3, y: a.y + (b.y - a.y) / 3 }; })()"))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == f"China opposes {THAAD}"
    assert panel.locator("blockquote").count() == 3
    first = panel.locator(".card").first
    assert first.locator("mark").inner_text() == "The step would harm the security of the region."
    assert first.locator("blockquote").inner_text() == 'Wang said: "The step would harm the security of the region."'
    told = first.inner_text()
    for text in ("Wang Yi", "China", "United States", "2016-02-12", "weekday", "warn", "The Strait Courier", "12–59"):
        assert text in told
    link = first.locator("a[target]")
    assert link.inner_text() == "Beijing warns of a step too far"
    assert link.get_attribute("href") == "https://example.org/one"
    assert "noopener" in link.get_attribute("rel")


def test_a_click_on_a_node_shows_its_lines_and_words(visit, overview):
    page = visit(overview)
    page.mouse.click(*spot(page, f"demarche.places[{node(page, 'Russia')}]"))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Russia"
    assert panel.locator(".ties li").count() == 3
    assert panel.locator("blockquote").count() == 2
    assert "Moscow joins the critics" in panel.inner_text()
    panel.locator(".ties button").first.click()
    assert "Russia" in panel.locator("h2").inner_text()
    panel.locator(".close").click()
    assert panel.locator("blockquote").count() == 0


def test_a_click_on_a_label_chooses_its_node(visit, overview):
    page = visit(overview)
    korea = node(page, "North Korea")
    at = page.evaluate(
        "i => { const o = demarche.network.canvasToDOM({ x: 0, y: 0 }), b = demarche.labels.find((l) => l.node === i);"
        " return [(b.x0 + b.x1) / 2 + o.x, b.y1 - 3 + o.y]; }",
        korea,
    )
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + at[0], box["y"] + at[1])
    assert page.locator("#panel h2").inner_text() == "North Korea"


def settle(page):
    """Waits until what a filter set off is drawn: the page gathers changes until the next frame."""
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r))))")


def status(page):
    settle(page)
    return page.locator("#status").inner_text()


def test_filters_change_the_counts(visit, overview):
    page = visit(overview)
    assert status(page) == "12 lines between 9 nodes, 12 statements"
    page.get_by_label("opposes").uncheck()
    assert status(page).startswith("10 lines between 9 nodes, 10 statements (of 12 lines")
    page.click("#reset")
    assert status(page) == "12 lines between 9 nodes, 12 statements"
    page.get_by_label("unnamed source").uncheck()
    assert status(page).startswith("11 lines between 8 nodes")
    page.click("#reset")
    page.select_option("#topic", label="six-party talks")
    assert status(page).startswith("2 lines between 3 nodes, 2 statements")
    page.click("#reset")
    page.select_option("#act", "criticise")
    assert status(page).startswith("3 lines between 4 nodes, 2 statements")
    page.click("#reset")
    page.select_option("#outlet", "Harbour Post")
    assert status(page).startswith("6 lines")
    page.click("#reset")
    page.fill("#least", "3")
    assert status(page).startswith("1 line between 2 nodes, 3 statements")
    page.fill("#least", "9")
    assert status(page).startswith("0 lines")
    page.get_by_text("No line passes these filters.").wait_for()
    page.locator("#nothing button").click()
    assert status(page) == "12 lines between 9 nodes, 12 statements"


def test_the_dates_bound_what_is_shown_and_what_is_read(visit, overview):
    page = visit(overview)
    page.mouse.click(*spot(page, f"demarche.places[{node(page, 'China')}]"))
    assert page.locator("#panel blockquote").count() == 7
    page.locator("#from").focus()
    page.keyboard.press("End")
    settle(page)
    assert page.locator("#from-date").input_value() == "2016-07-09"
    assert status(page).startswith("1 line between 2 nodes, 1 statement")
    assert "left out" in page.locator("#undated").inner_text()
    assert "0 of 7 statements pass the filters" in page.locator("#panel").inner_text()


def test_search_finds_names_and_words(visit, overview):
    page = visit(overview)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("russ")
    assert page.locator("#matches li").first.inner_text().startswith("Russia")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Russia"
    page.fill("#search", "defensive")
    page.keyboard.press("Enter")
    assert page.locator("#panel mark.hit").inner_text() == "defensive"
    page.fill("#search", "zzz")
    assert page.locator("#matches").inner_text() == "Nothing found"
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""


def test_the_keyboard_walks_reads_and_leaves(visit, overview):
    page = visit(overview)
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").inner_text()
    for key in ("ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    seen = page.locator("#panel h2").inner_text()
    assert first and seen
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("demarche.state.chosen") is None
    assert page.evaluate("document.activeElement.id") == "network"


def test_the_table_holds_the_same_data(visit, overview):
    page = visit(overview)
    page.click("#show-table")
    rows = page.locator("#table-view tbody tr")
    assert rows.count() == 12
    assert "China" in rows.first.inner_text() and "opposes" in rows.first.inner_text()
    page.locator("#table-view thead button").first.click()
    assert page.locator("#table-view th").first.get_attribute("aria-sort") == "ascending"
    rows.first.get_by_role("button").click()
    assert page.locator("#panel blockquote").count() == 3 or page.locator("#panel blockquote").count() == 1
    assert page.evaluate("document.activeElement.id") == "panel"
    page.get_by_role("checkbox", name="supports").uncheck()
    settle(page)
    assert rows.count() == 6


def test_hostile_text_stays_text(visit):
    page = visit(network(graphs.loaded(graphs.hostile())), title=graphs.HOSTILE_LABEL)
    assert page.locator("h1").inner_text().startswith("<img src=x")
    page.evaluate("demarche.choose({ line: 0 })")
    card = page.locator(".card")
    assert card.locator("blockquote mark").text_content() == graphs.HOSTILE_WORDS
    assert card.locator("a[target]").count() == 0  # its address is no web address
    assert graphs.HOSTILE_LABEL in card.text_content()
    page.evaluate("demarche.choose({ node: 0 })")
    page.click("#show-table")
    page.fill("#search", "<")
    assert page.locator("#matches li").count() >= 2
    page.mouse.move(*(100, 300))
    assert page.evaluate("typeof window.__pwned") == "undefined"
    assert page.locator("main img, main script, main iframe").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('blockquote bdi')).unicodeBidi").startswith("isolate")


def test_the_policy_stops_a_script_that_got_in(visit, overview):
    page = visit(overview)
    ran = page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.__pwned = 9';"
        " document.addEventListener('securitypolicyviolation', (e) => { window.stopped = e.violatedDirective; });"
        " document.body.append(s);"
        " return new Promise((r) => setTimeout(() => r([typeof window.__pwned, window.stopped]), 50)); }"
    )
    assert ran[0] == "undefined" and ran[1].startswith("script-src")
    assert any("Content Security Policy" in text for text in visit.complaints)
    visit.complaints.clear()


def test_a_large_network_opens_on_its_strongest_lines(visit):
    page = visit(network(graphs.loaded(graphs.many())))
    assert status(page).startswith("150 lines")
    assert "The strongest 150 of" in page.locator("#limit").inner_text()
    page.click("#limit-button")
    assert int(status(page).split()[0]) > 500
    page.click("#limit-button")
    assert status(page).startswith("150 lines")
    boxes = page.evaluate("demarche.labels.map((b) => [b.x0, b.x1, b.y0, b.y1])")
    assert len(boxes) > 20
    for a, b in combinations(boxes, 2):
        assert not (a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3])


def test_a_weak_node_is_shown_when_it_is_sought(visit):
    page = visit(network(graphs.loaded(graphs.many())))
    weak = page.evaluate("demarche.nodes.findIndex((_, i) => !demarche.view.nodes.has(i))")
    page.evaluate("i => demarche.choose({ node: i })", weak)
    assert page.evaluate("i => demarche.view.nodes.has(i)", weak)
    assert page.locator("#panel .ties li").count() >= 1


def test_congruence_counts_topics(visit):
    page = visit(network(graphs.loaded(graphs.small()), "congruence"))
    chosen = line(page, "China", "congruence", "Russia")
    page.evaluate("i => demarche.choose({ line: i })", chosen)
    assert "Normalised weight 0.8" in page.locator("#panel").inner_text()
    assert page.evaluate("i => demarche.view.counts[i]", chosen) == 2
    page.select_option("#outlet", "The Strait Courier")
    settle(page)
    assert page.evaluate("i => demarche.view.counts[i]", chosen) == 2
    page.select_option("#outlet", "Harbour Post")
    settle(page)
    assert page.evaluate("i => demarche.view.counts[i]", chosen) == 0


def test_a_page_by_saying_counts_what_is_reported_again_once(visit):
    page = visit(network(graphs.loaded(graphs.small()), "positions", by="saying"))
    chosen = line(page, "China", "oppose", "deployment of THAAD in South Korea")
    assert page.evaluate("i => demarche.view.counts[i]", chosen) == 2
    page.evaluate("i => demarche.choose({ line: i })", chosen)
    first = page.locator("#panel .card").first.inner_text()
    assert "weigh it with care" in first and page.locator("#panel .card").count() == 2
    assert "Also reported" not in first  # the other report stands in the same article
    assert page.locator("#least-label").inner_text() == "Sayings on a line, at least"


def test_an_empty_network_says_so(visit):
    page = visit(network(graphs.loaded(graphs.small()), "positions", min_weight=99))
    assert "This network is empty" in page.locator("#nothing").inner_text()
    assert "min_weight: 99" in page.locator("#nothing").inner_text()


def saved(page, button, path):
    """What a button of the Save menu writes."""
    page.click("#save summary")
    with page.expect_download() as waiting:
        page.click(button)
    waiting.value.save_as(path)
    return waiting.value.suggested_filename


def test_pictures_are_saved_with_their_context(visit, overview, tmp_path):
    page = visit(overview, scheme="dark")
    page.select_option("#act", "criticise")
    settle(page)
    name = saved(page, "#svg", tmp_path / "x.svg")
    assert name == "positions-of-actors-on-topics-and-who-speaks-against-whom.svg"
    root = ET.parse(tmp_path / "x.svg").getroot()
    text = " ".join(root.itertext())
    assert "3 lines between 4 nodes, 2 statements" in text and "said from 2016-07-08 to 2016-07-09" in text
    assert "Speech act: criticise" in text
    assert root.find("{*}rect").get("fill") == "#ffffff"  # for print, though the screen is dark
    drawing, legend = root.findall("{*}g")
    assert len(drawing.findall("{*}path")) == 3 + 2  # lines and arrow heads
    words = " ".join(legend.itertext())
    assert "opposes" in words and "speaks against" in words and "state" in words and "topic" in words
    assert "supports" not in words
    assert len(legend.findall("{*}g/{*}path")) == 1  # the arrow head of "speaks against"
    saved(page, "#png", tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_the_table_is_saved_as_csv(visit, overview, tmp_path):
    page = visit(overview)
    assert saved(page, "#csv", tmp_path / "x.csv").endswith(".csv")
    with open(tmp_path / "x.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 12
    assert [rows[0][k] for k in ("From", "Line", "To", "Statements", "First")] == [
        "China", "opposes", THAAD, "3", "2016-02-12",
    ]  # fmt: skip
    assert len(rows[0]["Statements behind"].split()) == 3


def test_a_cell_that_would_be_a_formula_is_text(visit):
    make = graphs.Maker()
    actor, topic = make.actor("a", "=1+1"), make.topic("t", "T")
    make.say(make.article("a", "words"), "words", [actor], stances=[(topic, "oppose")])
    assert "'=1+1,opposes" in visit(network(make.dataset, "positions")).evaluate("demarche.csv()")


def test_a_citation_is_copied(visit, overview):
    page = visit(overview)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("i => demarche.choose({ line: i })", line(page, "China", "oppose", THAAD))
    page.get_by_role("button", name="Copy citation").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“The step would harm the security of the region.” — Wang Yi for China, 2016-02-12.")
    assert "“Beijing warns of a step too far”, The Strait Courier, 2016-02-13." in copied
    assert "https://example.org/one [characters 12–59; https://w3id.org/demarche/id/statement/one-" in copied


def test_dark_mode_follows_the_system(visit, overview):
    page = visit(overview, scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 31)"
    page.emulate_media(color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_narrow_screen_is_usable(visit, overview):
    page = visit(overview, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#panel").is_hidden()
    page.mouse.click(*spot(page, f"demarche.places[{node(page, 'China')}]"))
    assert page.locator("#panel").is_visible()
    assert page.locator("#network").bounding_box()["height"] > 150
    page.locator("#panel .close").click()
    assert page.locator("#panel").is_hidden()
    page.locator("#filters summary").click()
    page.get_by_label("opposes").uncheck()
    assert status(page).startswith("10 lines")
    page.locator("#filters summary").click()
    page.click("#show-table")
    assert page.locator("#table-view tbody tr").count() == 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


# --- what the page promises ------------------------------------------------------------------------------------


def shown_hits(page, query):
    page.fill("#search", query)
    return page.locator("#matches li").all_inner_texts()


def choose(page, label):
    page.evaluate("i => demarche.choose({ node: i })", node(page, label))


@pytest.mark.parametrize("topic", ["thaad", "missile-defence", "six-party-talks"])
@pytest.mark.parametrize("name", ["overview", "congruence"])
def test_the_topic_filter_shows_what_the_option_shows(visit, name, topic):
    """A topic with its narrower ones, also where the broader one has no line of its own; or a system."""
    store = graphs.loaded(graphs.small())
    asked = network(store, name, topic=topic)
    page = visit(network(store, name))
    labels = {"thaad": "THAAD", "missile-defence": "missile defence", "six-party-talks": "six-party talks"}
    page.select_option("#topic", label=labels[topic])
    statements = {s.iri for *_, data in asked.edges(data=True) for s in data["statements"]}
    found = re.match(r"(\d+) lines? between (\d+) nodes, (\d+) statement", status(page))
    assert [int(n) for n in found.groups()] == [asked.number_of_edges(), len(asked), len(statements)]
    groups = page.locator("#topic optgroup")
    assert [g.get_attribute("label") for g in groups.all()] == ["Topics", "Systems"]
    assert groups.last.locator("option").all_inner_texts() == ["THAAD"]


def test_search_finds_speakers_other_names_and_outlets(visit, overview):
    page = visit(overview)
    assert shown_hits(page, "wang yi")[0].startswith("Wang Yi person, speaks for China, in 3 statements")
    page.keyboard.press("Enter")
    panel = page.locator("#panel").inner_text()
    assert "speaks for China (3 statements)" in panel and "Said by Wang Yi (3)" in panel
    assert shown_hits(page, "u.s.")[0] == "United States state, also U.S."
    assert "Harbour Post outlet, 6 statements" in shown_hits(page, "harbour")
    page.keyboard.press("Enter")
    assert page.locator("#panel blockquote").count() == 6


def test_search_takes_curly_and_straight_marks_for_one(visit):
    make = graphs.Maker()
    actor, topic = make.actor("a", "People’s Party"), make.topic("t", "T")
    article = make.article("a", "It is China’s right – so he said.")
    make.say(article, "China’s right – so", [actor], stances=[(topic, "oppose")])
    page = visit(network(make.dataset, "positions"))
    assert shown_hits(page, "people's")[0].startswith("People’s Party")
    assert shown_hits(page, "china's right - so") == ["1 statement holds “china's right - so”"]
    page.keyboard.press("Enter")
    assert page.locator("#panel mark.hit").inner_text() == "China’s right – so"


def test_a_hit_that_a_filter_hides_says_so_and_can_be_shown(visit, overview):
    page = visit(overview)
    states = page.locator("#kinds input[value=state]")
    states.uncheck()
    settle(page)
    assert shown_hits(page, "russia")[0] == "Russia state hidden by filter: state – show"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Russia" and states.is_checked()
    page.get_by_label("opposes").uncheck()
    settle(page)
    assert shown_hits(page, "any such battery")[0].startswith("1 statement holds")  # it is on an arrow too
    assert "hidden by the filters – show" in shown_hits(page, "firmly against")[0]


def test_the_page_says_how_much_of_the_store_it_shows(visit):
    page = visit(network(graphs.loaded(graphs.small()), "targets"))
    assert page.locator("#scope").inner_text() == "3 of 12 statements are in this picture."
    assert shown_hits(page, "zzz") == ["Nothing found", "3 of 12 statements are in this picture."]


def test_a_panel_tells_own_words_from_words_about(visit, overview):
    page = visit(overview)
    choose(page, "United States")
    titles = page.locator("#panel .said summary").all_inner_texts()
    assert titles == ["Said for United States (2)", "Said about or against United States (4)"]
    assert "United States speaks" not in page.locator("#panel").inner_text()
    assert "China speaks against United States" in page.locator("#panel").inner_text()
    page.locator("#panel .name-link", has_text="John Kerry").first.click()
    assert page.locator("#panel h2").inner_text() == "John Kerry"


def test_the_verb_agrees_with_several_speakers(visit):
    make = graphs.Maker()
    group, topic = make.actor("r", "Republicans", graphs.DEM.Organization), make.topic("t", "T")
    article = make.article("a", "one thing and another thing")
    make.say(article, "one thing", [group], stances=[(topic, "oppose")])
    make.say(article, "another thing", [make.actor("us", "United States")], stances=[(topic, "oppose")])
    page = visit(network(make.dataset, "positions"))
    page.click("#show-table")
    rows = page.locator("#table-view tbody tr").all_inner_texts()
    assert {" ".join(row.split()[:3]) for row in rows} == {"Republicans oppose T", "United States opposes"}


def unsure():
    """Two lines on one statement each, one of it weak, one a headline; and a sure line."""
    make = graphs.Maker()
    topic = make.topic("t", "T")
    article = make.article("a", "Oslo rejects the plan\n\nHe may object. She objects.", title="Oslo rejects the plan")
    said = {"oslo": ("rejects the plan", "0.9"), "he": ("may object", "0.3"), "she": ("objects", "0.9")}
    for name, (words, confidence) in said.items():
        make.say(article, words, [make.actor(name, name.title())], stances=[(topic, "oppose")], confidence=confidence)
    return network(make.dataset, "positions")


def test_lines_on_one_weak_statement_are_marked_and_can_be_hidden(visit):
    page = visit(unsure())
    weak, headline, sure = (line(page, name, "oppose", "T") for name in ("He", "Oslo", "She"))
    look = "i => { const e = demarche.network.body.edges[i].options; return [e.width, e.color.opacity]; }"
    assert page.evaluate(look, weak) == page.evaluate(look, headline) < page.evaluate(look, sure)
    page.evaluate("i => demarche.choose({ line: i })", weak)
    assert "Weak: one statement only, and its confidence is 0.3." in page.locator("#panel").inner_text()
    page.evaluate("i => demarche.choose({ line: i })", headline)
    assert "it stands in a headline" in page.locator("#panel").inner_text()
    page.get_by_label("one weak statement only").uncheck()
    assert status(page).startswith("1 line between")
    page.click("#reset")
    page.fill("#sure", "0.5")
    assert status(page).startswith("2 lines between")


def test_a_pair_on_opposite_sides_too_is_marked(visit):
    page = visit(network(graphs.loaded(graphs.small()), "congruence"))
    assert page.locator("#classes").inner_text().split("\n")[-2:] == ["also on opposite sides", "1"]
    page.evaluate("i => demarche.choose({ line: i })", line(page, "China", "congruence", "United States"))
    assert f"They also stand on opposite sides of {THAAD}." in page.locator("#panel").inner_text()


def test_the_legend_counts_what_passes(visit, overview):
    page = visit(overview)
    numbers = page.locator("#classes .number")
    assert numbers.all_inner_texts() == ["6", "2", "1", "3"]
    page.select_option("#topic", label="six-party talks")
    settle(page)
    assert numbers.all_inner_texts() == ["2", "0", "0", "0"]
    assert page.locator("#kinds .number").all_inner_texts() == ["2", "0", "1"]


def test_outlets_are_one_however_they_are_spelled(visit):
    make = graphs.Maker()
    china, topic = make.actor("china", "China"), make.topic("t", "T")
    for number, outlet in enumerate(["THE POST", "The Post", "Post", "The Post", ""]):
        article = make.article(f"a{number}", "words", published="2016-02-24", **({"outlet": outlet} if outlet else {}))
        make.say(article, "words", [china], stances=[(topic, "oppose")])
    page = visit(network(make.dataset, "positions"))
    assert page.locator("#outlet option").all_inner_texts() == ["all outlets", "The Post", "no outlet known"]
    page.select_option("#outlet", label="The Post")
    assert "4 statements" in status(page)
    page.select_option("#outlet", label="no outlet known")
    assert "1 statement (of" in status(page)
    page.evaluate("demarche.choose({ line: 0 })")
    facts = page.locator("#panel .card dl").inner_text().split("\n")
    assert facts[facts.index("Outlet") + 1] == "not known" and facts[facts.index("Published") + 1] == "2016-02-24"


def test_also_reported_names_other_articles_once(visit):
    make = graphs.Maker()
    china, topic = make.actor("china", "China"), make.topic("t", "T")
    said = []
    for doc in ("one", "two"):
        article = make.article(doc, "first words, second words", title=f"Title {doc}")
        said += [make.say(article, w, [china], stances=[(topic, "oppose")]) for w in ("first words", "second words")]
    for again in said[1:]:
        make.dataset.graph(graphs.URIRef(graphs.IDS.graph("one"))).add(
            (graphs.URIRef(again), graphs.DEM.saying, graphs.URIRef(said[0]))
        )
    make.dataset.graph(graphs.URIRef(graphs.IDS.graph("one"))).add(
        (graphs.URIRef(said[0]), graphs.DEM.saying, graphs.URIRef(said[0]))
    )
    page = visit(network(make.dataset, "positions"))
    page.evaluate("demarche.choose({ line: 0 })")
    facts = page.locator("#panel .card dl").first.inner_text().split("\n")
    assert facts[facts.index("Also reported") + 1] == "Title two"
    page = visit(network(make.dataset, "positions", by="saying"))
    page.evaluate("demarche.choose({ line: 0 })")
    assert page.locator("#panel .card").count() == 1 and page.evaluate("demarche.view.counts[0]") == 1


def test_copies_of_a_sentence_within_one_another_share_a_card(visit):
    make = graphs.Maker()
    china, topic = make.actor("china", "China"), make.topic("t", "T")
    article = make.article("a", "The envoy was quoted as saying that China objects.")
    for words in ("saying that China objects", "China objects"):
        make.say(article, words, [china], stances=[(topic, "oppose")])
    page = visit(network(make.dataset, "positions"))
    page.evaluate("demarche.choose({ line: 0 })")
    [card] = page.locator("#panel .card").all()
    assert card.locator("mark").inner_text() == "saying that China objects"
    assert "“China objects”" in card.inner_text()


CLEARANCE = """bent => {
  const d = demarche;
  let hits = 0;
  for (const i of d.view.shown) {
    const { from, to, bend } = d.lines[i], a = d.places[from], b = d.places[to], m = d.via(i, bent ? d.bends[i] : bend);
    const near = new Set();
    for (let t = 0.01; t < 1; t += 0.01) {
      const x = (1 - t) ** 2 * a.x + 2 * t * (1 - t) * m.x + t * t * b.x;
      const y = (1 - t) ** 2 * a.y + 2 * t * (1 - t) * m.y + t * t * b.y;
      for (const n of d.view.nodes) {
        if (n !== from && n !== to && Math.hypot(x - d.places[n].x, y - d.places[n].y) < d.sizes[n]) near.add(n);
      }
    }
    hits += near.size;
  }
  return hits;
}"""


def test_lines_bend_round_nodes_they_do_not_join(visit):
    page = visit(network(graphs.loaded(graphs.many())))
    straight, bent = page.evaluate(CLEARANCE, False), page.evaluate(CLEARANCE, True)
    assert straight > 20 and bent < straight / 4
    drawn = "i => { const s = demarche.network.body.edges[i].options.smooth; return s.enabled ? s.roundness : 0; }"
    for i in page.evaluate("[...demarche.view.shown].slice(0, 20)"):
        assert page.evaluate(drawn, i) == pytest.approx(abs(page.evaluate("i => demarche.bends[i]", i)))


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (390, 844)])
def test_the_heaviest_nodes_are_named_and_no_label_hides_an_arrowhead(visit, size):
    page = visit(network(graphs.loaded(graphs.many())), width=size[0], height=size[1])
    nameless = """() => { const d = demarche, named = new Set(d.labels.map((b) => b.node));
      return [...d.view.nodes].sort((a, b) => d.sizes[b] - d.sizes[a]).slice(0, 8).filter((i) => !named.has(i)); }"""
    assert page.evaluate(nameless) == []
    covered = """() => { const d = demarche, scale = d.network.getScale();
      return [...d.view.shown].filter((i) => d.lines[i].class === "target").filter((i) => {
        const t = d.arrowTip(i), x = (t.x - t.ux * t.long / 2) * scale, y = (t.y - t.uy * t.long / 2) * scale;
        return d.labels.some((b) => x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1);
      }).length; }"""
    assert page.evaluate(covered) == 0


def test_thick_lines_keep_their_dashes(visit):
    """Line ends are round: what is seen of a gap is its length less the width of the line."""
    make = graphs.Maker()
    china, topic = make.actor("china", "China"), make.topic("t", "T")
    article = make.article("a", " ".join(f"word{i}." for i in range(80)))
    for i in range(80):
        make.say(article, f"word{i}.", [china], stances=[(topic, "oppose")])
    page = visit(network(make.dataset, "positions"))
    look = page.evaluate("(() => { const o = demarche.network.body.edges[0].options; return [o.width, o.dashes]; })()")
    width, (on, gap) = look
    assert width > 8 and gap - width > width and on + width > 2 * width
    svg = page.evaluate("demarche.svg()")
    assert f'stroke-dasharray="{on:.1f} {gap:.1f}"' in svg and 'stroke-linecap="round"' in svg


def test_a_link_leads_to_a_node_a_line_or_a_statement(visit, overview):
    page = visit(overview)
    choose(page, "Russia")
    assert page.evaluate("location.hash").startswith("#node=https%3A%2F%2F")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("i => demarche.choose({ line: i })", line(page, "China", "oppose", THAAD))
    assert page.evaluate("location.hash").startswith("#line=")
    page.get_by_role("button", name="Copy link").nth(1).click()
    page.get_by_role("button", name="Copied").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    page.evaluate("demarche.choose(null)")
    assert page.evaluate("location.hash") == ""
    page.evaluate("a => { location.hash = a.split('#')[1]; }", address)
    page.locator(".card.sought").wait_for()
    assert page.locator(".card.sought mark").inner_text() == "weigh it with care"


def test_reset_takes_everything_back(visit, overview):
    page = visit(overview)
    before = page.evaluate("JSON.stringify(demarche.places)")
    x, y = spot(page, f"demarche.places[{node(page, 'Russia')}]")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    assert page.evaluate("JSON.stringify(demarche.places)") != before
    choose(page, "China")
    page.fill("#least", "-3")
    page.keyboard.press("Tab")
    assert page.input_value("#least") == "1"
    page.fill("#least", "3")
    page.click("#reset")
    assert page.evaluate("JSON.stringify(demarche.places)") == before
    assert page.evaluate("demarche.state.chosen") is None and page.evaluate("demarche.state.all") is False
    assert status(page) == "12 lines between 9 nodes, 12 statements" and page.input_value("#least") == "1"


def test_a_date_can_be_typed(visit, overview):
    page = visit(overview)
    page.fill("#from-date", "2016-06-01")
    page.locator("#from-date").blur()
    assert status(page).startswith("5 lines between")
    assert page.locator("#from").get_attribute("aria-valuetext") == "2016-06-01"


def focused(page):
    return page.evaluate(
        "document.activeElement.id || document.activeElement.dataset.key || document.activeElement.tagName"
    )


def test_the_focus_is_never_lost(visit, overview):
    page = visit(overview)
    choose(page, "China")
    page.locator("#panel .ties button").first.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "panel"
    page.locator("#panel .close").focus()
    page.keyboard.press("Enter")
    assert focused(page) == "network"
    page.click("#show-table")
    page.locator("#table-view thead button").last.focus()
    page.keyboard.press("Enter")
    assert focused(page) == "head-last"
    page.locator("#table-view tbody button").nth(2).focus()
    row = focused(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert focused(page) == row


def test_arrow_keys_say_where_one_is(visit, overview):
    page = visit(overview)
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    name = page.locator("#panel h2").inner_text()
    assert page.locator("#announce").inner_text().startswith(f"{name}, ")


def test_the_tip_goes_when_its_line_or_node_is_chosen(visit, overview):
    page = visit(overview)
    x, y = spot(page, f"demarche.places[{node(page, 'Russia')}]")
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.locator("#tip:not([hidden])").wait_for()
    page.mouse.click(x, y)
    assert page.locator("#tip").is_hidden()
    box = page.evaluate(
        "i => { const d = demarche, s = d.network.getScale(), p = d.places[i], r = d.sizes[i] * s;"
        " const [x, y] = [p.x * s, p.y * s];"
        " return d.labels.filter((b) => b.x0 < x + r && b.x1 > x - r && b.y0 < y + r && b.y1 > y - r).length; }",
        node(page, "Russia"),
    )
    assert box == 0  # no label over the chosen node


def test_long_names_are_whole_from_near(visit):
    make = graphs.Maker()
    long = "additional deployment of the Terminal High Altitude Area Defense system in South Korea"
    topic = make.topic("t", long)
    make.say(make.article("a", "words"), "words", [make.actor("c", "China")], stances=[(topic, "oppose")])
    page = visit(network(make.dataset, "positions"))
    rows = "i => demarche.labels.find((b) => b.node === i).rows.join(' ')"
    assert page.evaluate(rows, node(page, long)).endswith("…")
    page.click("#closer")
    page.click("#closer")
    page.wait_for_timeout(100)
    assert page.evaluate(rows, node(page, long)) == long


def test_a_small_screen_keeps_its_zoom_and_shows_one_sheet(visit, overview):
    page = visit(overview, width=390, height=844)
    page.click("#closer")
    scale = page.evaluate("demarche.network.getScale()")
    page.locator("#filters summary").click()
    assert page.evaluate("demarche.network.getScale()") == scale
    page.locator("#filters summary").click()
    choose(page, "China")
    assert page.evaluate("demarche.network.getScale()") == scale and page.locator("#panel").is_visible()
    page.locator("#filters summary").click()
    page.wait_for_timeout(50)
    assert page.locator("#panel").is_hidden()
    choose(page, "Russia")
    assert not page.evaluate("document.getElementById('filters').open")
    page.click("#show-table")
    page.evaluate("demarche.choose(null)")
    cell = page.locator("#table-view tbody td").nth(2).bounding_box()
    assert cell["width"] > 300  # a row of its own: no word is broken letter by letter


def test_the_explanation_is_whole(visit, overview):
    page = visit(overview, width=1024, height=768)
    assert page.locator("#explanation").evaluate("e => e.scrollHeight - e.clientHeight") <= 0


def test_an_empty_network_of_topics_says_where_topics_come_from(visit):
    make = graphs.Maker()
    make.say(make.article("a", "words"), "words", [make.actor("c", "China")])
    said = visit(network(make.dataset, "positions")).locator("#nothing").inner_text()
    assert "none of the store's 1 statement takes a side" in said and "--ontology FILE" in said
