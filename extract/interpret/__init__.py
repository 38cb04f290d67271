"""interpret: attributions become statements - speech act, stance on topics, systems, target, addressee, date.

One module per question (``act``, ``topic``, ``stance``, ``target``, ``date``, ``occasion``); each decision leaves a
short reason. Everything about countries, people, systems and disputes comes from the ontology.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from extract.interpret.act import act as act_of
from extract.interpret.date import Calendar, Saying, When, date_all
from extract.interpret.occasion import occasions
from extract.interpret.reading import Phrases, Reading, covered, read
from extract.interpret.stance import NEGATIONS, PREPOSITIONS, Analysis, analyse, complement, lens
from extract.interpret.target import addressees as addressees_of
from extract.interpret.target import shortfall
from extract.interpret.target import targets as targets_of
from extract.interpret.topic import DEFINITE, INDEFINITE, Discourse
from extract.interpret.voice import Mentions, Voice
from extract.records import Article, Attribution, Mention, Passage, Statement, Unresolved, words
from ontology.identifiers import article_name, statement_name
from ontology.knowledge import CueEntry, Ontology

if TYPE_CHECKING:
    from extract.link import Linked

__all__ = ["interpret"]


#: words of a content that tell what kind of complement it is
OPENING = 40
#: tokens within which what a speaker took a side on is still what "it" means: about five sentences
FRESH = 120
_INFINITIVES = frozenset({"Infinitive", "ObjectInfinitive"})


@lru_cache(maxsize=4)
def _cue_table(ontology: Ontology) -> tuple[dict[str, CueEntry], Phrases[CueEntry]]:
    """Cues by name and by form; "dismissed X as Y" is read as "dismissed X", by its verb's own entry."""
    table: Phrases[CueEntry] = Phrases()
    plain = {(c.lemma, c.kind): c for c in reversed(ontology.cues) if "Phrase" in c.complements and c.act != "assert"}
    by_name = {
        c.name: plain.get((c.lemma, c.kind), c) if c.complements == {"Predicative"} and c.act == "assert" else c
        for c in ontology.cues
    }
    for cue in ontology.cues:
        for form in cue.forms:
            table.add(form.replace("-", " ").split(), by_name[cue.name])
    return by_name, table


@lru_cache(maxsize=4)
def _siblings(ontology: Ontology) -> dict[tuple[str, str], tuple[CueEntry, ...]]:
    """The entries of one lemma and kind together."""
    found: dict[tuple[str, str], tuple[CueEntry, ...]] = {}
    for cue in ontology.cues:
        found[cue.lemma, cue.kind] = (*found.get((cue.lemma, cue.kind), ()), cue)
    return found


def cue_entry(
    ontology: Ontology, attribution: Attribution, cue_words: list[str], content: list[str]
) -> CueEntry | None:
    """The lexicon's cue of an attribution: the one it names, else the best reading of its cue words.

    Of several entries of one form the one whose complement stands there wins; a noun beats the light verb before it.
    """
    by_name, table = _cue_table(ontology)
    infinitive = content[:1] == ["to"] or content[:2] == ["not", "to"]
    infinitive |= cue_words[-1:] == ["to"] and bool(content) and content[0] not in DEFINITE | INDEFINITE
    if attribution.cue_name and attribution.cue_name in by_name:
        named = by_name[attribution.cue_name]
        if infinitive and not named.complements & _INFINITIVES:
            return next(
                (c for c in _siblings(ontology)[named.lemma, named.kind] if c.complements & _INFINITIVES), named
            )
        if not infinitive and named.complements == {"ObjectInfinitive"}:
            same = _siblings(ontology)[named.lemma, named.kind]
            return next((c for c in same if c.complements & {"Clause", "ObjectClause"}), named)
        return named
    found: list[tuple[int, CueEntry]] = []
    for k in table.starts(cue_words):
        found += [(size, c) for size, cues in table.all_at(cue_words, k) for c in cues]
    if not found:
        return None
    last = cue_words[-1]
    light = any(c.kind == "light" for _, c in found)

    def fit(item: tuple[int, CueEntry]) -> tuple[float, ...]:
        size, cue = item
        if infinitive:
            right = bool(
                cue.complements
                & ({"ObjectInfinitive"} if attribution.addressee else {"Infinitive", "ObjectInfinitive"})
            )
        elif attribution.addressee and content and content[0].endswith("ing"):
            right = "ObjectPrepositionalPhrase" in cue.complements
        elif last in PREPOSITIONS | {"over"} and last not in cue.lemma.split():
            right = last in cue.prepositions
        else:
            right = bool(
                cue.complements & ({"ObjectClause", "Clause"} if not attribution.addressee else {"ObjectClause"})
            )
        return (cue.kind != "light", light and cue.kind == "noun", right, size, cue.kind == "phrase", cue.reliability)

    return max(found, key=lambda item: (fit(item), item[1].name))[1]


