"""link: tables of text -> actors. ``{}`` marks a source (empty: none), ``[]`` the content of the source of that number.

The texts are written for this test; a made-up country in an extension
file shows that nothing rests on the shipped names.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import extract
from extract.link import Linked, link
from extract.link.scene import scene
from extract.read import read_text
from extract.records import Actor, Article, Attribution, Block, Mention
from extract.segment import segment
from ontology import knowledge
from ontology.knowledge import Ontology

EXTENSION = """
@prefix dem: <https://w3id.org/demarche/ontology#> .
@prefix actor: <https://w3id.org/demarche/id/actor/> .
@prefix post: <https://w3id.org/demarche/id/post/> .
@prefix tenure: <https://w3id.org/demarche/id/tenure/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
actor:ruritania a dem:State ; skos:prefLabel "Ruritania"@en ; dem:demonym "Ruritanian"@en, "Ruritanians"@en ;
    dem:capital "Strelsau"@en ; skos:hiddenLabel "Ruritannia" ; dem:shortName "the Upland"@en ; dem:acronym "RU1" .
actor:graustark a dem:State ; skos:prefLabel "Graustark"@en ; dem:demonym "Graustarkian"@en ;
    dem:capital "Edelweiss"@en .
actor:ruritania-foreign-ministry a dem:Organization ; skos:prefLabel "Ministry of Foreign Affairs of Ruritania"@en ;
    skos:altLabel "Ruritanian Foreign Ministry"@en ; dem:actsFor actor:ruritania .
actor:ruritania-defense-ministry a dem:Organization ; skos:prefLabel "Ministry of Defense of Ruritania"@en ;
    dem:actsFor actor:ruritania .
actor:upland-electric a dem:Organization ; skos:prefLabel "Upland Electric"@en .
actor:millers a dem:Organization ; skos:prefLabel "Association of Millers"@en ; dem:acronym "AOMZ" .
actor:zenda-wire a dem:Organization, dem:NewsAgency ; skos:prefLabel "Zenda Wire"@en .
actor:rudolf-elphberg a dem:Person ; skos:prefLabel "Rudolf Elphberg"@en ;
    dem:familyName "Elphberg" ; dem:gender "male" .
actor:flavia-strofzin a dem:Person ; skos:prefLabel "Flavia Strofzin"@en ;
    dem:familyName "Strofzin" ; dem:gender "female" .
actor:tarlen-min-ho a dem:Person ; skos:prefLabel "Tarlen Min-ho"@en ; dem:familyName "Tarlen" ; dem:gender "male" .
post:r-fm a org:Post ; skos:prefLabel "foreign minister"@en ; skos:altLabel "top diplomat"@en ;
    org:postIn actor:ruritania-foreign-ministry ; dem:actsFor actor:ruritania .
post:g-fm a org:Post ; skos:prefLabel "foreign minister"@en ; dem:actsFor actor:graustark .
post:r-president a org:Post ; skos:prefLabel "president"@en ; dem:actsFor actor:ruritania .
tenure:t1 a dem:DatedRole ; org:member actor:rudolf-elphberg ; dem:post post:r-fm ;
    dem:since "2010-01-01"^^xsd:date ; dem:until "2014-12-31"^^xsd:date .
tenure:t2 a dem:DatedRole ; org:member actor:flavia-strofzin ; dem:post post:r-fm ;
    dem:since "2015-01-01"^^xsd:date .
tenure:t3 a dem:DatedRole ; org:member actor:rudolf-elphberg ; dem:post post:r-president ;
    dem:since "2015-01-01"^^xsd:date .
