"""interpret: attributions become statements - speech act, stance on topics, systems, target, addressee, date.

Each decision leaves a short reason; everything about countries, people, systems and disputes comes from the ontology.
The files in the order they are used:

* ``reading`` takes the article's words apart; ``voice`` tells whose saying it is and which actors stand where;
* ``topic`` finds topics and systems, ``discourse`` what a later word can refer to;
* ``cue`` finds the lexicon's entry of a cue and how its content hangs on it; ``date`` dates every saying;
* ``stance`` takes the sides, with ``chunks`` (a content by sentence, with its stance words), ``references`` (what
  refers back to a topic), ``spoken`` (what its speaker has just spoken of), ``governed`` (the words a topic is the
  object of), ``attitude`` (whose those words are), ``predicates`` (what is said of a topic), ``evidence`` (the reasons,
  and how they settle) and ``neutral``;
  ``implied`` adds what the rest of the article shows;
* ``act``, ``addressee`` and ``target`` read the rest off that; ``second_look`` weighs what a network (``sides``)
  says where these found nothing; ``open_ends`` lists whom and what it names in vain, and
  ``occasion`` finds what was said only once.

``words`` holds the closed classes of English words they share, ``stance_words`` the ontology's words that show a side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.interpret import second_look
from extract.interpret.act import act as act_of
from extract.interpret.addressee import addressees as addressees_of
from extract.interpret.case import Case, holders
from extract.interpret.chunks import Chunk
from extract.interpret.cue import complement, cue_entry, denied, given_up
from extract.interpret.date import Calendar, Saying, When, date_all
from extract.interpret.discourse import Discourse
from extract.interpret.evidence import Analysis
from extract.interpret.implied import settle_by_article
from extract.interpret.meeting import hearer, scenes
from extract.interpret.occasion import occasions
from extract.interpret.open_ends import open_target, open_topic
from extract.interpret.reading import Reading, covered, read
from extract.interpret.spoken import SpokenOf
from extract.interpret.stance import analyse
from extract.interpret.target import shortfall
from extract.interpret.target import targets as targets_of
from extract.interpret.voice import Mentions, Voice, is_own, voice_of
from extract.records import STANDARD, Article, Attribution, Mention, Passage, Statement, Unresolved, words
from ontology.identifiers import article_name, statement_name
from ontology.knowledge import Ontology

if TYPE_CHECKING:
    from extract.link import Linked

__all__ = ["interpret", "sure"]


#: words of a content that tell what kind of complement it is
OPENING = 40


def interpret(
    article: Article,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    linked: Linked,
    ontology: Ontology,
    sides: str = STANDARD.sides,
) -> tuple[Statement, ...]:
    """One statement per attribution, in the same (document) order.

    ``linked`` holds at the index of each attribution its speakers, those they speak for and its addressees, and every
    actor mention of the article; ``sides``: whether a network is asked where the rules find nothing ("network") or
    not ("rules"). Deterministic; no clock is read.
    """
    if not attributions:
        return ()
    case = first_look(article, passages, attributions, linked, ontology)
    if sides == "network":
        second_look.weigh(case)
    return _statements(case)


def first_look(
    article: Article,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    linked: Linked,
    ontology: Ontology,
) -> Case:
    """What the rules make of every attribution, before anything is weighed or written down."""
    reading = read(article, passages)
    mentions = Mentions(reading, linked.mentions)
    told_of = scenes(reading, mentions)
    discourse = Discourse(reading, ontology, linked.mentions)
    named = [*((h.first, h.last) for h in discourse.hits), *((h.first, h.last) for h in discourse.systems)]
    things = {t for first, last in named for t in range(first, last + 1)}
    everyone = Mentions(
        reading, (*linked.mentions, *(m for m in linked.others if things.isdisjoint(reading.tokens(m.span))))
    )
    calendar = Calendar(article, reading, linked.mentions, ontology)
    name = article_name(article.doc, article.text)
    ids = [statement_name(name, {"source": a.source, "cue": a.cue, "content": a.content}) for a in attributions]
    voices = [voice_of(linked, i, ontology) for i in range(len(attributions))]
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
                holders(linked, i),
                (cue := cues[i]) is not None and cue.kind == "noun" and len(cue_texts[i]) <= 2,
            )
            for i, a in enumerate(attributions)
        ],
        linked.mentions,
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
    open_ends: list[list[Unresolved]] = [[] for _ in attributions]
    spoken_of = SpokenOf()
    for i, a in enumerate(attributions):
        voice = voices[i]
        inside, cue_words, cue = insides[i], cue_texts[i], cues[i]
        hidden = {
            t
            for c in children.get(i, ())
            for t in (*insides[c], *covered(reading, attributions[c].cue), *covered(reading, attributions[c].source))
        }
        tokens = [t for t in inside if t not in hidden]
        content_words = [w for t in tokens if (w := reading.words[t])[0].isalnum()][:OPENING]
        quoted = a.form == "direct"
        kind = complement(cue, content_words, quoted, cue_words)
        speakers = frozenset(m.actor.name for m in linked.speakers[i])
        preferred = spoken_of.meant(speakers, inside[0]) if inside else ()
        negated = denied(reading, a) or (cue is not None and cue.kind == "noun" and given_up(reading, a, ontology))
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
            spoken_of.opposed.get(speakers) if preferred else None,
        )
        if shortfall(analysis.chunks, everyone, voice):
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
        # "called for X to resign" is said of X, not to X
        asked = linked.addressees[i] if cue is not None and cue.lemma.endswith(" for") else ()
        addressed[i] = addressees_of(
            reading,
            mentions,
            () if blames or asked else linked.addressees[i],
            carried,
            a.cue[0] if a.cue else None,
            set(inside),
            analysis.chunks,
            act,
            voice,
            opposes,
            cue,
        )
        if not addressed[i] and (found := hearer(reading, told_of, attributions, linked.speakers, addressed, i)):
            if not is_own(found[0], voice):
                addressed[i] = [found]
        told = tuple(m for m, _ in addressed[i])
        accused = linked.addressees[i] if blames else ()
        targets[i] = targets_of(
            reading,
            mentions,
            analysis,
            voice,
            act,
            told,
            accused,
            blames and kind == "phrase",
            everyone,
            cue,
            asked,
        )
        targets[i] += _envoys_state(addressed[i], targets[i], act, linked, voice)
        if blames or (cue is not None and cue.lemma.endswith(" for")):
            # whom such a cue has for its object is not spoken to
            addressee = next((u.span for u in linked.unresolved[i] if u.kind == "addressee"), None)
            open_ends[i] = [u for u in linked.unresolved[i] if u.kind != "addressee"]
        else:
            addressee, open_ends[i] = None, list(linked.unresolved[i])
        if addressee is not None or not targets[i]:
            gap = open_target(reading, everyone, analysis, voice, addressee, blames and kind == "phrase")
            open_ends[i] += [gap] if gap else []
        gap = open_topic(reading, analysis, cue, ontology)
        open_ends[i] += [gap] if gap else []
        spoken_of.add(speakers, analysis, inside[-1] if inside else 0)
        acts[i] = act, why
    case = Case(
        article=article,
        attributions=attributions,
        linked=linked,
        ontology=ontology,
        reading=reading,
        discourse=discourse,
        everyone=everyone,
        ids=ids,
        voices=voices,
        cues=cues,
        children=children,
        analyses=analyses,
        insides=inside_of,
        acts=acts,
        targets=targets,
        addressed=addressed,
        dates=dates,
        open_ends=open_ends,
    )
    settle_by_article(case)
    return case


def _statements(case: Case) -> tuple[Statement, ...]:
    """The statements of a case, each told which earlier one reports the same saying."""
    statements: list[Statement] = []
    # inner sayings are known now, so that an outer one can take over what it reports
    for i, a in enumerate(case.attributions):
        analysis = case.analyses[i]
        _inherit(i, case.attributions, analysis, case.reading, case.targets, case.children, case.voices)
        statements.append(
            _statement(
                case.article,
                a,
                case.ids,
                i,
                case.linked,
                *case.acts[i],
                analysis,
                case.discourse,
                case.targets[i],
                case.addressed[i],
                case.dates[i],
                case.insides[i],
                case.open_ends[i],
                [c for k in (i, *_own_inside(case, i)) for c in case.analyses[k].chunks],
            )
        )
    return _grouped(statements)


def _envoys_state(
    addressed: list[tuple[Mention, str]], found: list[tuple[Mention, str]], act: str, linked: Linked, voice: Voice
) -> list[tuple[Mention, str]]:
    """The state whose envoy is summoned to hear a protest, where nobody else is blamed."""
    if found or act not in ("criticise", "warn", "deny"):
        return []
    states = {m.actor.acts_for for m, why in addressed if "summoned" in why} - voice.own
    if not states:
        return []
    state = next((m for m in linked.mentions if m.actor.name in states), None)
    return [(state, "whose envoy was summoned")] if state is not None else []


def sure(statements: Sequence[Statement], confidence: float) -> tuple[Statement, ...]:
    """The statements of at least this confidence; what pointed at one left out stands on its own."""
    kept = [s for s in statements if s.confidence >= confidence]
    left = {s.id for s in kept}
    return _grouped([replace(s, reported_in=s.reported_in if s.reported_in in left else None) for s in kept])


def _grouped(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each told which earlier one reports the same saying."""
    found = [replace(s, repeats=None) if s.repeats else s for s in statements]
    for first, *again in occasions(found):
        for i in again:
            found[i] = replace(found[i], repeats=found[first].id)
    return tuple(found)


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