def interpret(
    article: Article,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    linked: Linked,
    ontology: Ontology,
) -> tuple[Statement, ...]:
    """One statement per attribution, in the same (document) order.

    ``linked`` holds at the index of each attribution its speakers, those they speak for and its addressees, and every
    actor mention of the article. Deterministic; no clock is read.
    """
    if not attributions:
        return ()
    reading = read(article, passages)
    mentions = Mentions(reading, linked.mentions)
    discourse = Discourse(reading, ontology, linked.mentions)
    calendar = Calendar(article, reading, linked.mentions, ontology)
    name = article_name(article.doc, article.text)
    ids = [statement_name(name, {"source": a.source, "cue": a.cue, "content": a.content}) for a in attributions]
    voices = [_voice(linked, i, ontology) for i in range(len(attributions))]
    insides = [covered(reading, a.content) for a in attributions]
    cue_texts = [[reading.words[t] for t in covered(reading, a.cue)] for a in attributions]
    cues = [
        cue_entry(ontology, a, cue_texts[i], [w for t in insides[i][:8] if (w := reading.words[t])[0].isalnum()])
        for i, a in enumerate(attributions)
    ]
    dates = date_all(
        calendar,
        [
            Saying(
                a,
                frozenset(m.actor.name for m in linked.speakers[i]),
                _holders(linked, i),
                (cue := cues[i]) is not None and cue.kind == "noun" and len(cue_texts[i]) <= 2,
            )
            for i, a in enumerate(attributions)
        ],
    )
    children: dict[int, list[int]] = {}
    for i, a in enumerate(attributions):
        if a.parent is not None and a.parent != i:
            children.setdefault(a.parent, []).append(i)
    analyses: list[Analysis] = []
    inside_of: list[set[int]] = []
    acts: list[tuple[str, str]] = [("assert", "")] * len(attributions)
    targets: list[list[tuple[Mention, str]]] = [[] for _ in attributions]
    addressed: list[list[tuple[Mention, str]]] = [[] for _ in attributions]
    statements: list[Statement] = []
    opposed_last: dict[frozenset[str], str | None] = {}
    last_topics: dict[frozenset[str], tuple[tuple[str, ...], int]] = {}
    for i, a in enumerate(attributions):
        voice = voices[i]
        inside, cue_words, cue = insides[i], cue_texts[i], cues[i]
        hidden = {
            t
            for c in children.get(i, ())
            for t in (*insides[c], *covered(reading, attributions[c].cue), *covered(reading, attributions[c].source))
        }
        tokens = [t for t in inside if t not in hidden]
        content_words = list(islice((w for t in tokens if (w := reading.words[t])[0].isalnum()), OPENING))
        quoted = a.form == "direct"
        kind = complement(cue, content_words, quoted, cue_words)
        speakers = frozenset(m.actor.name for m in linked.speakers[i])
        known = last_topics.get(speakers)
        preferred = (
            known[0] if known and inside and inside[0] - known[1] < FRESH and _is_latest(known[1], last_topics) else ()
        )
        negated = _negated(reading, a) or (cue is not None and cue.kind == "noun" and _withdrawn(reading, a, ontology))
        analysis = analyse(
            reading,
            discourse,
            mentions,
            ontology,
            tokens,
            voice,
            cue,
            kind,
            preferred,
            negated,
            cue_words,
            _claim_before(reading, attributions, linked, i),
            opposed_last.get(speakers) if preferred else None,
        )
        if shortfall(analysis.chunks, mentions, voice):
            analysis.roles.add("Shortfall")
        analyses.append(analysis)
        inside_of.append(set(inside))
        act, why = act_of(ontology, cue, kind, analysis, mentions, voice, cue_words)
        opposes = any(s.stance == "oppose" for s in analysis.stances)
        # "accused X of", "blamed X for": the cue's object is whom it is against, not whom it is said to
        blames = cue is not None and ontology.acts.get(cue.act, cue.act) == "criticise"
        carried: tuple[Mention, ...] = ()
        # an indirect "urged X to" ends with its clause; a quote said to X goes on in the next paragraph
        if a.continues is not None and a.continues < len(attributions) and attributions[a.continues].form != "indirect":
            carried = tuple(m for m, _ in addressed[a.continues])
        addressed[i] = addressees_of(
            reading,
            mentions,
            () if blames else linked.addressees[i],
            carried,
            a.cue[0] if a.cue else None,
            set(inside),
            analysis.chunks,
            act,
            voice,
            opposes,
        )
        told = tuple(m for m, _ in addressed[i])
        accused = linked.addressees[i] if blames else ()
        targets[i] = targets_of(reading, mentions, analysis, voice, act, told, accused, blames and kind == "phrase")
        if analysis.stances:
            last_topics[speakers] = tuple(s.topic for s in analysis.stances), inside[-1] if inside else 0
            opposed_last[speakers] = next((s.topic for s in analysis.stances if s.stance == "oppose"), None)
        elif inside and (spoken := next((h.topic for c in analysis.chunks for h in c.hits), None)):
            # no side taken, yet this is what "it" means next
            last_topics[speakers] = (spoken,), inside[-1]
            opposed_last[speakers] = None
        acts[i] = act, why
    _drop_assessments(linked, analyses, voices, discourse)
    # inner sayings are known now, so that an outer one can take over what it reports
    for i, a in enumerate(attributions):
        analysis = analyses[i]
        _inherit(i, attributions, analysis, reading, targets, children, voices)
        statements.append(
            _statement(
                article,
                a,
                ids,
                i,
                linked,
                *acts[i],
                analysis,
                discourse,
                targets[i],
                addressed[i],
                dates[i],
                inside_of[i],
            )
        )
    for first, *again in occasions(statements):
        for i in again:
            statements[i] = replace(statements[i], repeats=ids[first])
    return tuple(statements)