tenure:t4 a dem:DatedRole ; org:member actor:tarlen-min-ho ; dem:post post:g-fm ; dem:since "2012-01-01"^^xsd:date .
"""


@pytest.fixture(scope="module")
def ontology(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    path: Path = tmp_path_factory.mktemp("ontology") / "ruritania.ttl"
    path.write_text(EXTENSION, encoding="utf-8")
    return knowledge.load([path])


def marked(text: str) -> tuple[str, tuple[Attribution, ...]]:
    """The text without its marks, and an attribution per pair of ``{}`` and ``[]``; nested contents give parents."""
    plain: list[str] = []
    size = 0
    sources: list[tuple[int, int]] = []
    contents: list[list[int]] = []
    open_contents: list[int] = []
    start = 0
    for piece in re.split(r"([{}\[\]])", text):
        if piece == "{":
            start = size
        elif piece == "}":
            sources.append((start, size))
        elif piece == "[":
            open_contents.append(len(contents))
            contents.append([size, size])
        elif piece == "]":
            contents[open_contents.pop()][1] = size
        else:
            plain.append(piece)
            size += len(piece)
    assert len(sources) == len(contents), text
    made = []
    for n, (source, content) in enumerate(zip(sources, contents, strict=True)):
        anchor = source if source[0] < source[1] else (content[0], content[1])
        around = [m for m, c in enumerate(contents) if m != n and c[0] <= anchor[0] and anchor[1] <= c[1]]
        made.append(
            Attribution(
                ((content[0], content[1]),),
                source=(source,) if source[0] < source[1] else (),
                parent=around[-1] if around else None,
            )
        )
    return "".join(plain), tuple(made)


def linked(text: str, ontology: Ontology, day: str | None = "2016-05-04", title: str = "", **more: str) -> Linked:
    body, attributions = marked((title + "\n\n" if title else "") + text)
    blocks = []
    for number, match in enumerate(re.finditer(r"(?:(?!\n\n).)+", body, re.S)):
        blocks.append(Block(match.span(), "title" if title and number == 0 else "paragraph"))
    article = Article("a", body, tuple(blocks), published=day, **more)  # type: ignore[arg-type]
    found = link(article, segment(article), attributions, ontology)
    assert len(found.speakers) == len(found.on_behalf_of) == len(attributions)
    for mention in (*found.mentions, *(m for group in found.speakers for m in group)):
        assert 0 <= mention.span[0] < mention.span[1] <= len(body)
        assert mention.reason and 0 < mention.score <= 1
    return found


def said(text: str, ontology: Ontology, **more: str) -> list[str]:
    """One string an attribution: speakers, an arrow, whose position."""
    found = linked(text, ontology, **more)
    return [
        " + ".join(m.actor.public for m in speakers) + " > " + " + ".join(a.name for a in holders)
        for speakers, holders in zip(found.speakers, found.on_behalf_of, strict=True)
    ]


NAMES = [
    ("{Ruritania} said [it would wait].", ["ruritania > ruritania"]),
    ("{Strelsau} says [no].", ["ruritania > ruritania"]),
    ("{RURITANIA} says [no].", ["ruritania > ruritania"]),
    ("{Ruritannia} has said [no].", ["ruritania > ruritania"]),
    ("{Ruritania’s} opposition to [the pact].", ["ruritania > ruritania"]),
    ("{The Ruritanian government} said [no].", ["ruritania > ruritania"]),
    ("{The Ruritanian side} conveyed [its worries].", ["ruritania > ruritania"]),
    ("{Ruritanian officials} said [no].", ["ruritania > ruritania"]),
    ("{Strelsau officials} said [no]. {The officials} added [more].", ["ruritania > ruritania"] * 2),
    ("{The Ruritanian Foreign Ministry} said [no].", ["ruritania-foreign-ministry > ruritania"]),
    ("{Strelsau's foreign ministry} said [no].", ["ruritania-foreign-ministry > ruritania"]),
    ("{Ruritania's Ministry of Defence} said [no].", ["ruritania-defense-ministry > ruritania"]),
    ("{Zenda Wire} reported [rain].", ["zenda-wire > "]),
    ("{Flavia Strofzin} said [no]. {Strofzin} added [yes].", ["flavia-strofzin > ruritania"] * 2),
    ("{Ruritanian Foreign Minister, Flavia Strofzin,} said [no].", ["flavia-strofzin > ruritania"]),
    ("{Flavia Strofzin, Ruritanian Minister of Foreign Affairs,} said [no].", ["flavia-strofzin > ruritania"]),
    ("{Ruritanian Foreign Flavia Strofzin} said [no].", ["flavia-strofzin > ruritania"]),
    ("{Min-ho Tarlen} said [no]. {Tarlen} said [so].", ["tarlen-min-ho > graustark"] * 2),
    ("{Foreign Minister Tarlen Minho} said [no].", ["tarlen-min-ho > graustark"]),
    ("Aid for Ruritania grew. {The Upland} said [more was needed].", ["ruritania > ruritania"]),
    ("{The United Nations Security Council} agreed [to meet].", ["un-security-council > "]),
]

OFFICES = [
    ("{The Ruritanian foreign minister} said [no].", "2016-05-04", ["flavia-strofzin > ruritania"]),
    ("{The Ruritanian foreign minister} said [no].", "2013-05-04", ["rudolf-elphberg > ruritania"]),
    ("{Ruritania's top diplomat} said [no].", "2016-05-04", ["flavia-strofzin > ruritania"]),
    ("{The Ruritanian president} said [no].", "2016-05-04", ["rudolf-elphberg > ruritania"]),
    ("{Rudolf Elphberg} said [no].", "2013-05-04", ["rudolf-elphberg > ruritania"]),
    ("{Minister Strofzin} of Ruritania said [no].", "2016-05-04", ["flavia-strofzin > ruritania"]),
    ("{The Graustarkian defence minister} said [no].", "2016-05-04", ["anonymous > graustark"]),
    ("{Former Ruritanian foreign minister Hugo Rassendyll} said [no].", "2016-05-04", ["hugo-rassendyll > "]),
]

PEOPLE = [
    (
        "{Ruritanian Foreign Ministry spokesman Fritz Bersonin} said [no]. {Bersonin} said [so].",
        ["fritz-bersonin > ruritania"] * 2,
    ),
    ("{Anna Holf, spokeswoman for the Ruritanian Foreign Ministry,} said [no].", ["anna-holf > ruritania"]),
    ("{Hugo Dent, an analyst at the Strelsau Institute,} said [no].", ["hugo-dent > "]),
    ("{Ruritanian lawmaker Hugo Dent} said [no].", ["hugo-dent > "]),
    ("{Ruritanian opposition leader Hugo Dent} said [no].", ["hugo-dent > "]),
    ("{Maria Dent, a resident of Strelsau,} said [no]. {She} added [more].", ["maria-dent > "] * 2),
    ("{Gen. Hugo Dent, the commander of the Ruritanian army,} said [no].", ["hugo-dent > ruritania"]),
    ("{Graustark's ambassador to Ruritania, Otto Dent,} said [no].", ["otto-dent > graustark"]),
    ("{Mr. Dent} said [no].", ["dent > "]),
    # the country that ends what is said is not the spokesman's
    (
        "[No work will begin in Graustark], {Ruritanian Foreign Ministry spokesman Fritz Bersonin} said.",
        ["fritz-bersonin > ruritania"],
    ),
    ("{Republican Rep. Ted Dent of Ohio, a critic,} said [no].", ["ted-dent > "]),
]

JOINT = [
    ("{Ruritania and Graustark} called for [calm].", ["ruritania + graustark > ruritania + graustark"]),
    (
        "{Ruritania and Graustark's Foreign Ministers} urged [calm].",
        ["flavia-strofzin + tarlen-min-ho > ruritania + graustark"],
    ),
    (
        "{The foreign ministers of Ruritania and Graustark} urged [calm].",
        ["flavia-strofzin + tarlen-min-ho > ruritania + graustark"],
    ),
    ("{Ruritanian and Graustarkian officials} urged [calm].", ["ruritania + graustark > ruritania + graustark"]),
    ("{Flavia Strofzin and Tarlen Min-ho} urged [calm].", ["flavia-strofzin + tarlen-min-ho > ruritania + graustark"]),
    (
        "Ruritania and Graustark met. {The two sides} agreed [to go on].",
        ["ruritania + graustark > ruritania + graustark"],
    ),
    (
        "Ruritania hosted Graustark. {Both countries} agreed [to go on].",
        ["ruritania + graustark > ruritania + graustark"],
    ),
    (
        "{Ruritania, Graustark and Japan} agreed [to go on].",
        ["ruritania + graustark + japan > ruritania + graustark + japan"],
    ),
]

REFERENCES = [
    ('{Flavia Strofzin} said [no].\n\n{} ["We will wait."]', ["flavia-strofzin > ruritania"] * 2),
    (
        '{Flavia Strofzin} met Rudolf Elphberg and said [no].\n\n["Yes,"] {she} said.',
        ["flavia-strofzin > ruritania"] * 2,
    ),
    (
        '{Flavia Strofzin} met Rudolf Elphberg and said [no].\n\n["Yes,"] {he} said.',
        ["flavia-strofzin > ruritania", "rudolf-elphberg > ruritania"],
    ),
    (
        "{A senior Ruritanian defence official} said [no]. {He} said [so]. {The official} said [more].",
        ["anonymous > ruritania"] * 3,
    ),
    ("{Rudolf Elphberg} spoke [long]. {The president} called for [calm].", ["rudolf-elphberg > ruritania"] * 2),
    (
        "{Flavia Strofzin} met Tarlen Min-ho and said [no]. {The Graustarkian minister} said [yes].",
        ["flavia-strofzin > ruritania", "tarlen-min-ho > graustark"],
    ),
    (
        "{Flavia Strofzin} said [no]. {Her Graustarkian counterpart} said [yes].",
        ["flavia-strofzin > ruritania", "tarlen-min-ho > graustark"],
    ),
    (
        "{Ruritanian Foreign Ministry spokesman Fritz Bersonin} said [no]. According to {the diplomat}, [so it is].",
        ["fritz-bersonin > ruritania"] * 2,
    ),
    (
        "{The Ruritanian Foreign Ministry} said in a statement [that it rained]. {The statement} noted [more].",
        ["ruritania-foreign-ministry > ruritania"] * 2,
    ),
    ("{Zenda Wire} reported [rain]. {The agency} said [it was heavy].", ["zenda-wire > "] * 2),
    ("{A local paper} reported [rain]. {The report} said [it was heavy].", ["anonymous > "] * 2),
    (
        "{Ruritania's foreign ministry} said [no]. {The ministry} added [more].",
        ["ruritania-foreign-ministry > ruritania"] * 2,
    ),
    ("{A source at the United Nations} said [no].", ["anonymous > united-nations"]),
    ("{Diplomats} say [no].", ["anonymous > "]),
    ("{A Western diplomat} says [no].", ["anonymous > "]),
    ("{She} said [no].", [" > "]),
    # the subject of the sentence before is who the text speaks of, not the one quoted before that
    (
        "{Rudolf Elphberg} said [no].\n\nTarlen Min-ho, who led the other side, was not convinced. {He} told her [so].",
        ["rudolf-elphberg > ruritania", "tarlen-min-ho > graustark"],
    ),
    (
        "{Flavia Strofzin} left [it]. {Hugo Dent, her secretary for foreign affairs,} said [no].",
        ["flavia-strofzin > ruritania", "hugo-dent > ruritania"],
    ),
    (
        "{Ruritania and Graustark} met [there]. {The two foreign ministries} said [so].",
        [
            "ruritania + graustark > ruritania + graustark",
            "ruritania-foreign-ministry + graustark > ruritania + graustark",
        ],
    ),
    ("Ruritania met Graustark. {Lawmakers of both camps} said [no].", ["anonymous > "]),
    (
        "{Ruritania} says [no].\n\nA paper of the Ministry of Defence leaked. {The ministry} rejected [it].",
        ["ruritania > ruritania", "ruritania-defense-ministry > ruritania"],
    ),
    ("{The ruling Meadow Party} said [no].", ["meadow-party > "]),
    (
        "Graustark left Graustark.\n\n{Ruritania} voiced [dismay]. {A spokesman for the foreign ministry} said [no].",
        ["ruritania > ruritania", "anonymous > ruritania"],
    ),
    ("Graustark slept. In Strelsau, {spokeswoman Anna Holf} said [no].", ["anna-holf > ruritania"]),
    ("Flavia {Strofzin} said [no].", ["flavia-strofzin > ruritania"]),
    ("{Holf, the Ruritanian trade minister,} said [no].", ["holf > ruritania"]),
    ("Ruritania was angry. {Its trade minister, Per Holf,} said [no].", ["per-holf > ruritania"]),
    ("Ruritania was angry. {Its trade minister} said [no].", ["anonymous > ruritania"]),
    ("{Graustark's ambassador, Flavia Strofzin,} said [no].", ["flavia-strofzin > graustark"]),
    ("Graustark met Ruritania. Ruritania offered tea. {Its envoy, Anna Holf,} said [no].", ["anna-holf > ruritania"]),
    ("Ruritania slept. {The baker's leader, Anna Holf}, urged the prime minister [to wake].", ["anna-holf > "]),
    ("Zenda Mills Group closed a mill. {The company} said [no].", ["anonymous > "]),
    (
        "{Graustark's ambassador Otto Dent} said [no]. {The embassy} said [so]. {The envoy} left [it].",
        ["otto-dent > graustark", "embassy-of-graustark > graustark", "otto-dent > graustark"],
    ),
    (
        "Graustark's foreign ministry left. {A foreign ministry official in Strelsau} said [no].",
        ["anonymous > ruritania"],
    ),
    ("{It} said [no].", [" > "]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_titles_and_bodies(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


@pytest.mark.parametrize(("text", "day", "expected"), OFFICES)
def test_an_office_is_whoever_held_it_that_day(text: str, day: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology, day=day) == expected


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_new_people_get_role_and_whom_they_speak_for(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


@pytest.mark.parametrize(("text", "expected"), JOINT)
def test_joint_speakers_are_several(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


#: who is meant by what only the text before, or the place of a briefing, tells
TOLD_BEFORE = [
    (
        "{Ruritania, Graustark and Norway} said [no]. {The three governments} said [Sweden erred].",
        ["ruritania + graustark + norway > ruritania + graustark + norway"] * 2,
    ),
    (
        "{Flavia Strofzin, the foreign minister,} said [no]. {A Graustarkian diplomat} disliked [that]. "
        "{The diplomat} said [so].",
        ["flavia-strofzin > ruritania", "anonymous > graustark", "anonymous > graustark"],
    ),
    (
        "{Ruritania} said [it had told Graustark nothing]. {Its foreign policy chief, Ann Roe,} said [so].",
        ["ruritania > ruritania", "ann-roe > ruritania"],
    ),
    ("{Foreign ministry spokeswoman Ann Roe} told a briefing in Edelweiss [it would wait].", ["ann-roe > graustark"]),
    (
        "{Graustark} backed [it]. {Its foreign ministry} said [so].",
        ["graustark > graustark", "graustark-foreign-ministry > graustark"],
    ),
    ("Ruritania and Graustark met. {Two diplomats} said [no].", ["anonymous > "]),
    ("{Their lobby, the VBN,} disliked [it].", ["vbn > "]),
    ("Graustark met. {The government in Strelsau} said [no].", ["ruritania > ruritania"]),
    ("{Ruritanian Representative Ann Roe} said [so].", ["ann-roe > "]),
    ("The EU met. {Brussels} said [no].", ["european-union > "]),
    # a name with an Arabic article, one with a title inside
    ("{Envoy Nasser al-Marri of Ruritania} said [no]. {Al-Marri} left [it].", ["nasser-al-marri > ruritania"] * 2),
    ("Graustark met. {President Hassan Sheikh Zenda} said [no].", ["hassan-sheikh-zenda > graustark"]),
    # parties, and who speaks for them
    ("{The opposition Ruritania Unity Party} said [no].", ["ruritania-unity-party > "]),
    (
        "The opposition Unity League of Ruritania met. {Its deputy leader, Ann Roe,} said [no].",
        ["ann-roe > unity-league-of-ruritania"],
    ),
    ("The Unity Party met. {Party spokesman Jon Doe} said [no].", ["jon-doe > unity-party"]),
    ("{Ann Roe, leader of Ruritania's small Unity Party,} said [no].", ["ann-roe > unity-party"]),
    # an office that somebody else is known to hold at home, and one of a place that no file knows
    ("Ruritania met Graustark. {Foreign Minister Ann Roe} said [no].", ["ann-roe > "]),
    ("Ruritania met Tuvalu. {Foreign Minister Ann Roe} said [no].", ["ann-roe > tuvalu"]),
    ("Ruritania met. {Ann Roe, Altrock's chief minister,} said [no].", ["ann-roe > "]),
    ("{Ann Roe, the C22 president and Ruritania's energy minister,} said [no].", ["ann-roe > "]),
    ("Belgium and Norway met. {Brussels} said [no].", ["belgium > belgium"]),
    # who leads, directs or speaks for a body
    ("{Ann Roe, who leads the Unity Party,} said [no].", ["ann-roe > unity-party"]),
    ("Graustark met. {Opposition leader Ann Roe of Zenda} said [no].", ["ann-roe > "]),
    ("{Ann Roe, executive director of the Zenda Now Lists,} said [no].", ["ann-roe > zenda-now-lists"]),
    ("The European Commission met. {A spokesman for the Commission} said [no].", ["anonymous > european-commission"]),
    (
        "{The European Commission} said [it waited]. {Spokeswoman Ann Roe} said [no].",
        ["european-commission > ", "ann-roe > european-commission"],
    ),
    ("The European Commission met. {A Commission spokesman} said [no].", ["anonymous > european-commission"]),
    ("The European Commission met. {Commission spokesman Jon Doe} said [no].", ["jon-doe > european-commission"]),
    ("Upland Electric closed. {Ann Roe, a spokesman for the utility,} said [no].", ["ann-roe > upland-electric"]),
    ("The AOMZ met. {A spokesman for the lobby group} said [no].", ["anonymous > millers"]),
    (
        "{Ann Roe, president of the AOMZ,} said [no]. {Her association} said [so].",
        ["ann-roe > millers", "millers > "],
    ),
    (
        "{The European Commission} was [cautious]. [It waited], {a spokesman} said.",
        ["european-commission > ", "anonymous > european-commission"],
    ),
    (
        "{Ruritania} said [no]. {Ruritania} said [so].\n\nIn Edelweiss, a mill burned. {The administration} said [no].",
        ["ruritania > ruritania"] * 2 + ["graustark > graustark"],
    ),
    (
        "Ruritania sued Graustark, Norway and Tuvalu. {All three} said [no].",
        ["graustark + norway + tuvalu > graustark + norway + tuvalu"],
    ),
    ("{Ann Roe, a miller,} said [no]. {The fisherman} said [so].", ["ann-roe > "] * 2),
    (
        "The European Commission met Upland Electric. {A Commission spokesman} said [no]. "
        "{An Upland Electric spokeswoman} said [so]. {The spokesman} said [yes].",
        ["anonymous > european-commission", "anonymous > upland-electric", "anonymous > european-commission"],
    ),
    (
        "{The Ruritanian foreign ministry} said [no], as Graustark kept up {its} calls for [peace].",
        ["ruritania-foreign-ministry > ruritania", "graustark > graustark"],
    ),
    ("A senior Graustarkian official saw it so. {The official} said [no].", ["anonymous > graustark"]),
    ("Ruritania met. {A European diplomat} said [so]. {The diplomat} said [yes].", ["anonymous > "] * 2),
    (
        "{Ruritania} said [no]. {Ruritania} said [so].\n\n{Graustarkian Prime Minister Jon Doe} said [no]. "
        "{His government} says [so].",
        ["ruritania > ruritania"] * 2 + ["jon-doe > graustark", "graustark > graustark"],
    ),
    (
        "Ruritania sued Graustark, Norway and Tuvalu. {The three countries} said [no].",
        ["graustark + norway + tuvalu > graustark + norway + tuvalu"],
    ),
    ("The Unity Party met. {Its business spokesman Jon Doe} said [no].", ["jon-doe > unity-party"]),
    (
        "{Norway's main opposition party, the Norse People's Party,} said [no]. {Its leader, Ann Roe,} said [so].",
        ["norse-peoples-party > ", "ann-roe > norse-peoples-party"],
    ),
    # his office, his statement, the ministry in its capital, the one presidential office
    (
        "{Graustarkian President Jon Doe} said [yes]. {His office} said [no]. {His statement} said [so].",
        ["jon-doe > graustark", "graustark > graustark", "jon-doe > graustark"],
    ),
    (
        "Ruritania met. {Norwegian Defence Minister Jon Doe} said [yes]. {The ministry in Oslo} said [no].",
        ["jon-doe > norway", "norway-defense-ministry > norway"],
    ),
]


def test_a_body_in_a_headline_is_the_one_the_text_names(ontology: Ontology) -> None:
    text = "The European Commission met."
    assert said(text, ontology, title="{Commission} says [no]") == ["european-commission > "]


def test_an_article_speaks_from_the_place_in_its_byline(ontology: Ontology) -> None:
    text = "Mill burns\n\nBy Ann Roe in Edelweiss\n\nRuritania met Ruritania and Graustark in a long session on Friday."
    article = read_text(text, doc="a")
    assert scene(article, segment(article), (), ontology).home == "graustark"


@pytest.mark.parametrize(("text", "expected"), TOLD_BEFORE)
def test_who_is_told_before(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_references(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


# Ranking: which of several possible actors a word refers to.
RANKING = [
    # the person of the article before the office holder of the ontology
    ("{Hugo Strofzin, a farmer,} said [no]. {Strofzin} added [more].", ["hugo-strofzin > "] * 2),
    # the one met last before the one met first, the surname before the given name
    ("Anna Dent, a baker, met Otto Dent, a miller. {Dent} said [no].", ["otto-dent > "]),
    ("Otto Dent, a miller, met Dent Holf, a baker. {Dent} said [no].", ["otto-dent > "]),
    # a title decides between two of one surname
    ("Ruritanian minister Anna Dent met Otto Dent, a miller. {Minister Dent} said [no].", ["anna-dent > ruritania"]),
    # the vice president is not the president
    ("Ruritanian Vice President Anna Dent left. {The president} said [no].", ["rudolf-elphberg > ruritania"]),
    # a subject before a guest
    ("Otto Dent, a farmer, spoke with Hugo Holf, a teacher. {He} said [no].", ["otto-dent > "]),
    # nobody inside a quotation is the one outside it
    ('{Anna Dent, a miller,} said ["Hugo Holf left."] ["So it is,"] {she} said.', ["anna-dent > "] * 2),
]


@pytest.mark.parametrize(("text", "expected"), RANKING)
def test_the_nearest_fitting_actor_wins(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


def test_nested_sayings_have_speakers_of_their_own(ontology: Ontology) -> None:
    text = "{Ruritanian Foreign Ministry spokesman Fritz Bersonin} said [{Strofzin} urged Graustark [to press Japan]]."
    assert said(text, ontology) == ["fritz-bersonin > ruritania", "flavia-strofzin > ruritania"]


def test_the_agency_that_reports_is_the_relay_and_holds_nothing(ontology: Ontology) -> None:
    found = linked("{Zenda Wire} reported [that {Flavia Strofzin} said [no]]. {Graustark} said [so].", ontology)
    assert [a and a.name for a in found.relayed_by] == [None, "zenda-wire", None]
    assert found.on_behalf_of[0] == ()
    tagged = linked("{Graustark} said [so].", ontology, agency="Zenda Wire")
    assert [a and a.name for a in tagged.relayed_by] == ["zenda-wire"]


def test_a_capital_after_in_is_a_place(ontology: Ontology) -> None:
    found = linked("{Graustark} said [talks in Strelsau with Ruritania failed].", ontology)
    assert [(m.actor.name, m.reason) for m in found.mentions] == [
        ("graustark", "name"), ("ruritania", "place"), ("ruritania", "name"),
    ]  # fmt: skip


def test_a_country_in_a_longer_name_is_no_mention(ontology: Ontology) -> None:
    found = linked("{Graustark} sued [the Bank of Ruritania and the Ruritania Tribune].", ontology)
    assert [m.actor.name for m in found.mentions] == ["graustark"]


def test_us_is_a_pronoun_and_US_a_state(ontology: Ontology) -> None:
    found = linked("{Graustark} said [it told us that the US left].", ontology)
    assert [m.actor.name for m in found.mentions] == ["graustark", "united-states"]


def test_US_alone_at_the_head_of_a_headline_is_a_state(ontology: Ontology) -> None:
    assert said("It rained.", ontology, title="{US} says [no].") == ["united-states > united-states"]
    assert said("{Us} it told [no].", ontology) != ["united-states > united-states"]


def test_the_ministry_of_the_minister_just_named(ontology: Ontology) -> None:
    text = "{Ruritanian Interior Minister Ann Roe} said [no]. {The ministry} declined [to say more]."
    assert said(text, ontology)[1] == "ruritania-interior-ministry > ruritania"
    assert said(text.replace("Interior", "Prime"), ontology)[1] != "ruritania-interior-ministry > ruritania"
    far = "{Ruritanian irrigation minister Ann Roe} said [no].\n{The ministry} declined [to say more]."
    assert said(far, ontology)[1] == "ruritania-irrigation-ministry > ruritania"


def test_a_ministry_of_another_state_told_of_later_is_not_the_one_meant(ontology: Ontology) -> None:
    text = "{Ruritania} said [no]. {The ministry} said [so]. {Graustark's Foreign Ministry} said [yes]."
    assert said(text, ontology)[1] != "graustark-foreign-ministry > graustark"


def test_a_bare_title_is_of_the_ministry_beside_it(ontology: Ontology) -> None:
    text = "{Ruritania's Foreign Ministry} said [no].\n{Graustark's Defense Ministry} denied [it]. [It is calm,] said "
    text += "{Jan Roe, deputy defense minister for policy}."
    assert said(text, ontology)[2] == "jan-roe > graustark"


def test_a_body_is_what_its_apposition_calls_it(ontology: Ontology) -> None:
    assert said("{The main Ruritanian opposition party, Free Zenda,} said [no].", ontology) == ["free-zenda > "]
    assert said("{The Ruritanian foreign minister, Flavia Strofzin,} said [no].", ontology)[0].startswith("flavia")


def test_a_post_of_two_fields_or_under_two_presidents_is_one_persons(ontology: Ontology) -> None:
    text = "{Jan Roe, vice president for defense and farm studies at the Zenda Institute,} said [no]."
    assert said("STRELSAU, Ruritania. " + text, ontology) == ["jan-roe > zenda-institute"]
    text = "{Jan Roe, a former official under Presidents Elphberg and Ann B. Coe,} said [no]."
    assert said(text, ontology) == ["jan-roe > "]
    assert said("{Jan Roe and Ann Coe}, who has said [no], met.", ontology) == ["ann-coe > "]


def test_who_is_asked_does_not_ask(ontology: Ontology) -> None:
    text = "Ann Coe was pressed by Flavia Strofzin on why."
    article = Article("a", text, (Block((0, len(text)), "paragraph"),), published="2016-05-04")
    pressed = Attribution(((42, 45),), source=((0, 7),), cue=((8, 19),))
    found = link(article, segment(article), (pressed,), ontology)
    assert [m.actor.name for m in found.speakers[0]] == ["flavia-strofzin"]
    assert [m.actor.name for m in found.addressees[0]] == ["ann-coe"]


def test_a_region_has_a_government_of_its_own(ontology: Ontology) -> None:
    text = "{The Upper Zenda Regional Government} said [no]. {The Ruritanian Government} said [yes]."
    assert said(text, ontology) == ["upper-zenda-regional-government > ", "ruritania > ruritania"]


def test_candidates_in_both_parties_are_no_pair(ontology: Ontology) -> None:
    text = "{Ruritania} said [yes]. {Graustark} said [no]. {Presidential candidates in both parties} condemned [it]."
    assert said(text, ontology)[2] == "anonymous > "


def test_officials_of_a_body_are_the_body(ontology: Ontology) -> None:
    found = said("{Ruritanian Foreign Ministry officials} said [no]. {Ruritanian officials} said [yes].", ontology)
    assert found == ["ruritania-foreign-ministry > ruritania", "ruritania > ruritania"]


def test_two_posts_of_one_person(ontology: Ontology) -> None:
    text = "{Senator Ann Roe} said [no]. {The Zenda senator and presidential candidate} said [yes]."
    assert said(text, ontology)[1].startswith("ann-roe")


def test_a_pronoun_and_a_name(ontology: Ontology) -> None:
    text = "{Flavia Strofzin} said [no]. {She and Jon Lind} said [yes]."
    assert said(text, ontology)[1] == "flavia-strofzin + jon-lind > ruritania"


def test_bodies_beside_each_other(ontology: Ontology) -> None:
    text = "{The Zenda Sailors Union and the National Association of Lawyers} said [no]."
    assert said(text, ontology) == ["zenda-sailors-union + national-association-of-lawyers > "]
    assert said("{Groups like the Zenda Sailors Union and the Lawyers Guild} said [no].", ontology)[0].startswith(
        "zenda"
    )


def test_a_city_behind_an_outlet_is_its_edition(ontology: Ontology) -> None:
    assert [m.actor.name for m in linked("{Graustark} told Zenda Wire Strelsau [no].", ontology).mentions] == [
        "graustark", "zenda-wire",
    ]  # fmt: skip


def test_a_short_name_of_a_body_holds_at_home(tmp_path: Path) -> None:
    path = tmp_path / "parties.ttl"
    path.write_text(
        EXTENSION + "actor:unity-party-of-ruritania a dem:Organization ; dem:affiliation actor:ruritania ;\n"
        '  skos:prefLabel "Unity Party of Ruritania"@en ; dem:shortName "Unity Party"@en .\n',
        encoding="utf-8",
    )
    ontology = knowledge.load([path])
    text = "{The ruling Unity Party} said [no]."
    assert said(text, ontology, title="Ruritania votes") == ["unity-party-of-ruritania > "]
    assert said(text, ontology, title="Graustark votes") == ["unity-party > "]


def test_whom_one_spoke_with_is_not_who_speaks_next(ontology: Ontology) -> None:
    text = "{Senator Jon Lind} said [he had called his counterpart, Rudolf Elphberg]. {He} said [it rained]."
    assert said(text, ontology)[1].startswith("jon-lind")


#: descriptions, relative pronouns, names like countries', headings' first words
TAKEN_UP = [
    ("{Jon Lind} said [yes]. {The tycoon} said [no].", ["jon-lind > "] * 2),
    ("{Jon Lind} said [yes]. {The Altrock senator} said [no].", ["jon-lind > "] * 2),
    ("{Governor Jon Lind} said [yes]. {The Altrock senator} said [no].", ["jon-lind > ", "anonymous > "]),
    ("{Jon Lind} said [yes]. {A tycoon} said [no].", ["jon-lind > ", "anonymous > "]),
    ("{Jon Lind} said [yes]. {The witness} said [no].", ["jon-lind > ", "anonymous > "]),
    ("Jon Lind met the critics {who} said [no].", ["anonymous > "]),
    ("Jon Lind, a doctor from Graustark, {who} said [no].", ["jon-lind > "]),
    ("{Ann Graustarkian, a trader,} said [yes]. {Graustarkian} said [no].", ["ann-graustarkian > "] * 2),
    (
        "{Ann Graustarkian, a trader,} said [yes]. {Graustarkian officials} said [no].",
        ["ann-graustarkian > ", "graustark > graustark"],
    ),
    ("{Senator Ann Lind Roe} said [yes]. {Lind Roe} said [no].", ["ann-lind-roe > "] * 2),
    ("{Senator Ann Roe} said [yes]. {Praising Roe} said [no].", ["ann-roe > "] * 2),
    ("Jon Strofzin, a farmer, left. {Mrs. Strofzin} said [no]. Flavia Strofzin left.", ["flavia-strofzin > ruritania"]),
    ("Senator Ann Roe and Senator Jon Doe met. {They} said [no].", ["ann-roe + jon-doe > "]),
    ("{FTU President Ann Roe} said [no].", ["ann-roe > ftu"]),
    ("Friends met. {Ann Roe, president of Old Friends of Zenda,} said [no].", ["ann-roe > old-friends-of-zenda"]),
    ("{Ann Roe, president of FTU Free Graustark,} said [no].", ["ann-roe > "]),
    ("{Ann Roe, president of Graustark,} said [no].", ["ann-roe > graustark"]),
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_UP)
def test_who_is_taken_up(text: str, expected: list[str], ontology: Ontology) -> None:
    assert said(text, ontology) == expected


def test_a_passive_without_an_agent_has_no_speaker(ontology: Ontology) -> None:
    found = extract.statements("Norway said the ferry was late. Sweden was widely criticized for the delay.")
    assert [bool(s.speakers) for s in found] in ([True], [True, False])


def test_an_office_known_of_one_state_alone_is_that_states(tmp_path: Path) -> None:
    path = tmp_path / "office.ttl"
    path.write_text(
        EXTENSION + "actor:graustark-presidential-office a dem:Organization ; dem:actsFor actor:graustark ;\n"
        '  skos:prefLabel "Presidential Office of Graustark"@en .\n',
        encoding="utf-8",
    )
    text = "Norway and Graustark met in Norway. {The presidential office} said [no]."
    assert said(text, knowledge.load([path]), title="Norway waits") == ["graustark-presidential-office > graustark"]


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("A group of artists, writers and farmers", ["anonymous"]),
        ("Ann Roe, a Zenda trader and president of the Coast Guild,", ["ann-roe"]),
        ("Ann Roe, the Zenda Coast and Border Guard commissioner,", ["ann-roe"]),
        ("Ann Roe, an analyst at the Center for Coasts and Border Studies,", ["ann-roe"]),
        ("the hawks, like Senator Ann Roe and Senator Jon Doe,", ["ann-roe", "jon-doe"]),
        ("Senator Ann Roe and others who object", ["ann-roe"]),
        ("FTU President Ann Roe", ["ann-roe"]),
        ("ZendaLeaks", ["zendaleaks"]),
        ("the Daily Upland", ["daily-upland"]),
        ("a USA TODAY analysis", ["usa-today"]),
        ("Deputy Foreign Minister Rudolf Elphberg-Moe", ["rudolf-elphberg-moe"]),  # not Rudolf Elphberg
        ("Foreign Minister R. Moe", ["r-moe"]),
        ("A student from Lund at the Zenda college, Ann Roe,", ["ann-roe"]),
        ("Law professor Ann Roe of Lund", ["ann-roe"]),
        ("Her spokesman, lawyer Jon Doe,", ["jon-doe"]),
        ("Graustark's energy minister, Ruritania Moe,", ["ruritania-moe"]),
        ("Socialist leader Christian Moe", ["christian-moe"]),
    ],
)
def test_one_speaker(source: str, who: list[str], ontology: Ontology) -> None:
    (speakers,) = linked(f"According to {{{source}}} [the ferry was late].", ontology).speakers
    assert [m.actor.public for m in speakers] == who


def test_a_text_may_end_within_a_word_that_holds_a_name(ontology: Ontology) -> None:
    assert linked("{Ruritania} freed [one] Zenda-Graustarkian", ontology).speakers


def test_the_house_is_a_chamber(ontology: Ontology) -> None:
    text = "The White House met Congress. {The House} said [no]."
    assert said(text, ontology) == ["anonymous > "]


def test_a_paper_named_in_capitals(ontology: Ontology) -> None:
    (found,) = extract.statements("Norway told USA TODAY the ferry was late.")
    assert [m.actor.public for m in found.addressees] == ["usa-today"]


def test_each_side_is_both(ontology: Ontology) -> None:
    text = "{Ruritania} said [yes]. {Graustark} said [no]. {Each side} accuses [the other of delay]."
    assert said(text, ontology)[2] == "ruritania + graustark > ruritania + graustark"


def test_a_name_behind_a_counterpart_is_theirs(ontology: Ontology) -> None:
    text = "{Minister Flavia Strofzin} said [yes]. {Her counterpart at the Mint, Senior Colonel Jon Lind,} said [no]."
    assert said(text, ontology)[1].startswith("jon-lind")


@pytest.mark.parametrize(
    ("source", "whose"),
    [
        ("Ann Roe, leader of the Ruritanian opposition", "ruritania"),
        ("A farmer in Strelsau, Jon Lind", "graustark"),
        ("Strelsau Roe", "graustark"),
    ],
)
def test_the_government_that_is_accused(source: str, whose: str, ontology: Ontology) -> None:
    """It is the speaker's where the speaker's country is told, else the article's; not that of a place or a name."""
    text = f"Graustark's parliament met in Edelweiss. {source} accused the government of delay."
    at = text.index("the government")
    start = text.index(source)
    made = Attribution(
        ((at, len(text) - 1),), source=((start, start + len(source)),), addressee=((at, at + len("the government")),)
    )
    article = Article("a", text, (Block((0, len(text)), "paragraph"),), dateline_place="Edelweiss")
    (heard,) = link(article, segment(article), (made,), ontology).addressees
    assert [m.actor.name for m in heard] == [whose]


