"""Read: one case per format, tables of furniture and header lines, every way of being unreadable, and the laws of blocks."""

# ruff: noqa: E501 - a case is kept on one line

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read import MAX_ARTICLE_BYTES, MAX_RECORD_BYTES, ReadError, Unreadable, read_path, read_paths, read_text
from extract.read.dates import find_dates, given_date
from extract.read.furniture import press
from extract.records import Article
from extract.segment import segment
from kg.samples import files
from ontology.knowledge import load

SHARED = Path(__file__).resolve().parents[2] / "shared"
BODY = "China's foreign minister said on Friday that his country opposed the deployment of the system."
MORE = "Seoul's defense ministry rejected the remark and said that the decision was its own to make."


def articles(path: Path | str) -> list[Article]:
    items = list(read_path(path))
    assert not [item for item in items if isinstance(item, Unreadable) and not item.note]
    return [item for item in items if isinstance(item, Article)]


def faults(path: Path | str) -> list[Unreadable]:
    return [item for item in read_path(path) if isinstance(item, Unreadable)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[slice(*block.span)]) for block in read_text(text, doc="t").blocks]


# --- lines by themselves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share", "furniture"), ("Tweet this", "furniture"), ("Share this article", "furniture"), ("Share on Facebook", "furniture"),
        ("X", "furniture"), ("From", "furniture"), ("Send to", "furniture"), ("1,204 shares", "furniture"), ("Comments (14)", "furniture"),
        ("Advertisement", "furniture"), ("Back to List", "furniture"), ("Next article", "furniture"), ("5 min read", "furniture"), ("3 hours ago", "furniture"),
        ("___", "furniture"), ("* * *", "furniture"), ("(END)", "furniture"), ("FULL TEXT.", "furniture"), ("Home > World > Asia", "furniture"),
        ("Please direct questions or comments to [desk@paper.example]", "furniture"), ("button that move to original korean article (버튼)", "furniture"),
        ("We use cookies to improve your visit. Accept all", "furniture"), ("Subscribe to our morning newsletter", "furniture"), ("Sign up for our newsletter", "furniture"),
        ("Copyright 2016 Yellow Sea Post. All rights reserved.", "furniture"), ("Follow Kim Lee on Twitter @kimlee.", "furniture"), ("Tags: THAAD, China", "furniture"),
        ("width:100%;", "furniture"), (".image-wrap {", "furniture"), ("This article has been updated with comments from the ministry.", "furniture"),
        ("Most viewed", "list"), ("Most viewed articles", "list"), ("MOST POPULAR", "list"), ("Related stories", "list"), ("All news", "list"), ("More articles by this writerBack to List", "list"),
        ("Editor's picks", "list"), ("Recommended for you", "list"),
        ("Photo by: Reuters", "credit"), ("© AP Photo/Lockheed Martin", "credit"), ("File photo", "credit"), ("Getty Images", "credit"), ("Carlos Barria / Reuters", "credit"), ("REUTERS/Kim Hong-Ji", "credit"),
        ("Gen. Ann Roe(left) and harbour chief John Doe(right).", "caption"), ("The minister (L) walks with his guest.", "caption"),
        ("A ferry leaves port in this file still image from a film", "caption"), ("A launcher at the base AP Photo/Lockheed Martin", "caption"),
        ("By Ann Roe and Lee Do-yun, Oslo and Seoul correspondents", "byline"), ("By Korea Herald", "byline"), ("By Song Sang-ho (desk@paper.example)", "byline"),
        ("Kim Lee reported from Washington.", "byline"), ("(Reporting by David Bell; Editing by Ann Osterman.)", "byline"), ("Kim Lee contributed to this report.", "byline"), ("Lee Do-yun, staff reporter", "byline"),
        ("Published : Feb. 4, 2015 - 20:14", "date"), ("Posted on : 2017-05-02 09:41 KST Modified on : 2018-03-07 11:12 KST", "date"), ("Nov. 24, 2017 - 12:03 By Yonhap", "date"), ("12 February 2016", "date"),
        ("NORHAVN/PORT ROE, July 12, 2022", "date"), ("Norhavn/Port Roe | July 12, 2022", "date"), ("PORT ROE, July 12 2022 (Coast Wire)", "date"), ("Norhavn and Port Roe argued on July 12, 2022 over fish.", None),
        ("(Yonhap)", "agency"), ("/TASS/", "agency"), ("TRTWorld, Reuters", "outlet"), ("Source: The Korea Times", "outlet"),
        (BODY, None), ("By Friday, Beijing had answered twice.", None), ("On Feb. 4, 2015, the ministers met.", None), ("He added:", None), ("- Sanders.", None),
        ("Share prices fell after the announcement.", None), ("Watch what they do, he said.", None), ("More than 20 ships left the port on Friday.", None), ("Sen. Marco Rubio (R) opposed the deal.", None),
        ("\"This photo is a fake,\" the spokesman (left) said.", None), ("Related stories appeared in two papers, he said.", None), ("China opposes THAAD", None),
    ],
)  # fmt: skip
def test_a_line_tells_what_it_is(line: str, kind: str | None) -> None:
    assert press().line_kind(line) == kind


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Published : Feb. 4, 2015 - 20:14", ["2015-02-04"]), ("Nov. 24, 2017 - 12:03 By Yonhap", ["2017-11-24"]), ("12 February 2016", ["2016-02-12"]), ("Friday, Feb 12, 2016", ["2016-02-12"]),
        ("2017-05-02 09:41 KST", ["2017-05-02"]), ("2016/07/08 15:30", ["2016-07-08"]), ("2016.7.8.", ["2016-07-08"]), ("12.02.2016", ["2016-02-12"]), ("30/04/2016", ["2016-04-30"]), ("July 26th, 2016", ["2016-07-26"]),
        ("First published on Fri 12 Feb 2016 07.04 GMT", ["2016-02-12"]), ("04/05/2016", []), ("Feb. 30, 2016", []), ("February 2016", []), ("2016", []), ("on Friday", []),
    ],
)  # fmt: skip
def test_dates_are_found_or_left(line: str, dates: list[str]) -> None:
    assert [found.iso for found in find_dates(line)] == dates