def _claim_before(reading: Reading, attributions: Sequence[Attribution], linked: Linked, i: int) -> bool:
    """Whether another speaker's saying ends in the sentence before this one or in its own."""
    if not i:
        return False
    here = reading.sentence_at(attributions[i].content[0][0])
    for j in range(i - 1, max(-1, i - 3), -1):
        if attributions[i].parent == j:
            continue
        gap = here - reading.sentence_at(attributions[j].content[-1][1] - 1)
        near = gap <= 1 or (gap == 2 and attributions[j].passage == attributions[i].passage)
        if gap >= 0 and near and attributions[j].cue:
            mine = {m.actor.name for m in linked.speakers[i]}
            return not mine & {m.actor.name for m in linked.speakers[j]}
    return False


def _drop_assessments(linked: Linked, analyses: list[Analysis], voices: list[Voice], discourse: Discourse) -> None:
    """Takes back a side that rests on "does no harm" alone, where it is an assessment and no defence ("the rebels'
    rockets pose no threat to us"): the same holders are against the thing elsewhere, or the thing is by its name
    another actor's and they are nowhere for it."""
    sides = {
        (holder, s.topic, s.stance)
        for i, analysis in enumerate(analyses)
        for s in analysis.stances
        if s.topic not in analysis.mild
        for holder in _holders(linked, i)
    }
    for i, analysis in enumerate(analyses):
        for topic in analysis.mild:
            named = discourse.matcher.about[topic][0]
            foreign = bool(named) and not any(actors & voices[i].own for actors in named)
            holders = _holders(linked, i)
            if any((h, topic, "oppose") in sides for h in holders) or (
                foreign and not any((h, topic, "support") in sides for h in holders)
            ):
                analysis.stances = tuple(s for s in analysis.stances if s.topic != topic)


def _negated(reading: Reading, attribution: Attribution) -> bool:
    """Whether the cue stands under a negation: "was not eager to", "did not support"."""
    cue = covered(reading, attribution.cue)
    return bool(cue) and any(w in NEGATIONS for w in reading.words[max(0, cue[0] - 2) : cue[-1]])


def _withdrawn(reading: Reading, attribution: Attribution, ontology: Ontology) -> bool:
    """Whether a cue's noun is given up: "withdrew its support for", "dropped their opposition to"."""
    spans = (*attribution.source, *attribution.cue)
    if not spans:
        return False
    first = reading.tokens(min(spans)).start
    table = lens(ontology).phrases
    for k in range(max(0, first - 2), first):
        found = table.at(reading.words, k, first)
        if found and k + found[0] == first and any(e.role == "Halting" for e in found[1]):
            return reading.sentence[k] == reading.sentence[first]
    return False


def _is_latest(position: int, last: dict[frozenset[str], tuple[tuple[str, ...], int]]) -> bool:
    """Whether nobody else has taken a side since: a pronoun then means what the speaker spoke of."""
    return position == max(p for _, p in last.values())