def within(found: Linked, span: tuple[int, int]) -> list[Mention]:
    return [m for m in found.mentions if span[0] <= m.span[0] and m.span[1] <= span[1]]


def test_a_short_name_needs_its_actor_in_the_text(ontology: Ontology) -> None:
    assert not within(linked("{Graustark} said [the Upland is cold].", ontology), (15, 40))
    found = linked("{Graustark} said [the Upland of Ruritania is cold].", ontology)
    assert [m.actor.name for m in within(found, (15, 60))] == ["ruritania", "ruritania"]


def test_a_short_name_stands_for_the_other_of_two_that_it_tells_apart(tmp_path: Path) -> None:
    (tmp_path / "two.ttl").write_text(
        """
        @prefix dem: <https://w3id.org/demarche/ontology#> .
        @prefix actor: <https://w3id.org/demarche/id/actor/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        actor:upper-zenda a dem:State ; skos:prefLabel "Upper Zenda"@en ; dem:shortName "the Upland"@en .
        actor:lower-zenda a dem:State ; skos:prefLabel "Lower Zenda"@en ; dem:shortName "the Lowland"@en .
        actor:lower-tarlenheim a dem:State ; skos:prefLabel "Lower Tarlenheim"@en ; dem:shortName "the Marsh"@en .
        """,
        encoding="utf-8",
    )
    found = linked("{Lower Zenda} said [the Upland and the Marsh are cold].", knowledge.load([tmp_path / "two.ttl"]))
    assert [m.actor.name for m in within(found, (17, 60))] == ["upper-zenda"]