@pytest.mark.parametrize(
    ("value", "iso"),
    [("2016-02-12", "2016-02-12"), ("20160212", "2016-02-12"), ("2016-02-12T08:30:00+09:00", "2016-02-12"), ("Feb. 12, 2016", "2016-02-12"), ("02/03/2016", None), ("soon", None), ("2016-13-01", None), ("2016-02-12 or 2016-02-13", None)],
)  # fmt: skip
def test_given_dates_are_read_for_certain_or_not_at_all(value: str, iso: str | None) -> None:
    assert given_date(value) == iso


#: what a page may repeat without end: dot leaders, ruled lines, addresses, labels, white space
PUMPED = [
    ".", " .", "a.", "www.a", "www.-", "#", ".#", "-", "- ", "=", "1", "1.", "a", "a ", "A ", "A. ", "Ab ", "A, ", "AB-", "a@", "a@a.", "<a> ", "a > ",
    ": ", "a: ", "source: A ", "by ", "| ", "(", "[", "“", "\"a ", "‘a ", "'a ", "\t", "\u00a0", "\u3000", "?\" A ", "/AP", "© ", "2016-", "Jan. 1, 2016 ", "10:00 ", "updated ",
]  # fmt: skip


@pytest.mark.parametrize("unit", PUMPED)
def test_no_repetition_makes_reading_slow(unit: str) -> None:
    start = time.process_time()
    for before in ("Introduction", "www.", "The Title Of It"):
        for after in (" 3", "com/x_y z!", f"\n\n{BODY}"):
            for many in (30, 280, 40_000):
                segment(read_text(before + (unit * many)[:many] + after, doc="d"))
    given_date((unit * 40_000)[:40_000])
    assert time.process_time() - start < 10  # the slowest takes 1.4 s; tried again from each character, minutes


# --- plain text ----------------------------------------------------------------------------------------------------


def test_a_page_is_told_apart() -> None:
    text = (
        "X\n\nSeoul says no to talks\n\nMinistry calls report groundless\nBy Han River Herald\nPublished : Feb. 4, 2015 - 20:14\n"
        "The two ministers shake hands at the ministry in Seoul\nThe two ministers shake hands at the ministry in Seoul\nPhoto by: Pool\n\n"
        f"SEOUL, Feb. 4 (Yonhap) -- {BODY}\n\n{MORE} (Yonhap)\n\nBy Kim Min-ji (m@herald.example)\n\nMost viewed articles\nRain expected on Sunday\n"
    )
    assert kinds(text) == [
        ("furniture", "X"), ("title", "Seoul says no to talks"), ("deck", "Ministry calls report groundless"), ("byline", "By Han River Herald"), ("furniture", "Published : Feb. 4, 2015 - 20:14"),
        ("caption", "The two ministers shake hands at the ministry in Seoul"), ("caption", "The two ministers shake hands at the ministry in Seoul"), ("furniture", "Photo by: Pool"),
        ("dateline", "SEOUL, Feb. 4 (Yonhap) --"), ("paragraph", BODY), ("paragraph", MORE), ("furniture", "(Yonhap)"), ("byline", "By Kim Min-ji (m@herald.example)"), ("furniture", "Most viewed articles"), ("furniture", "Rain expected on Sunday"),
    ]  # fmt: skip
    article = read_text(text, doc="t")
    assert (article.title, article.published, article.published_basis) == (
        "Seoul says no to talks",
        "2015-02-04",
        "header",
    )
    assert (article.outlet, article.byline, article.agency) == ("Han River Herald", "Kim Min-ji", "Yonhap")
    assert (article.dateline_place, article.dateline_date) == ("Seoul", "--02-04")