def _own_inside(case: Case, i: int) -> list[int]:
    """The sayings of the speaker's own side that a saying reports."""
    return [c for c in case.children.get(i, ()) if case.voices[c].own & case.voices[i].own]


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
    unresolved: list[Unresolved],
    chunks: Sequence[Chunk],
) -> Statement:
    systems = discourse.systems_in(inside)
    # a system is spoken of as well where a topic that concerns it is referred to ("the move", "the shield"), be it in
    # a saying of its own side that it reports
    for chunk in chunks:
        for hit in chunk.hits:
            if len(discourse.matcher.ontology.topics[hit.topic].systems) == 1:
                systems += [s for s in discourse.systems_of(hit.topic) if s not in systems]
    systems += [s for s in discourse.meant_systems(inside) if s not in systems]
    for stance in analysis.stances:
        # who takes a side on what concerns one system speaks of it, be it named or not
        concerned = discourse.matcher.ontology.topics[stance.topic].systems
        meant = concerned if len(concerned) == 1 else discourse.systems_of(stance.topic)
        systems += [s for s in meant if s not in systems]
    if when.day is None:
        unresolved.append(
            Unresolved("date", words(article.text, (when.span,)) if when.span else "", when.span, when.why)
        )
    if analysis.critical and not analysis.stances and all(u.kind != "topic" for u in unresolved):
        unresolved.append(Unresolved("topic", "", None, "a side is taken, on what is not clear"))
    # speakers and stances bear their own reasons
    reasons = [*a.reasons, f"act: {act}, {why}"]
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