def _voice(linked: Linked, i: int, ontology: Ontology) -> Voice:
    actors = [*(m.actor for m in linked.speakers[i]), *linked.on_behalf_of[i]]
    own = {a.name for a in actors} | {a.acts_for for a in actors if a.acts_for}
    return Voice(
        frozenset(own),
        any(m.actor.kind in ("state", "organization") for m in linked.speakers[i]),
        bool(linked.on_behalf_of[i])
        or any(
            m.actor.kind in ("person", "organization")
            and not ((entry := ontology.actors.get(m.actor.name)) and entry.is_agency)
            for m in linked.speakers[i]
        ),
    )


def _holders(linked: Linked, i: int) -> frozenset[str]:
    return frozenset(a.name for a in linked.on_behalf_of[i]) or frozenset(m.actor.name for m in linked.speakers[i])


def _inherit(
    i: int,
    attributions: Sequence[Attribution],
    analysis: Analysis,
    reading: Reading,
    targets: list[list[tuple[Mention, str]]],
    children: dict[int, list[int]],
    voices: list[Voice],
) -> None:
    """Targets shared with the saying it reports for its own side, or with the clause whose subject "it" takes up."""
    if targets[i]:
        return
    for c in children.get(i, ()):
        if voices[c].own & voices[i].own and voices[i].holder:
            targets[i] = [(m, "of the saying it reports") for m, _ in targets[c]]
    if targets[i] or not analysis.inherits_subject or i == 0 or not any(s.stance == "oppose" for s in analysis.stances):
        return
    here = attributions[i].content[0][0]
    for j in range(i - 1, -1, -1):
        if reading.sentence_at(attributions[j].content[0][0]) == reading.sentence_at(here):
            if voices[j].own == voices[i].own and targets[j]:
                targets[i] = [(m, "of the clause before, same sentence") for m, _ in targets[j]]
                return
        else:
            return


def _statement(
    article: Article,
    a: Attribution,
    ids: list[str],
    i: int,
    linked: Linked,
    act: str,
    why: str,
    analysis: Analysis,
    discourse: Discourse,
    targets: list[tuple[Mention, str]],
    addressed: list[tuple[Mention, str]],
    when: When,
    inside: set[int],
) -> Statement:
    systems: list[str] = []
    for s in discourse.systems:
        if s.first in inside and s.system not in systems:
            systems.append(s.system)
    # a system is spoken of as well where a topic that concerns it is referred to: "the move", "the shield"
    for chunk in analysis.chunks:
        for hit in chunk.hits:
            if len(discourse.matcher.ontology.topics[hit.topic].systems) == 1:
                systems += [s for s in discourse.systems_of(hit.topic) if s not in systems]
    for stance in analysis.stances:
        systems += [s for s in discourse.systems_of(stance.topic) if s not in systems]
    unresolved: list[Unresolved] = list(linked.unresolved[i])
    if when.day is None:
        unresolved.append(Unresolved("date", "", when.span, when.why))
    if analysis.critical and not analysis.stances:
        unresolved.append(Unresolved("topic", "", None, "a side is taken, on what is not clear"))
    reasons = [*a.reasons, *linked.reasons[i], f"act: {act}, {why}"]
    reasons += [f"stance: {s.stance} {s.topic}, {s.reason}" for s in analysis.stances]
    reasons += [f"target: {m.actor.name}, {reason}" for m, reason in targets]
    reasons += [f"addressee: {m.actor.name}, {reason}" for m, reason in addressed]
    reasons.append(f"date: {when.day or 'unknown'}, {when.why}")
    return Statement(
        doc=article.doc,
        id=ids[i],
        form=a.form,
        content=a.content,
        cue=a.cue,
        source=a.source,
        text={
            "source": words(article.text, a.source),
            "cue": words(article.text, a.cue),
            "content": words(article.text, a.content),
        },
        speakers=linked.speakers[i],
        on_behalf_of=linked.on_behalf_of[i],
        act=act,
        stances=analysis.stances,
        systems=tuple(systems),
        targets=tuple(m for m, _ in targets),
        addressees=tuple(m for m, _ in addressed),
        date=when.day,
        date_basis=when.basis,
        date_span=when.span,
        reported_in=ids[a.parent] if a.parent is not None else None,
        relayed_by=linked.relayed_by[i],
        unresolved=tuple(unresolved),
        confidence=confidence(a, linked.speakers[i]),
        reasons=tuple(r for r in dict.fromkeys(reasons) if r),
    )


def confidence(attribution: Attribution, speakers: tuple[Mention, ...]) -> float:
    """The attribution's confidence times the weakest speaker link, two decimals; halved where no speaker was found."""
    link = min((m.score for m in speakers), default=0.5)
    return round(min(max(attribution.confidence * link, 0.01), 1.0), 2)