def test_unnamed_sources_are_described_and_counted(ontology: Ontology) -> None:
    found = linked("{A Ruritanian official} said [no]. {A Graustarkian diplomat} said [yes].", ontology)
    first, second = (group[0].actor for group in found.speakers)
    assert (first.kind, first.name, first.label, first.acts_for) == (
        "unnamed", "ruritanian-official", "A Ruritanian official", "ruritania",
    )  # fmt: skip
    assert second.name == "graustarkian-diplomat" and second.acts_for == "graustark"


def test_a_new_person_is_described(ontology: Ontology) -> None:
    found = linked("{Anna Holf, a spokeswoman for the Ruritanian Foreign Ministry,} said [no].", ontology)
    assert found.speakers[0][0].actor == Actor(
        "anna-holf", "person", "Anna Holf", False, "a spokeswoman for the Ruritanian Foreign Ministry",
        "ruritania-foreign-ministry", "ruritania",
    )  # fmt: skip


def test_a_ministry_without_a_country_is_the_articles_own(ontology: Ontology) -> None:
    text = "Strelsau closed the road to Graustark on Monday.\n\n{The foreign ministry} said [it was icy]."
    assert said(text, ontology, title="Ruritania closes road") == ["ruritania-foreign-ministry > ruritania"]


def test_a_bare_title_tells_the_articles_own_country(ontology: Ontology) -> None:
    text = (
        "Foreign Minister Flavia Strofzin and President Rudolf Elphberg met Tarlen Min-ho of Graustark.\n\n"
        "{Opposition lawmakers} said [no]. {Finance Minister Hugo Dent} said [yes]."
    )
    assert said(text, ontology, title="Shots after Graustarkian raid")[1] == "hugo-dent > ruritania"