@pytest.mark.parametrize(
    ("start", "place", "date", "agency"),
    [
        ("SEOUL, Feb. 4 (Yonhap) -- ", "Seoul", "--02-04", "Yonhap"), ("NORHAVN/OSTBY, March 7 (Meridian) - ", "Norhavn/Ostby", "--03-07", None), ("BEIJING, February 5. /TASS/. ", "Beijing", "--02-05", "TASS"), ("SEOUL (Reuters) - ", "Seoul", None, "Reuters"),
        ("WASHINGTON — ", "Washington", None, None), ("Cleveland (AFP) – ", "Cleveland", None, "AFP"), ("BEIJING, July 8, 2016 (Xinhua) -- ", "Beijing", "2016-07-08", "Xinhua"),
        ("MANCHESTER, N.H. (AP) — ", "Manchester, N.H.", None, "AP"), ("VIENTIANE: ", "Vientiane", None, None), ("MOSCOW (Sputnik) — ", "Moscow", None, "Sputnik"), ("SEOUL/BEIJING, July 8 -- ", "Seoul/Beijing", "--07-08", None), ("(AP) ", None, None, "AP"),
        ("NORHAVN, Norland (Meridian News) — ", "Norhavn, Norland", None, None),
        # with a day, whatever the capitals, the marks and the agency
        ("NORHAVN, July 8. ", "Norhavn", "--07-08", None), ("NORHAVN, July 8. /Meridian/. ", "Norhavn", "--07-08", None), ("NORHAVN — July 8 — ", "Norhavn", "--07-08", None), ("NORHAVN, July 8th (Yonhap) -- ", "Norhavn", "--07-08", "Yonhap"),
        ("Norhavn, July 8 -- ", "Norhavn", "--07-08", None), ("Norhavn, July 8 (Meridian) -- ", "Norhavn", "--07-08", None), ("NORHAVN (8 July) - ", "Norhavn", "--07-08", None), ("NORHAVN (July 8, 2016) - ", "Norhavn", "2016-07-08", None),
        ("NORHAVN, July 8, Kyodo - ", "Norhavn", "--07-08", "Kyodo"), ("(Norhavn, July 8) ", "Norhavn", "--07-08", None), ("July 8 (Reuters) - ", None, "--07-08", "Reuters"),
    ],
)  # fmt: skip
def test_datelines(start: str, place: str | None, date: str | None, agency: str | None) -> None:
    text = f"China says no to talks\n\n{start}{BODY}\n\n{MORE}\n"
    article = read_text(text, doc="t")
    assert (article.dateline_place, article.dateline_date, article.agency) == (place, date, agency)
    assert ("dateline", start.strip()) in kinds(text) and ("paragraph", BODY) in kinds(text)
    assert article.published == (date if date and date[0] != "-" else None)


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, July 9", "9 July", "Sat, Jul 9, 10:30 a.m.", "July 9 (Saturday)", "Updated Saturday, July 9, 5 p.m.", "By Kim Do-won, Saturday, July 9", "By Kim Do-won / July 9", "Kim Do-won | July 9",
        "By Kim Do-won\nSaturday, 9 July", "Norhavn, July 9", "NORHAVN, Saturday, July 9",
    ],
)  # fmt: skip
def test_a_header_line_may_print_the_day_without_its_year(line: str) -> None:
    text = f"China says no to talks\n\n{line}\n\n{BODY}\n\n{MORE}\n"
    article = read_text(text, doc="t")
    assert (article.published, article.dateline_date) == (None, "--07-09")
    assert [kind for kind, _ in kinds(text) if kind in ("deck", "paragraph")] == ["paragraph", "paragraph"]
    assert article.byline == ("Kim Do-won" if "By" in line else None)


@pytest.mark.parametrize("line", ["Talks in Norhavn to open on July 9", "Summit on July 9", "Strike of May 1"])
def test_a_deck_that_names_a_day_stays_a_deck(line: str) -> None:
    text = f"China says no to talks\n\n{line}\n\n{BODY}\n\n{MORE}\n"
    assert ("deck", line) in kinds(text) and read_text(text, doc="t").dateline_date is None


@pytest.mark.parametrize(
    "line", ["On Friday, July 8 - two days on - the ministers met.", "Talks of July 8 - the third - brought nothing."]
)
def test_a_sentence_that_names_a_day_is_no_dateline(line: str) -> None:
    text = f"China says no to talks\n\n{line} {BODY}\n\n{MORE}\n"
    assert "dateline" not in [kind for kind, _ in kinds(text)]


