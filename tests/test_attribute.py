"""attribute, rules: text -> expected source, cue, content. The sentences are ours; the disputes need not be."""

import pytest

from extract.attribute import attribute
from extract.records import Article, Attribution, Block
from extract.segment import segment
from ontology.knowledge import load


def attributions(text: str, kind: str = "paragraph") -> tuple[Attribution, ...]:
    blocks = []
    position = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block((position, position + len(line)), kind))  # type: ignore[arg-type]
        position += len(line) + 1
    article = Article("doc", text, tuple(blocks))
    return attribute(article, segment(article), load(), "rules")


def triples(text: str, kind: str = "paragraph") -> list[tuple[str, str, str]]:
    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(text[a:b] for a, b in spans)

    return [(words(a.source), words(a.cue), words(a.content)) for a in attributions(text, kind)]


DIRECT = [
    ('"The dam is safe," the engineer said.', [("the engineer", "said", '"The dam is safe,"')]),
    (
        '"The dam is safe," said Ana Ruiz, the chief engineer.',
        [("Ana Ruiz, the chief engineer", "said", '"The dam is safe,"')],
    ),
    (
        '"The dam is safe," she told reporters on Monday. "Nobody has to leave the valley."',
        [("she", "told", '"The dam is safe," … "Nobody has to leave the valley."')],
    ),
    ("The mayor said: “We were never asked about this.”", [("The mayor", "said", "“We were never asked about this.”")]),
    ("“No,” the mayor said, “we were never asked.”", [("the mayor", "said", "“No,” … “we were never asked.”")]),
    (
        '“The facts are clear. Nobody was asked." the mayor said.',
        [("the mayor", "said", '“The facts are clear. Nobody was asked."')],
    ),
]
QUOTED_BY_ANOTHER = [
    (
        '"The dam is safe," the Coast Wire quoted the engineer as saying.',
        [("the engineer", "saying", '"The dam is safe,"')],
    ),
    (
        "The work will go on, the Coast Wire quoted the mayor as saying.",
        [("the mayor", "saying", "The work will go on")],
    ),
]
ENDS = [  # where a content begins and ends
    (
        "Norway accused President Ann Roe on Monday of sending boats, as Sweden promised new rules.",
        [
            ("Norway", "accused", "President Ann Roe on Monday of sending boats"),
            ("Sweden", "promised", "new rules"),
        ],
    ),
    (
        "Norway voiced dismay over the deal and its opposition accused the mayor of sleeping.",
        [("Norway", "voiced dismay over", "the deal"), ("its opposition", "accused", "the mayor of sleeping")],
    ),
    ("Norway rules out talks until the ships leave.", [("Norway", "rules out", "talks until the ships leave")]),
    (
        "Norway called on Sweden to open its files, while pressure mounted in Oslo.",
        [("Norway", "called on", "to open its files")],
    ),
    (
        "The pact will hold, he said, unless Sweden leaves.",
        [("he", "said", "The pact will hold … unless Sweden leaves")],
    ),
    (
        "The mayor described the pact she had signed on Monday as “a great day”.",
        [("The mayor", "described", "the pact she had signed on Monday as “a great day”")],
    ),
    (
        "“Why would we?” asked Ann Roe, calling the pact “a trap”.",
        [("Ann Roe", "asked", "“Why would we?”"), ("Ann Roe", "calling", "the pact “a trap”")],
    ),
    ("Norway blamed its former minister, Ann Roe, for the delay.", [("Norway", "blamed", "for the delay")]),
    ("Norway urged Sweden to halt the work and would take part in talks.", [("Norway", "urged", "to halt the work")]),
    (
        "Norway promised to return to the talks as soon as its demands were met.",
        [("Norway", "promised", "to return to the talks as soon as its demands were met")],
    ),
    ("The minister defended the treaty, known as NORPACT, on Saturday.", [("The minister", "defended", "the treaty")]),
    (
        "The minister said that the talks must go on and that he would call soon.",
        [("The minister", "said", "the talks must go on and that he would call soon")],
    ),
    (
        "Her deputy, Jon Lind, said the ban amounted to punishing an ally.",
        [("Her deputy, Jon Lind", "said", "the ban amounted to punishing an ally")],
    ),
    (
        "An official, speaking on condition of anonymity, said talks with Sweden were continuing.",
        [("An official, speaking on condition of anonymity", "said", "talks with Sweden were continuing")],
    ),
    (
        "The plants would have to be built here; the ore was not for export, he said.",
        [("he", "said", "The plants would have to be built here; the ore was not for export")],
    ),
    (
        "The ministry said the plan was late; the money was not.",
        [("The ministry", "said", "the plan was late; the money was not")],
    ),
    (
        "The mayor asked for a visit first, since nobody could sign such a plan.",
        [("The mayor", "asked for", "a visit first, since nobody could sign such a plan")],
    ),
    (
        "Ana Ruiz accused the mayor of treating the boys as a delivery that went astray.",
        [("Ana Ruiz", "accused", "the mayor of treating the boys as a delivery that went astray")],
    ),
    (
        "The group warned in Geneva against hasty trials.",
        [("The group", "warned in Geneva against", "hasty trials")],
    ),
    (
        "The river brings a fifth of the water, he said, and he intended to keep it.",
        [("he", "said", "The river brings a fifth of the water"), ("he", "intended", "to keep it")],
    ),
]
INTERRUPTED = [  # an aside is no end
    (
        "The envoy said the host nation, Ruritania, voted freely.",
        [("The envoy", "said", "the host nation, Ruritania, voted freely")],
    ),
    (
        "The envoy said the bloc, having lifted its ban last year, had lost its lever.",
        [("The envoy", "said", "the bloc, having lifted its ban last year, had lost its lever")],
    ),
    (
        "The agency says the spot, one degree south of the line, saves fuel.",
        [("The agency", "says", "the spot, one degree south of the line, saves fuel")],
    ),
    (
        "An official said courts, not ministers, decide such requests.",
        [("An official", "said", "courts, not ministers, decide such requests")],
    ),
    (
        "The ministry welcomed the withdrawal as a first move in the right direction.",
        [("The ministry", "welcomed", "the withdrawal as a first move in the right direction")],
    ),
    ("Norway welcomed the plan as talks began.", [("Norway", "welcomed", "the plan")]),
    (
        "Norway accused the mayor of making threats and showing no proof.",
        [("Norway", "accused", "the mayor of making threats and showing no proof")],
    ),
]
TELLER_GOES_ON = [
    (
        "Norway said it would leave the pact, a day after Sweden signed another.",
        [("Norway", "said", "it would leave the pact")],
    ),
    (
        "The Left Party opposes the pact and urged voters to reject it.",
        [("The Left Party", "opposes", "the pact"), ("The Left Party", "urged", "to reject it")],
    ),
    (
        "Oslo distanced itself from his remarks and voiced support for the pact.",
        [("Oslo", "distanced itself from", "his remarks"), ("Oslo", "voiced support for", "the pact")],
    ),
    (
        "The Harbour Party condemned it, with its leader, Ann Roe, saying the pact was a mistake.",
        [("The Harbour Party", "condemned", "it"), ("its leader, Ann Roe", "saying", "the pact was a mistake")],
    ),
    (
        "Senator Jon Lind, a Republican, on Wednesday said the work was late.",
        [("Senator Jon Lind, a Republican", "said", "the work was late")],
    ),
    ("The minister said hopes were high but would not give a date.", [("The minister", "said", "hopes were high")]),
    ("The minister said hopes were high but gave no details.", [("The minister", "said", "hopes were high")]),
    (
        "Police said nine people were held, and the ombudsman's office voiced alarm at the arrests.",
        [
            ("Police", "said", "nine people were held"),
            ("the ombudsman's office", "voiced alarm at", "the arrests"),
        ],
    ),
]
INVERTED = [
    (
        "“Who gains if the ferry stops?” Minister Ann Roe asked on Monday.",
        [("Minister Ann Roe", "asked", "“Who gains if the ferry stops?”")],
    ),
    ("The bridge is safe, insisted Ann Roe.", [("Ann Roe", "insisted", "The bridge is safe")]),
    (
        "If nobody had paid, the ferry would have sunk, argued Ann Roe of the Harbour Institute, a think tank.",
        [
            (
                "Ann Roe of the Harbour Institute, a think tank",
                "argued",
                "If nobody had paid, the ferry would have sunk",
            )
        ],
    ),
    (
        "Ann Roe, a spokeswoman for the Harbour Party, accused Sweden of delay.",
        [("Ann Roe, a spokeswoman for the Harbour Party", "accused", "Sweden of delay")],
    ),
    (
        "The council, which met Sweden last week, says that Norway broke the rules.",
        [("The council, which met Sweden last week", "says", "Norway broke the rules")],
    ),
]
WHOSE = [  # where a source begins and ends, whatever stands between it and its cue
    (
        "An official who was not authorised to speak on the record welcomed the pact.",
        [("An official who was not authorised to speak on the record", "welcomed", "the pact")],
    ),
    ("Officials who have seen the text say it is thin.", [("Officials who have seen the text", "say", "it is thin")]),
    ("Norway had itself asked Sweden to stop.", [("Norway", "had itself asked", "to stop")]),
    (
        "The fishers welcomed the ban but spoke out against the quota.",
        [("The fishers", "welcomed", "the ban"), ("The fishers", "spoke out against", "the quota")],
    ),
    (
        "Norway's ambassador to the Union, Jon Lind, said the bill was dead.",
        [("Norway's ambassador to the Union, Jon Lind", "said", "the bill was dead")],
    ),
    ("Norway's mission to the Union denied a leak.", [("Norway's mission to the Union", "denied", "a leak")]),
    ("Norway hit out at the quota.", [("Norway", "hit out at", "the quota")]),
    ("Ann Roe told a Sunday newspaper that it was late.", [("Ann Roe", "told", "it was late")]),
    (
        "A street vendor, Ana Ruiz, listening by radio at the gate, said she had lost everything.",
        [("A street vendor, Ana Ruiz, listening by radio at the gate", "said", "she had lost everything")],
    ),
    (
        "The mayor, opening the debate on Friday, said the dam was safe.",
        [("The mayor, opening the debate on Friday", "said", "the dam was safe")],
    ),
    (
        "Ana Ruiz, 54, a teacher from Lund, said nobody had asked her.",
        [("Ana Ruiz, 54, a teacher from Lund", "said", "nobody had asked her")],
    ),
    (
        "The head of the union, Per Lind, who has led it since 2011, said the strike would go on.",
        [("The head of the union, Per Lind, who has led it since 2011", "said", "the strike would go on")],
    ),
    (
        "Ana Ruiz of Lund, where the river rose in May, said she would stay.",
        [("Ana Ruiz of Lund, where the river rose in May", "said", "she would stay")],
    ),
    (
        "One of them, Ana Ruiz, said the talks should wait.",
        [("One of them, Ana Ruiz", "said", "the talks should wait")],
    ),
    (
        "His counterpart, Ana Ruiz, said the channel existed for such things.",
        [("His counterpart, Ana Ruiz", "said", "the channel existed for such things")],
    ),
    (
        "The envoy, asked about the talks, said no date had been set.",
        [("The envoy, asked about the talks", "said", "no date had been set")],
    ),
]
INDIRECT = [
    ("The minister said that the pipeline would be built.", [("The minister", "said", "the pipeline would be built")]),
    (
        "The minister said on Friday the pipeline would be built.",
        [("The minister", "said", "the pipeline would be built")],
    ),
    (
        "The pipeline would be built by May, the minister said.",
        [("the minister", "said", "The pipeline would be built by May")],
    ),
    (
        "The pipeline, the minister said, would be built by May.",
        [("the minister", "said", "The pipeline … would be built by May")],
    ),
    (
        "According to the ministry, the pipeline will be built.",
        [("the ministry", "According to", "the pipeline will be built")],
    ),
    (
        "The pipeline will be built, according to the ministry.",
        [("the ministry", "according to", "The pipeline will be built")],
    ),
    ("Norway opposes the new pipeline.", [("Norway", "opposes", "the new pipeline")]),
    (
        "Norway expressed deep concern over the new pipeline.",
        [("Norway", "expressed deep concern over", "the new pipeline")],
    ),
    ("Norway's opposition to the pipeline is well known.", [("Norway", "opposition to", "the pipeline")]),
    ("Norway vowed to block the pipeline.", [("Norway", "vowed", "to block the pipeline")]),
    ("Norway called for talks on the pipeline.", [("Norway", "called for", "talks on the pipeline")]),
    (
        "Norway said it was worried and urged Sweden to halt the work.",
        [("Norway", "said", "it was worried"), ("Norway", "urged", "to halt the work")],
    ),
    (
        "Norway rejected the plan, saying that it would harm the fishermen.",
        [("Norway", "rejected", "the plan"), ("Norway", "saying", "it would harm the fishermen")],
    ),
    (
        "While Norway urges caution and Sweden calls for speed, the work goes on.",
        [("Norway", "urges", "caution"), ("Sweden", "calls for", "speed")],
    ),
    (
        "Norway accused Sweden of stalling, and called for new talks.",
        [("Norway", "accused", "Sweden of stalling"), ("Norway", "called for", "new talks")],
    ),
    (
        "Norway described the tax as an insult to its fishermen.",
        [("Norway", "described", "the tax as an insult to its fishermen")],
    ),
    ("Norway has opposed the tax from the start.", [("Norway", "has opposed", "the tax")]),
    ("It demanded that the tax be scrapped.", [("It", "demanded", "the tax be scrapped")]),
    (
        "A Norwegian diplomat, who asked not to be named, said the tax was dead.",
        [("A Norwegian diplomat, who asked not to be named", "said", "the tax was dead")],
    ),
    (
        "Local media, citing a government source, reported that the tax was dead.",
        [("Local media, citing a government source", "reported", "the tax was dead")],
    ),
    ("Norway on Friday rejected the tax.", [("Norway", "rejected", "the tax")]),
    (
        "Norway and the Faroe Islands said they would not pay.",
        [("Norway and the Faroe Islands", "said", "they would not pay")],
    ),
    ("Asked if Norway would pay, the minister said it was too early.", [("the minister", "said", "it was too early")]),
    (
        "The minister told the forum in Oslo on Friday that Norway would pay.",
        [("The minister", "told", "Norway would pay")],
    ),
    (
        "A senator said the tax was dead, and Greenpeace demanded an end to fishing.",
        [("A senator", "said", "the tax was dead"), ("Greenpeace", "demanded", "an end to fishing")],
    ),
    (
        "That question is pending in court, she said.",
        [("she", "said", "That question is pending in court")],
    ),
    (
        "The mayor told supporters in Port Alda she had won.",
        [("The mayor", "told", "she had won")],
    ),
    (
        "The minister told reporters in Lund she had not been asked.",
        [("The minister", "told", "she had not been asked")],
    ),
    (
        "Ana Ruiz told envoys two days later it would be better to wait.",
        [("Ana Ruiz", "told", "it would be better to wait")],
    ),
    (
        "The mayor said that night she had won.",
        [("The mayor", "said", "she had won")],
    ),
    (
        "The mayor told journalists four bids were on the table.",
        [("The mayor", "told", "four bids were on the table")],
    ),
    (
        "Police said about 170 people had come.",
        [("Police", "said", "about 170 people had come")],
    ),
    (
        "The ministry said late on Thursday it would appeal.",
        [("The ministry", "said", "it would appeal")],
    ),
    (
        "Ana Ruiz said from Port Alda she had stopped counting.",
        [("Ana Ruiz", "said", "she had stopped counting")],
    ),
    (
        "The envoy said France, Italy and Spain had waited for years.",
        [("The envoy", "said", "France, Italy and Spain had waited for years")],
    ),
    (
        "In case of war this would be the first place to be hit, she wrote in a letter.",
        [("she", "wrote", "In case of war this would be the first place to be hit")],
    ),
    (
        "The mayor asked which house would be pulled down next.",
        [("The mayor", "asked", "which house would be pulled down next")],
    ),
    (
        "The mayor told the committee there was no note on the table.",
        [("The mayor", "told", "there was no note on the table")],
    ),
    (
        "The mayor told the ABC declarations would come and go.",
        [("The mayor", "told", "declarations would come and go")],
    ),
    (
        "The mayor told lawmakers training had failed.",
        [("The mayor", "told", "training had failed")],
    ),
    (
        "The mayor told reporters outside the court that the bridge belonged to the town.",
        [("The mayor", "told", "the bridge belonged to the town")],
    ),
    (
        "The mayor told the Upper House roads and rivers committee on Thursday that the choice was made.",
        [("The mayor", "told", "the choice was made")],
    ),
    (
        "The mayor told the paper by telephone she would stay.",
        [("The mayor", "told", "she would stay")],
    ),
]
NESTED = [
    (
        "The spokesman quoted the envoy as saying that Norway would never pay.",
        [
            ("The spokesman", "quoted", "the envoy as saying that Norway would never pay"),
            ("the envoy", "as saying", "Norway would never pay"),
        ],
    ),
    (
        "Oslo rejected a warning from the Swedish ambassador that the tax could wreck relations.",
        [
            ("Oslo", "rejected", "a warning from the Swedish ambassador that the tax could wreck relations"),
            ("the Swedish ambassador", "warning", "the tax could wreck relations"),
        ],
    ),
    (
        "An official who asked not to be named said the dam was safe.",
        [("An official who asked not to be named", "said", "the dam was safe")],
    ),
    ("Sweden, which opposes the dam, left the talks.", [("Sweden", "opposes", "the dam")]),
    ("The plan drew sharp criticism from Norway.", [("Norway", "drew sharp criticism from", "The plan")]),
    (
        "The minister was quoted by a local agency as saying that the dam was safe.",
        [("The minister", "as saying", "the dam was safe")],
    ),
    (
        "Sweden vowed to close the strait hours after Norway had opened its port.",
        [("Sweden", "vowed", "to close the strait")],
    ),
    (
        "Sweden vowed to close the strait after the election.",
        [("Sweden", "vowed", "to close the strait after the election")],
    ),
    (
        "Oslo said the pact would not lead to a base, as Sweden voiced dismay over the deal.",
        [("Oslo", "said", "the pact would not lead to a base"), ("Sweden", "voiced dismay over", "the deal")],
    ),
    ("Norway announced the signing a day later.", [("Norway", "announced", "the signing")]),
    ("Norway denied having asked for more time.", [("Norway", "denied", "having asked for more time")]),
    (
        "Sweden and Norway announced a deal to mend ties after a year of quarrels.",
        [("Sweden and Norway", "announced", "a deal to mend ties after a year of quarrels")],
    ),
    (
        "Norway dismissed a report that Sweden had requested Oslo send two ships.",
        [
            ("Norway", "dismissed", "a report that Sweden had requested Oslo send two ships"),
            ("Sweden", "had requested", "Oslo send two ships"),
        ],
    ),
    (
        "Sweden urged the strait to be closed.",
        [("Sweden", "urged", "the strait to be closed")],
    ),
    (
        "Sweden urged Norway to sign the treaty, embassy spokesman Erik Lund said.",
        [
            ("embassy spokesman Erik Lund", "said", "Sweden urged Norway to sign the treaty"),
            ("Sweden", "urged", "to sign the treaty"),
        ],
    ),
]
PRESS = [  # the longer sentences of newspapers
    (
        '"The dam is safe," the Oslo senator and former mayor said.',
        [("the Oslo senator and former mayor", "said", '"The dam is safe,"')],
    ),
    (
        '"The dam is safe," said the senator and former mayor.',
        [("the senator and former mayor", "said", '"The dam is safe,"')],
    ),
    (
        "Ana Ruiz, head of the Dam Board, a lobby, said the dam is safe.",
        [("Ana Ruiz, head of the Dam Board, a lobby", "said", "the dam is safe")],
    ),
    (
        "Ana Ruiz, head of the Dam Board, and Bo Holm, its founder, said the dam is safe.",
        [("Ana Ruiz, head of the Dam Board, and Bo Holm, its founder", "said", "the dam is safe")],
    ),
    (
        "Environment Minister Ana Ruiz and dam commissioner Bo Holm said the dam is safe.",
        [("Environment Minister Ana Ruiz and dam commissioner Bo Holm", "said", "the dam is safe")],
    ),
    ("She and Bo Holm said the dam is safe.", [("She and Bo Holm", "said", "the dam is safe")]),
    (
        "Though lawyers embraced the plan, they said it falls short.",
        [("lawyers", "embraced", "the plan"), ("they", "said", "it falls short")],
    ),
    ("Even if he said the dam holds, it will leak.", [("he", "said", "the dam holds")]),
    (
        "The mayor said the port was ready — a change of course since May.",
        [("The mayor", "said", "the port was ready")],
    ),
    (
        "Lawmakers hailed the mayor's speech on Thursday.",
        [("Lawmakers", "hailed", "the mayor's speech")],
    ),
    (
        "Presidential hopeful Ann Roe said the dam is safe.",
        [("Presidential hopeful Ann Roe", "said", "the dam is safe")],
    ),
    (
        "Sweden condemned the inconsistencies of Norway's claim that it owns the reef.",
        [
            ("Sweden", "condemned", "the inconsistencies of Norway's claim that it owns the reef"),
            ("the inconsistencies of Norway", "claim", "it owns the reef"),
        ],
    ),
]
HEADLINES = [
    (
        "Oslo calls pact dead, Stockholm says it lives",
        [("Oslo", "calls", "pact dead"), ("Stockholm", "says", "it lives")],
    ),
    (
        "Oslo denies report of secret deal, calls it groundless",
        [("Oslo", "denies", "report of secret deal"), ("Oslo", "calls", "it groundless")],
    ),
    ("Foreign minister: Norway respects the pact", [("Foreign minister", ":", "Norway respects the pact")]),
    ("Norway accuses Sweden of using boats as a lever", [("Norway", "accuses", "Sweden of using boats as a lever")]),
    ("Norway urges Sweden not to build the pipeline", [("Norway", "urges", "not to build the pipeline")]),
    ("Norway says no request, no talks on the tax", [("Norway", "says", "no request, no talks on the tax")]),
    ("Norway opposes the tax as well as the quota", [("Norway", "opposes", "the tax as well as the quota")]),
    ("Norway decides to drop the tax; Sweden rejoices", [("Norway", "decides", "to drop the tax")]),
    ("Pipeline threatens the coast, says Norway", [("Norway", "says", "Pipeline threatens the coast")]),
]
NONE = [
    "Allies open formal talks on fish.",
    "A sailor, asking not to be identified because the talks go on, left the room.",
    "The report was long and the statement was short.",
    "The Washington Post has new owners.",
    'The so-called "grey zone" lies north of the islands.',
    "Two ships left the port on Friday.",
    "The ministry did not say when the ships would return.",
    "The official declined to be named.",
    "The system threatens the coast.",
    "Norway could declare a zone over the sea.",
    "The bill would bar the banks from trading.",
    "The legislation seeks to step up the tax.",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    DIRECT + QUOTED_BY_ANOTHER + INVERTED + WHOSE + INDIRECT + ENDS + INTERRUPTED + TELLER_GOES_ON + NESTED + PRESS,
)
def test_table(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert triples(text) == expected


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_headlines(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert triples(text, "title") == expected


def test_a_plain_yes_has_no_source_behind_it() -> None:
    assert all(source != "yes" for source, _, _ in triples("Their lobby, the Guild, said yes."))


@pytest.mark.parametrize("text", NONE)
def test_no_saying(text: str) -> None:
    assert triples(text) == []


def test_addressee_of_urge_and_tell() -> None:
    text = "Norway urged Sweden to sign. The minister told parliament that it had."
    assert [[text[a:b] for a, b in x.addressee] for x in attributions(text)] == [["Sweden"], ["parliament"]]


def test_quotation_without_a_cue_carries_the_speaker_on() -> None:
    text = "The minister said he was not worried.\n“The sea is wide. There is room for all of us in it.”"
    _, carried = attributions(text)
    assert (carried.source, carried.cue, carried.form, carried.continues) == ((), (), "direct", 0)
    assert text[slice(*carried.content[0])] == "“The sea is wide. There is room for all of us in it.”"


def test_turns_of_a_transcript_are_their_speakers() -> None:
    text = (
        "Question: Norway says that the ferry is safe. Is it?\n"
        "Lund: Nobody denies that. But we know the sea.\n"
        "Question: Will you sail?\n"
        "Lund: Not before spring."
    )
    assert triples(text) == [
        ("Norway", "says", "the ferry is safe"),
        ("Lund", ":", "Nobody denies that. But we know the sea."),
        ("Lund", ":", "Not before spring."),
    ]
    assert triples("Fuel: what changes now") == []


def test_statement_inside_a_statement_knows_its_parent() -> None:
    outer, inner = attributions("Sweden urged Norway to sign the treaty, embassy spokesman Erik Lund said.")
    assert (outer.parent, inner.parent) == (None, 0)


def test_forms() -> None:
    text = 'He said it was "a very big and costly mistake" to build.\nHe said it was late.\n"It is late," he said.'
    assert [a.form for a in attributions(text)] == ["mixed", "indirect", "direct"]


def test_a_cue_added_in_turtle_is_used(tmp_path) -> None:  # type: ignore[no-untyped-def]
    text = "The ombudsman excogitated that the bridge was unsafe."
    assert triples(text) == []
    extension = tmp_path / "cue.ttl"
    extension.write_text(
        "@prefix dem: <https://w3id.org/demarche/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix act: <https://w3id.org/demarche/ontology/act#> .\n"
        '<urn:x:excogitate> a dem:CueVerb ; skos:prefLabel "excogitate"@en ; dem:speechAct act:assert ;\n'
        "  dem:complement dem:Clause .\n"
    )
    article = Article("doc", text, (Block((0, len(text)), "paragraph"),))
    found = attribute(article, segment(article), load([extension]), "rules")
    assert [text[slice(*a.content[0])] for a in found] == ["the bridge was unsafe"]