def test_addressees_are_named_actors_only(ontology: Ontology) -> None:
    text = "Strofzin told Zenda Wire and reporters no."
    article = Article("a", text, (Block((0, len(text)), "paragraph"),), published="2016-05-04")
    for span, expected in (((14, 24), ["zenda-wire"]), ((29, 38), [])):
        attribution = Attribution(((39, 41),), ((9, 13),), ((0, 8),), addressee=(span,))
        found = link(article, segment(article), (attribution,), ontology)
        assert [m.actor.name for m in found.addressees[0]] == expected


def test_three_countries_that_hear_are_those_spoken_of_but_the_speakers(ontology: Ontology) -> None:
    text = "Ruritania fished. Norway fished. Sweden fished. Graustark urged the three countries to stop."
    start, at = text.index("Graustark"), text.index("the three")
    made = Attribution(
        ((at + 20, at + 27),), ((start + 10, at - 1),), ((start, start + 9),), addressee=((at, at + 19),)
    )
    article = Article("a", text, (Block((0, len(text)), "paragraph"),))
    found = link(article, segment(article), (made,), ontology)
    assert [m.actor.name for m in found.addressees[0]] == ["ruritania", "norway", "sweden"]


def test_what_is_open_is_listed_with_its_reason(ontology: Ontology) -> None:
    found = linked("{She} said [no].", ontology)
    assert [(u.kind, u.text) for u in found.unresolved[0]] == [("speaker", "She")]
    assert "near" in found.unresolved[0][0].why