@pytest.mark.parametrize(
    "line",
    [
        "July 9, 2016 | Vol. 12 No. 3", "July 9, 2016, p. 3", "July 9, 2016 page A1", "Saturday, July 9, 2016 [Print edition]", "Published in print July 9, 2016",
        "the 9th of July, 2016", "Beijing, July 9 (2016)",
    ],
)  # fmt: skip
def test_a_date_line_may_tell_the_printed_page(line: str) -> None:
    assert press().line_kind(line) == "date"
    assert read_text(f"China says no to talks\n\n{line}\n\n{BODY}\n", doc="t").published == "2016-07-09"


def test_a_date_with_its_year_is_no_day_without_one() -> None:
    assert find_dates("Published: July 9, 2016", year=False) == find_dates("July 9 (2016)", year=False) == []


def test_a_note_on_the_printing_gives_the_date_where_no_header_does() -> None:
    note = "A version of this article appears in print on July 9, 2016, on page A4"
    text = f"China says no to talks\n\n{BODY}\n\n{MORE}\n\n{note}\n"
    assert read_text(text, doc="t").published == "2016-07-09"
    assert read_text(text.replace(BODY, f"July 8, 2016\n\n{BODY}"), doc="t").published == "2016-07-08"


def test_every_agency_of_the_ontology_is_read(tmp_path: Path) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix dem: <https://w3id.org/demarche/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        "@prefix actor: <https://w3id.org/demarche/id/actor/> ."
        'actor:zenda-wire a dem:Organization, dem:NewsAgency ; skos:prefLabel "Zenda Wire"@en ; dem:tag "ZW" .'
    )
    agencies = load([mine]).agencies
    assert {"Zenda Wire", "ZW", "Tasnim", "Reuters", "PA"} <= set(agencies)
    for name in agencies:
        for text in (f"NORHAVN, Feb. 4 ({name}) -- {BODY}", f"Norhavn speaks\n\n{BODY}\n\n{MORE} ({name})"):
            assert read_text(text, doc="d", agencies=agencies).agency == name
    assert read_text(f"Norhavn speaks\n\n{BODY} (Zenda Wire)", doc="d").agency is None
    (tmp_path / "a.txt").write_text(f"Norhavn speaks\n\n{BODY}\n\n{MORE} (Zenda Wire)")
    [article] = read_paths([tmp_path / "a.txt"], agencies=agencies)
    assert isinstance(article, Article) and article.agency == "Zenda Wire"


@pytest.mark.parametrize(
    "line",
    [
        "NATO — the alliance — met.",
        "NATO (the alliance) — met.",
        "THAAD: a system nobody asked for",
        "AP: China says no to talks",
        "EXCLUSIVE — China says no",
    ],
)
def test_no_dateline(line: str) -> None:
    assert "dateline" not in [kind for kind, _ in kinds(f"{line}\n\n{BODY}\n\n{MORE}")]


def test_a_transcript_names_speakers_not_places() -> None:
    text = f"TRUMP: {BODY}\n\nKELLY: {MORE}\n\nTRUMP: {MORE}\n"
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("header", "published", "outlet", "byline", "agency"),
    [
        ("By Korea Herald\nPublished : Feb. 4, 2015 - 20:14", "2015-02-04", "Korea Herald", None, None), ("Posted on : 2017-05-02 09:41 KST Modified on : 2018-03-07 11:12 KST", "2017-05-02", None, None, None),
        ("Updated: 12 Aug 2023, 10:15 IST", "2023-08-12", None, None, None), ("2023/08/08 21:14", "2023-08-08", None, None, None), ("Source: Huanyu   Editor: Lin   2023-08-08 21:14:35", "2023-08-08", None, None, None),
        ("Modified on : 2018-03-07 11:12 KST", None, None, None, None), ("Updated : 2017-05-30 21:40\nPosted : 2017-05-29 19:12", "2017-05-29", None, None, None), ("Nov. 24, 2017 - 12:03 By Yonhap", "2017-11-24", None, None, "Yonhap"),
        ("By Ann Lee and Bo Kim in Seoul\n12:40 BST, 5 June 2016", "2016-06-05", None, "Ann Lee, Bo Kim", None), ("By KIM TONG-HYUNG, Associated Press", None, None, "KIM TONG-HYUNG", "Associated Press"),
        ("THE PACIFIC MONITOR", None, "THE PACIFIC MONITOR", None, None), ("© 2016 Yellow Sea Post", None, "Yellow Sea Post", None, None), ("Published in The Strait Observer, July 26th, 2016", "2016-07-26", "The Strait Observer", None, None), ("", None, None, None, None),
    ],
)  # fmt: skip
def test_header_metadata(
    header: str, published: str | None, outlet: str | None, byline: str | None, agency: str | None
) -> None:
    article = read_text(f"China says no to talks\n\n{header}\n\n{BODY}\n\n{MORE}", doc="t")
    assert article.title == "China says no to talks"
    assert (article.published, article.outlet, article.byline, article.agency) == (published, outlet, byline, agency)
    assert article.published_basis == ("header" if published else None)


def test_what_the_user_gives_wins() -> None:
    text = f"A printed title\n\nBy Korea Herald\nPublished : Feb. 4, 2015\n\n{BODY}"
    article = read_text(
        text, doc="t", title="Given", published="5 March 2016", outlet="Mine", url="https://a.example/", language="en"
    )
    assert (article.title, article.published, article.published_basis) == ("Given", "2016-03-05", "given")
    assert (article.outlet, article.url, article.language) == ("Mine", "https://a.example/", "en")
    with pytest.raises(ReadError, match="2016-02-12"):
        read_text(text, doc="t", published="the other day")


def test_a_bare_sentence_is_a_paragraph() -> None:
    assert kinds("China objects.") == [("paragraph", "China objects.")]
    assert kinds(BODY) == [("paragraph", BODY)]


def test_each_point_of_a_list_under_the_title_is_a_deck_of_its_own() -> None:
    text = f"Norland vows to answer\n\n* Sudria threatens a levy on herring\n* Commission defends the step as a shield\n* Third parties wait, an official says\n\n{BODY}\n"
    assert [k for k in kinds(text) if k[0] == "deck"] == [
        ("deck", "Sudria threatens a levy on herring"),
        ("deck", "Commission defends the step as a shield"),
        ("deck", "Third parties wait, an official says"),
    ]


def test_a_heading_in_capitals_between_paragraphs_is_no_text() -> None:
    assert ("furniture", "MILLS RELIEVED, BUYERS ANGRY") in kinds(
        f"China says no\n\n{BODY}\n\nMILLS RELIEVED, BUYERS ANGRY\n\n{MORE}\n"
    )


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    wrapped = (
        "The foreign ministry said on Friday that it had not been told of the plan\nbefore it was announced and that it would ask for an account of what had\n"
        "been agreed between the two capitals, adding that it did not expect more\nthan a formal answer."
    )
    assert kinds(f"China says no\n\n{wrapped}\n\n{MORE}")[1] == ("paragraph", wrapped)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u0085", "\u2028"])
def test_offsets_are_those_of_the_decoded_file(tmp_path: Path, end: str) -> None:
    data = f"\ufeffChina says no{end}{end}{BODY}{end}“Nö — 中文,” it said.{end}".encode()
    (tmp_path / "a.txt").write_bytes(data)
    [article] = articles(tmp_path / "a.txt")
    assert article.text == data.decode("utf-8") and article.doc == "a"
    assert [article.text[slice(*b.span)] for b in article.blocks if b.kind == "paragraph"] == [
        BODY,
        "“Nö — 中文,” it said.",
    ]
    assert article.blocks[0].kind == "furniture" and article.text[slice(*article.blocks[0].span)] == "\ufeff"


_LINES = st.sampled_from(
    [
        "X", "Share", "Most viewed", "By Kim Lee", "(Yonhap)", "Photo by: Reuters", "Published : Feb. 4, 2015", "SEOUL (AP) — " + BODY, BODY, MORE + " (Yonhap)", "China says no",
        "\ufeff", "", " \t", "“No,” he said.", "A (L) meets B.", "lower case line that goes on and on without an end of any kind at", "By \u200b", "\x00\x1f",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.one_of(_LINES, st.text(max_size=60)), max_size=14).map("\n".join),
    st.lists(_LINES, max_size=14).map("\r\n\r\n".join),
)


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, title=st.one_of(st.none(), st.just("China says no")))
def test_blocks_are_ordered_disjoint_and_cover_the_text(text: str, title: str | None) -> None:
    article = read_text(text, doc="t", title=title)
    assert article.text == text
    end = 0
    for block in article.blocks:
        start, stop = block.span
        assert not text[end:start].strip() and start >= end, "a gap holds more than white space, or blocks overlap"
        assert text[start:stop] == text[start:stop].strip() != ""
        end = stop
    assert not text[end:].strip()


# --- files, folders, streams ---------------------------------------------------------------------------------------