def test_the_same_text_gives_the_same_links(ontology: Ontology) -> None:
    text = "".join(row[0] + "\n\n" for row in REFERENCES[:8])
    assert linked(text, ontology) == linked(text, ontology)


def test_no_name_of_the_world_stands_in_the_code(ontology: Ontology) -> None:
    names = {
        word
        for entry in ontology.actors.values()
        if entry.kind in ("state", "person")
        for word in (*entry.labels, *entry.demonyms, *entry.metonyms)
        if len(word) > 3 and word[0].isupper()
    }
    folder = Path(link.__code__.co_filename).parent
    for path in sorted(folder.glob("*.py")):
        words = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        assert not {n for n in names & words if "uritania" not in n and n != "Strelsau"}, path.name


def test_a_title_before_a_name_and_a_comma_is_that_names(ontology: Ontology) -> None:
    text = "Speaking beside Ruritanian Foreign Minister Flavia Strofzin, {Min-ho Dent} said [no]."
    assert said(text, ontology) == ["min-ho-dent > "]


def test_a_secretary_of_state_is_of_the_country_named(ontology: Ontology) -> None:
    text = "{Graustarkian Secretary of State Hugo Dent} said [no]."
    assert said(text, ontology, title="Ruritania waits") == ["hugo-dent > graustark"]