PAGE = f"""<html><head><title>China says no | The Daily</title><meta property="og:title" content="China says no">
<meta property="article:published_time" content="2016-07-08T10:00:00Z"><meta name="author" content="Kim Lee"><meta property="og:site_name" content="The Daily">
<link rel="canonical" href="https://daily.example/no"></head><body><nav><a href="/">Home</a></nav><article><h1>China says no</h1><p>{BODY}</p><p>{MORE} {BODY}</p></article><footer>Most viewed</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    [article] = articles(tmp_path / "page.html")
    assert article.text == f"China says no\n\n{BODY}\n\n{MORE} {BODY}"
    assert (article.title, article.published, article.published_basis) == ("China says no", "2016-07-08", "markup")
    assert (article.outlet, article.byline, article.url) == ("The Daily", "Kim Lee", "https://daily.example/no")
    assert [block.kind for block in article.blocks] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "name",
    ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.json", "array.json", "pretty.json", "a.csv", "a.tsv", "semicolon.csv"],
)
def test_records(tmp_path: Path, name: str) -> None:
    record = {
        "id": "k-1",
        "text": f'China says "no"\n\n{BODY}',
        "title": "China says",
        "published": "2016-07-08",
        "outlet": "Daily",
        "url": "https://d.example/",
        "language": "en",
        "extra": 1,
    }
    path = tmp_path / name
    if "csv" in name or "tsv" in name:
        between = {"a.csv": ",", "a.tsv": "\t", "semicolon.csv": ";"}[name]
        cells = ['"' + str(value).replace('"', '""') + '"' for value in record.values()]
        path.write_bytes(f"\ufeff{between.join(key.upper() for key in record)}\r\n{between.join(cells)}\r\n".encode())
    else:
        value = [record] if "array" in name else record
        data = json.dumps(value, indent=2 if "pretty" in name else None).encode() + b"\n"
        path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    [article] = articles(path)
    assert (article.doc, article.text, article.title) == ("k-1", record["text"], "China says")
    assert (article.published, article.published_basis, article.outlet) == ("2016-07-08", "given", "Daily")
    assert (article.url, article.language) == ("https://d.example/", "en")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_fields_have_other_usual_names_and_their_own_wins(tmp_path: Path, name: str) -> None:
    record = {
        "Headline": "China says",
        "content": BODY,
        "date": "2016-07-08",
        "published_at": "2016-07-09",
        "source": "Daily",
        "publisher": "",
        "outlet": " ",
        "link": "https://d.example/",
        "language": "en",
        "lang": "de",
        "Rating": "5",
    }
    path = tmp_path / name
    if name.endswith("csv"):
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, record)
            writer.writeheader()
            writer.writerows([record, record | {"content": f"{BODY} More."}])
    else:
        path.write_text(json.dumps(record) + "\n" + json.dumps(record | {"content": f"{BODY} More."}))
    article, _, *notes = read_path(path)
    assert isinstance(article, Article)
    assert (article.text, article.title, article.published) == (BODY, "China says", "2016-07-08")
    assert (article.outlet, article.url, article.language) == ("Daily", "https://d.example/", "en")
    [note] = notes
    assert isinstance(note, Unreadable) and note.note
    assert note.reason.casefold().startswith(
        "fields not used: published_at, lang, rating; fields read: text (or body, "
    )


def test_a_date_under_another_name_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("date,body\n04/05/2016,Seoul said no.\n")
    article, fault = read_path(tmp_path / "d.csv")
    assert isinstance(article, Article) and article.published is None
    assert isinstance(fault, Unreadable) and fault.kept and fault.reason.startswith("\"date\" '04/05/2016' is no date")


def test_records_without_an_id_are_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text('{"text": "A said no."}\n\n{"text": "B said no."}\n')
    assert [(a.doc, a.origin) for a in articles(tmp_path / "n.jsonl")] == [
        ("n-1", f"{tmp_path}/n.jsonl:1"),
        ("n-3", f"{tmp_path}/n.jsonl:3"),
    ]


@pytest.mark.parametrize("end", ["", "\n", " \n\n", "\n" * 200_000])
def test_one_json_object_is_named_by_its_file_whatever_white_space_follows(tmp_path: Path, end: str) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"text": BODY}) + end)
    assert [article.doc for article in articles(tmp_path / "one.json")] == ["one"]
    (tmp_path / "two.json").write_text(json.dumps({"text": BODY}) + end + json.dumps({"text": MORE}))
    assert [article.doc for article in articles(tmp_path / "two.json")] == ["two-1", "two-2"]


def test_a_long_json_array_is_read_in_pieces(tmp_path: Path) -> None:
    records = [{"text": f"Article {i}: {BODY * (i % 40)}"} for i in range(400)]
    (tmp_path / "long.json").write_text(json.dumps(records))
    assert [a.text for a in articles(tmp_path / "long.json")] == [r["text"] for r in records]


def test_markdown_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("**Beijing** said on Friday that it opposes the plan.")
    [fault] = read_path(tmp_path / "a.md")
    assert isinstance(fault, Unreadable) and fault.reason.startswith("Markdown is not read")


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name} said no.")
    assert [a.doc for a in articles(tmp_path)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("data", "docs"),
    [
        (f"\n\nChina says no\n\n{BODY}", ["stdin"]), (PAGE, ["stdin"]), ('{"id": "q", "text": "A said no."}\n{"text": "B said no."}\n', ["q", "stdin-2"]), ('[{"text": "A said no."},\n {"text": "B said no."}]', ["stdin-1", "stdin-2"]),
        ('{\n  "text": "A said no."\n}', ["stdin"]), ("[Seoul] " + BODY, ["stdin"]), ("{sic} " + BODY, ["stdin"]),
    ],
)  # fmt: skip
def test_standard_input_tells_its_kind(monkeypatch: pytest.MonkeyPatch, data: str, docs: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    found = articles("-")
    assert [a.doc for a in found] == docs
    if data[0] in "\n[" and "text" not in data:
        assert found[0].text == data


def test_a_document_id_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    assert [a.doc for a in read_path(tmp_path / "a.txt", doc="mine") if isinstance(a, Article)] == ["mine"]
    with pytest.raises(ReadError, match="several"):
        read_path(tmp_path, doc="mine")


def test_a_missing_path_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone\.txt: no such file or folder"):
        read_path(tmp_path / "gone.txt")


# --- what cannot be read -------------------------------------------------------------------------------------------


def _too_long_json(path: Path) -> None:
    path.write_bytes(b'{"text": "' + b"a" * 50_000_000 + b'"}\n')


BAD: list[tuple[str, bytes | Callable[[Path], object], str, str]] = [
    ("e.txt", b"", "e.txt", "empty: 0 bytes"), ("e.txt", b" \n\n", "e.txt", "empty: no text"), ("e.jsonl", b"\n", "e.jsonl", "empty"), ("e.csv", b"", "e.csv", "empty"), ("e.html", b"", "e.html", "empty"), ("e.json", b"[]", "", ""),
    ("b.txt", b"abc\0def", "b.txt", "NUL byte at byte 3"), ("b.txt", b"%PDF-1.4 x", "b.txt", "PDF"), ("u.txt", "hello".encode("utf-16"), "u.txt", "UTF-16"),
    ("u.txt", b"Seoul said \x92no\x92", "u.txt", "byte 0x92 at byte 11"), ("u.jsonl", b'{"id":"a"}\n{"text":"\x92"}', "u.jsonl:2", "byte 0x92 at byte 20 of the file"), ("u.csv", b"text\n\x92\n", "u.csv:2", "byte 0x92 at byte 5 of the file"),
    ("l.txt", b"a" * 50_000_000, "l.txt", "limit for one article"), ("l.jsonl", _too_long_json, "l.jsonl:1", "limit for one record"), ("l.csv", b"text\n" + b"a" * 50_000_000 + b"\n", "l.csv:2", "limit for one record"), ("l.html", b"<p>" + b"a" * 50_000_000, "l.html", "limit for one page"),
    ("l.json", b'[{"text": "' + b"a" * 20_000_000, "l.json:1", "limit for one record"), ("m.jsonl", b'{"text": "' + b"a" * (MAX_ARTICLE_BYTES + 1) + b'"}', "m.jsonl:1", "limit for one article"),
    ("j.jsonl", b"no json\n", "j.jsonl:1", "not JSON"), ("j.jsonl", b'{"words": "x"}\n', "j.jsonl:1", 'no "text" field; fields here: words; fields read: text (or body, '), ("j.jsonl", b"[1]\n", "j.jsonl:1", "not a JSON object"), ("j.jsonl", b'{"text": 5}', "j.jsonl:1", "a number, not a string"),
    ("j.jsonl", b'{"text": " "}', "j.jsonl:1", '"text" is empty'), ("j.jsonl", b'{"text": "\\ud800"}', "j.jsonl:1", "surrogate"), ("j.jsonl", b"[" * 100_000, "j.jsonl:1", "not JSON"), ("j.json", b'[{"text": "A said no."},', "j.json", "not closed"), ("j.json", b"nope", "j.json:1", "not JSON"),
    ("c.csv", b"name,words\n1,2\n", "c.csv", 'no column "text"; columns here: name, words; columns read: text (or body, '), ("c.csv", b"id,text\nq\n", "c.csv:2", 'no "text"'), ("c.csv", b"id,text\nq,\n", "c.csv:2", '"text" is empty'), ("c.csv", b'text\n"abc\nabc\n', "c.csv:2", "unexpected end"), ("c.csv", b"text\n", "c.csv", "nothing under it"),
    ("x.docx", b"PK", "x.docx", "kinds read: .txt"), ("README", b"hello", "README", "kinds read: .txt"), ("g.jsonl.gz", b"\x1f\x8b\x08x", "g.jsonl.gz", "gzip"), ("h.html", b"no tags", "h.html", "not one tag"), ("h.html", b"<html><body></body></html>", "h.html", "no article"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "origin", "reason"), [case for case in BAD if case[2]])
def test_bad_input_is_named_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes | Callable[[Path], object], origin: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data) if isinstance(data, bytes) else data(path)
    (tmp_path / "zz-good.txt").write_text(BODY)
    items = list(read_path(tmp_path))
    [fault] = [item for item in items if isinstance(item, Unreadable) and reason in item.reason]
    assert fault.origin == str(tmp_path / origin) and fault.step == "read" and not fault.kept
    assert isinstance(items[-1], Article) and items[-1].doc == "zz-good"


def test_a_bad_record_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(
        b'{"text": "A said no."}\nbroken\n{"text": "' + b"b" * (MAX_RECORD_BYTES + 1) + b'"}\n{"text": "C said no."}\n'
    )
    assert [item.origin.rsplit(":", 1)[1] for item in read_path(path)] == ["1", "2", "3", "4"]
    path = tmp_path / "r.csv"
    path.write_bytes(b'id,text\na,A said no.\nb,"B ""x"" said\nno."\nc,\x92\nd,D said no.\n')
    assert [(type(item).__name__, item.origin.rsplit(":", 1)[1]) for item in read_path(path)] == [
        ("Article", "2"),
        ("Article", "3"),
        ("Unreadable", "5"),
        ("Article", "6"),
    ]


def test_an_unreadable_date_is_reported_and_the_article_kept(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text(
        json.dumps({"text": f"Published : Feb. 4, 2015\n\n{BODY}", "published": "last spring", "outlet": 5})
    )
    article, *warnings = read_path(tmp_path / "d.jsonl")
    assert isinstance(article, Article) and article.published is None and article.published_basis is None
    assert all(isinstance(w, Unreadable) and w.kept for w in warnings)
    assert ["'last spring'" in str(w) or '"outlet" is a number' in str(w) for w in warnings] == [True, True]


def test_two_articles_cannot_share_an_id(tmp_path: Path) -> None:
    for folder, text in (("a", BODY), ("b", MORE), ("c", BODY)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(text)
    first, second = read_paths([tmp_path / "a", tmp_path / "b", tmp_path / "c"])
    assert isinstance(first, Article) and isinstance(second, Unreadable)
    assert second.origin == f"{tmp_path}/b/same.txt" and "'same' is taken by another article" in second.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "a.txt").chmod(0)
    assert "Permission denied" in faults(tmp_path)[0].reason


def test_links_to_folders_are_followed_and_each_folder_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "far.txt").write_text(BODY)
    (tmp_path / "in" / "sub" / "near.txt").write_text(MORE)
    (tmp_path / "in" / "link").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "sub" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "out" / "back").symlink_to(tmp_path / "in" / "sub")
    assert [article.doc for article in articles(tmp_path / "in")] == ["far", "near"]


def test_a_broken_link_and_an_empty_folder_are_reported(tmp_path: Path) -> None:
    assert "no file" in faults(tmp_path)[0].reason
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "No such file" in faults(tmp_path)[0].reason


# --- corpora -------------------------------------------------------------------------------------------------------


def test_the_samples_are_read_whole() -> None:
    found = [article for path in files() for article in articles(path)]
    assert len(found) >= 10 and len({a.doc for a in found}) == len(found)
    assert all(a.title for a in found)
    assert [a.doc for a in found if a.published is None] == ["2015-03-17_a-third-country"], (
        "one sample has only a dateline without a year"
    )


def _kept(text_file: Path, spans: list[tuple[int, int]]) -> tuple[int, int]:
    [article] = articles(text_file)
    keep = bytearray(len(article.text))
    for block in article.blocks:
        if block.kind in ("title", "deck", "paragraph"):
            keep[slice(*block.span)] = b"\1" * (block.span[1] - block.span[0])
    marked = [i for start, end in spans for i in range(start, end) if not article.text[i].isspace()]
    return sum(keep[i] for i in marked), len(marked)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not beside this checkout")
@pytest.mark.parametrize(
    ("gold", "texts", "floor"), [("gold", "corpus", 1.0), ("polnear/train", "polnear/train", 0.9995)]
)
def test_no_marked_statement_is_lost_to_furniture(gold: str, texts: str, floor: float) -> None:
    kept = marked = 0
    for path in sorted((SHARED / gold).glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        rows = data["statements"] if isinstance(data, dict) else data
        spans = [tuple(span) for row in rows for role in ("source", "cue", "content") for span in row.get(role) or []]
        found = _kept(SHARED / texts / f"{path.stem}.txt", spans)
        kept, marked = kept + found[0], marked + found[1]
    assert marked > 0 and kept / marked >= floor