def test_a_meeting_abroad_does_not_move_the_paper(ontology: Ontology) -> None:
    text = (
        "Foreign Minister Flavia Strofzin came here for talks. President Rudolf Elphberg stayed behind.\n\n"
        "{The Defense Ministry} said [no]."
    )
    assert said(text, ontology, dateline_place="Edelweiss") == ["ruritania-defense-ministry > ruritania"]


@pytest.mark.parametrize("source", ["the Defense Ministry", "a Defense Ministry official"])
def test_a_place_that_opens_the_sentence_tells_whose_ministry_it_is(source: str, ontology: Ontology) -> None:
    text = f"Graustark's Defense Ministry was silent.\n\nIn Strelsau on the same day, {{{source}}} said [no]."
    assert said(text, ontology, title="Graustark waits")[0].endswith("> ruritania")


def test_oh_is_a_family_name_too(ontology: Ontology) -> None:
    text = "The ferry is late, said {Oh Min-ho, a professor of tides}, [as always]."
    assert said(text, ontology) == ["oh-min-ho > "]


def test_junior_is_part_of_a_name(ontology: Ontology) -> None:
    assert said("{Gen. Rudolf Elphberg Jr.} said [no].", ontology) == ["rudolf-elphberg > ruritania"]


def test_a_party_spokesman_is_of_the_party_named_last(ontology: Ontology) -> None:
    text = "The opposition Unity Party objected. [Nobody asked us], {a party spokesman} said."
    assert said(text, ontology)[0].endswith("> unity-party")


def test_a_presidential_aide_is_of_the_president_just_named(ontology: Ontology) -> None:
    text = "President Rudolf Elphberg spoke in Edelweiss; [it went well], {a presidential aide} said."
    assert said(text, ontology, title="Graustark waits", dateline_place="Edelweiss")[0].endswith("> ruritania")


def test_a_diplomat_at_an_embassys_news_conference_is_of_it(ontology: Ontology) -> None:
    text = "The Graustarkian embassy held a news conference at which {a diplomat} blamed [the drills]."
    assert said(text, ontology, title="Ruritania waits")[0].endswith("> graustark")


def test_an_envoy_of_a_region_is_of_no_state(ontology: Ontology) -> None:
    assert said("{One South Asian envoy} said [no].", ontology, title="Ruritania waits")[0].endswith("> ")


def test_a_member_of_a_delegation_speaks_for_who_sent_it(ontology: Ontology) -> None:
    text = "Tarlen Min-ho of Graustark arrived on Monday.\n\n{A member of his delegation} said [no]."
    assert said(text, ontology, title="Ruritania waits")[0].endswith("> graustark")


def test_his_ministry_is_the_ministers(ontology: Ontology) -> None:
    text = (
        "The Ruritanian Foreign Ministry was silent. Defense Minister Hugo Dent told of a plan. "
        "{His ministry} repeated [it]."
    )
    assert said(text, ontology, title="Ruritania waits") == ["ruritania-defense-ministry > ruritania"]


def test_the_field_of_a_minister_ends_before_for(ontology: Ontology) -> None:
    text = "Hugo Dent, Ruritania's deputy defense minister for policy, spoke first. {The ministry} said [no]."
    assert said(text, ontology) == ["ruritania-defense-ministry > ruritania"]


def test_one_beside_another_is_not_who_he_is(ontology: Ontology) -> None:
    text = "Speaking beside Rudolf Elphberg, Tarlen Min-ho praised the ferry.\n\n{He} ruled out [talks]."
    assert said(text, ontology) == ["tarlen-min-ho > graustark"]


@pytest.mark.parametrize(
    ("hearer", "expected"),
    [
        ("a committee of the Zenda Parliament", []),
        ("all members of the Coast Union", ["coast-union"]),
        ("THAAD", []),
        ("her counterpart", ["tarlen-min-ho"]),
    ],
)
def test_who_hears(hearer: str, expected: list[str], ontology: Ontology) -> None:
    before = "Foreign Minister Tarlen Min-ho of Graustark was there. "
    text = f"{before}Foreign Minister Flavia Strofzin told {hearer} no."
    start, at = text.index("Foreign Minister Flavia"), text.index(hearer)
    source = (start, text.index(" told"))
    cue = (source[1] + 1, source[1] + 5)
    article = Article("a", text, (Block((0, len(text)), "paragraph"),), published="2016-05-04")
    made = Attribution(((len(text) - 3, len(text) - 1),), (cue,), (source,), addressee=((at, at + len(hearer)),))
    found = link(article, segment(article), (made,), ontology)
    assert [m.actor.name for m in found.addressees[0]] == expected


def test_a_short_name_of_bodies_of_two_states_is_the_homes(tmp_path: Path) -> None:
    path = tmp_path / "staffs.ttl"
    body = (
        'actor:{0}-staff a dem:Organization ; skos:prefLabel "Staff Council of {1}"@en ;\n'
        '  dem:shortName "Staff Council"@en ; dem:actsFor actor:{0} .\n'
    )
    staffs = body.format("graustark", "Graustark") + body.format("ruritania", "Ruritania")
    path.write_text(EXTENSION + staffs, encoding="utf-8")
    text = "{A Staff Council official} said [no]."
    assert said(text, knowledge.load([path]), title="Ruritania waits")[0].endswith("> ruritania")
    assert said(text, knowledge.load([path]), title="Graustark waits")[0].endswith("> graustark")
    text = "In Edelweiss, a mill burned. {The Staff Council} said [no]."
    assert said(text, knowledge.load([path]), title="Ruritania waits") == ["graustark-staff > graustark"]


def test_a_body_that_has_just_spoken_tells_whose_ministry_the_next_is(ontology: Ontology) -> None:
    text = "{Ministry of Foreign Affairs of Ruritania} said [no]. {The defense ministry} said [no]."
    found = said(text, ontology, title="Graustark waits", dateline_place="Edelweiss")
    assert found[1] == "ruritania-defense-ministry > ruritania"


def test_a_ministry_of_three_fields_is_one_body(ontology: Ontology) -> None:
    text = "{The Ministry of Land, Ferries and Tourism in Strelsau} said [no]."
    assert said(text, ontology) == ["ruritania-land-ferries-and-tourism-ministry > ruritania"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("On Friday, Ann Roe, a Ruritanian minister, and", ["ann-roe", "jon-doe"]),
        ("Before they met Ann Roe, a Ruritanian minister, and", ["jon-doe"]),
    ],
)
def test_who_speaks_with_the_second_of_two(before: str, expected: list[str], ontology: Ontology) -> None:
    found = linked(f"{before} {{Gen. Jon Doe}} announced [the plan].", ontology)
    assert [m.actor.name for m in found.speakers[0]] == expected


def test_an_officer_of_a_body_gives_the_paper_no_home(tmp_path: Path) -> None:
    path = tmp_path / "county.ttl"
    path.write_text(
        EXTENSION + 'actor:zenda-county a dem:Organization ; skos:prefLabel "Zenda County"@en .\n'
        'actor:ann-roe a dem:Person ; skos:prefLabel "Ann Roe"@en ; dem:familyName "Roe" .\n'
        'post:zenda a org:Post ; skos:prefLabel "county commissioner"@en ; dem:actsFor actor:zenda-county .\n'
        "tenure:t9 a dem:DatedRole ; org:member actor:ann-roe ; dem:post post:zenda ;\n"
        '  dem:since "2010-01-01"^^xsd:date .\n',
        encoding="utf-8",
    )
    text = "{County Commissioner Ann Roe} said [no].\n\nRuritania is cold. {The Foreign Ministry} said [yes]."
    assert said(text, knowledge.load([path])) == [
        "ann-roe > zenda-county", "ruritania-foreign-ministry > ruritania"
    ]  # fmt: skip
