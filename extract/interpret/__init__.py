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
from extract.interpret.addressee import answered
from extract.interpret.case import Case, holders
from extract.interpret.cue import complement, cue_entry, denied, given_up
from extract.interpret.date import Calendar, Saying, When, date_all
from extract.interpret.discourse import Discourse
from extract.interpret.evidence import Analysis
from extract.interpret.implied import settle_by_article
from extract.interpret.meeting import Scene, hearer, scenes
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
    case = _opened(article, passages, attributions, linked, ontology)
    told_of = scenes(case.reading, case.mentions)
    spoken_of = SpokenOf()
    for i in range(len(attributions)):
        _take_sides(case, i, spoken_of)
        _name_act(case, i)
        _find_addressees(case, i, told_of)
        _find_targets(case, i)
        _list_open_ends(case, i)
        spoken_of.add(case.speakers[i], case.analyses[i], case.contents[i][-1] if case.contents[i] else 0)
    settle_by_article(case)
    return case


def _opened(
    article: Article,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    linked: Linked,
    ontology: Ontology,
) -> Case:
    """The case with what can be told of each attribution by itself: words, voice, cue and date."""
    reading = read(article, passages)
    discourse = Discourse(reading, ontology, linked.mentions)
    named = [*((h.first, h.last) for h in discourse.hits), *((h.first, h.last) for h in discourse.systems)]
    things = {t for first, last in named for t in range(first, last + 1)}
    others = (m for m in linked.others if things.isdisjoint(reading.tokens(m.span)))
    name = article_name(article.doc, article.text)
    contents = [covered(reading, a.content) for a in attributions]
    cue_texts = [[reading.words[t] for t in covered(reading, a.cue)] for a in attributions]
    cues = [
        cue_entry(ontology, a, cue_texts[i], [w for t in contents[i][:8] if (w := reading.words[t])[0].isalnum()])
        for i, a in enumerate(attributions)
    ]
    children: dict[int, list[int]] = {}
    for i, a in enumerate(attributions):
        if a.parent is not None and a.parent != i:
            children.setdefault(a.parent, []).append(i)
    case = Case(
        article=article,
        attributions=attributions,
        linked=linked,
        ontology=ontology,
        reading=reading,
        discourse=discourse,
        mentions=Mentions(reading, linked.mentions),
        everyone=Mentions(reading, (*linked.mentions, *others)),
        ids=[statement_name(name, {"source": a.source, "cue": a.cue, "content": a.content}) for a in attributions],
        speakers=[frozenset(m.actor.name for m in found) for found in linked.speakers],
        voices=[voice_of(linked, i, ontology) for i in range(len(attributions))],
        cues=cues,
        cue_texts=cue_texts,
        children=children,
        contents=contents,
        insides=[set(tokens) for tokens in contents],
    )
    case.dates = _dated(case, passages)
    return case


def _dated(case: Case, passages: Sequence[Passage]) -> list[When]:
    """When each attribution was said."""
    sayings = [
        Saying(
            a,
            case.speakers[i],
            holders(case.linked, i),
            (cue := case.cues[i]) is not None and cue.kind == "noun" and len(case.cue_texts[i]) <= 2,
            passages[a.passage].kind != "paragraph",
        )
        for i, a in enumerate(case.attributions)
    ]
    calendar = Calendar(case.article, case.reading, case.linked.mentions, case.ontology)
    return date_all(calendar, sayings, case.linked.mentions)


def _take_sides(case: Case, i: int, spoken_of: SpokenOf) -> None:
    """How the content hangs on its cue, and the sides it takes; what others say inside it is theirs."""
    a, reading, cue, voice = case.attributions[i], case.reading, case.cues[i], case.voices[i]
    hidden = {
        t
        for c in case.children.get(i, ())
        for t in (
            *case.contents[c],
            *covered(reading, case.attributions[c].cue),
            *covered(reading, case.attributions[c].source),
        )
    }
    tokens = [t for t in case.contents[i] if t not in hidden]
    content_words = [w for t in tokens if (w := reading.words[t])[0].isalnum()][:OPENING]
    kind = complement(cue, content_words, a.form == "direct", case.cue_texts[i])
    preferred = spoken_of.meant(case.speakers[i], case.contents[i][0]) if case.contents[i] else ()
    analysis = analyse(
        reading,
        case.discourse,
        case.mentions,
        case.ontology,
        tokens,
        voice,
        cue,
        kind,
        preferred,
        denied(reading, a) or (cue is not None and cue.kind == "noun" and given_up(reading, a, case.ontology)),
        case.cue_texts[i],
        _claim_before(reading, case.attributions, case.linked, i),
        spoken_of.opposed.get(case.speakers[i]) if preferred else None,
    )
    if shortfall(analysis.chunks, case.everyone, voice):
        analysis.roles.add("Shortfall")
    case.kinds.append(kind)
    case.analyses.append(analysis)


def _name_act(case: Case, i: int) -> None:
    """What is done by saying it."""
    case.acts.append(
        act_of(
            case.ontology,
            case.cues[i],
            case.kinds[i],
            case.analyses[i],
            case.mentions,
            case.voices[i],
            case.cue_texts[i],
        )
    )


def _blames(case: Case, i: int) -> bool:
    """Whether the cue's object is whom it is against, not whom it is said to: "accused X of", "blamed X for"."""
    cue = case.cues[i]
    return cue is not None and case.ontology.acts.get(cue.act, cue.act) == "criticise"


def _calls_for(case: Case, i: int) -> bool:
    """Whether the cue's object is spoken of, not to: "called for X to resign"."""
    cue = case.cues[i]
    return cue is not None and cue.lemma.endswith(" for")


def _find_addressees(case: Case, i: int, told_of: Sequence[Scene]) -> None:
    """To whom it is said: by its clause, by the quote it continues, or by the meeting it stands in."""
    a, analysis, voice = case.attributions[i], case.analyses[i], case.voices[i]
    carried: tuple[Mention, ...] = ()
    # an indirect "urged X to" ends with its clause; a quote said to X goes on in the next paragraph
    continued = a.continues if a.continues is not None and a.continues < len(case.attributions) else None
    if continued is not None and case.attributions[continued].form != "indirect":
        carried = tuple(m for m, _ in case.addressed[continued]) if continued < i else ()
    found = addressees_of(
        case.reading,
        case.mentions,
        () if _blames(case, i) or _calls_for(case, i) else case.linked.addressees[i],
        carried,
        a.cue[0] if a.cue else None,
        case.insides[i],
        analysis.chunks,
        case.acts[i][0],
        voice,
        any(s.stance == "oppose" for s in analysis.stances),
        case.cues[i],
    )
    if not found:
        met = hearer(case.reading, told_of, case.attributions, case.linked.speakers, case.addressed, i)
        if met is not None and not is_own(met[0], voice):
            found = [met]
    # the saying before, be this one told by somebody after it: "X replied that …, according to an aide"
    before = next((j for j in range(i - 1, -1, -1) if j != a.parent), None)
    if not found and before is not None:
        asked = answered(case.cues[i], voice, case.addressed[before], case.linked.speakers[before])
        found = [asked] if asked is not None else []
    case.addressed.append(found)


def _find_targets(case: Case, i: int) -> None:
    """Whom it is against."""
    act, voice = case.acts[i][0], case.voices[i]
    objects = case.linked.addressees[i]
    found = targets_of(
        case.reading,
        case.mentions,
        case.analyses[i],
        voice,
        act,
        tuple(m for m, _ in case.addressed[i]),
        objects if _blames(case, i) else (),
        _blames(case, i) and case.kinds[i] == "phrase",
        case.everyone,
        case.cues[i],
        objects if _calls_for(case, i) else (),
    )
    case.targets.append(found + _envoys_state(case.addressed[i], found, act, case.linked, voice))


def _list_open_ends(case: Case, i: int) -> None:
    """Whom and what it names in vain, beside what linking left open."""
    analysis, addressee = case.analyses[i], None
    found = list(case.linked.unresolved[i])
    if _blames(case, i) or _calls_for(case, i):
        # whom such a cue has for its object is not spoken to
        addressee = next((u.span for u in found if u.kind == "addressee"), None)
        found = [u for u in found if u.kind != "addressee"]
    if addressee is not None or not case.targets[i]:
        accused = _blames(case, i) and case.kinds[i] == "phrase"
        gap = open_target(case.reading, case.everyone, analysis, case.voices[i], addressee, accused)
        found += [gap] if gap else []
    gap = open_topic(case.reading, analysis, case.cues[i], case.ontology)
    found += [gap] if gap else []
    case.open_ends.append(found)


def _statements(case: Case) -> tuple[Statement, ...]:
    """The statements of a case, each told which earlier one reports the same saying."""
    statements: list[Statement] = []
    # inner sayings are known now, so that an outer one can take over what it reports
    for i in range(len(case.attributions)):
        _inherit(i, case.attributions, case.analyses[i], case.reading, case.targets, case.children, case.voices)
        statements.append(_statement(case, i))
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


def _statement(case: Case, i: int) -> Statement:
    """The statement of one attribution, as all looks have left it."""
    article, a, analysis, when = case.article, case.attributions[i], case.analyses[i], case.dates[i]
    linked, unresolved, (act, why) = case.linked, case.open_ends[i], case.acts[i]
    if when.day is None:
        unresolved.append(
            Unresolved("date", words(article.text, (when.span,)) if when.span else "", when.span, when.why)
        )
    if analysis.critical and not analysis.stances and all(u.kind != "topic" for u in unresolved):
        unresolved.append(Unresolved("topic", "", None, "a side is taken, on what is not clear"))
    # speakers and stances bear their own reasons
    reasons = [*a.reasons, f"act: {act}, {why}"]
    reasons += [f"target: {m.actor.name}, {reason}" for m, reason in case.targets[i]]
    reasons += [f"addressee: {m.actor.name}, {reason}" for m, reason in case.addressed[i]]
    reasons.append(f"date: {when.day or 'unknown'}, {when.why}")
    return Statement(
        doc=article.doc,
        id=case.ids[i],
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
        systems=_systems(case, i),
        targets=tuple(m for m, _ in case.targets[i]),
        addressees=tuple(m for m, _ in case.addressed[i]),
        date=when.day,
        date_basis=when.basis,
        date_span=when.span,
        reported_in=case.ids[a.parent] if a.parent is not None else None,
        relayed_by=linked.relayed_by[i],
        unresolved=tuple(unresolved),
        confidence=confidence(a, linked.speakers[i]),
        reasons=tuple(r for r in dict.fromkeys(reasons) if r),
    )


def _systems(case: Case, i: int) -> tuple[str, ...]:
    """The systems a saying is about: named, or meant by what it says of a topic or by a noun."""
    discourse, topics = case.discourse, case.ontology.topics
    systems = discourse.systems_in(case.insides[i])
    # a system is spoken of as well where a topic that concerns it is referred to ("the move", "the shield"), be it in
    # a saying of its own side that it reports
    for chunk in (c for k in (i, *_own_inside(case, i)) for c in case.analyses[k].chunks):
        for hit in chunk.hits:
            if len(topics[hit.topic].systems) == 1:
                systems += discourse.systems_of(hit.topic)
    systems += discourse.meant_systems(case.insides[i])
    for stance in case.analyses[i].stances:
        # who takes a side on what concerns one system speaks of it, be it named or not
        concerned = topics[stance.topic].systems
        systems += concerned if len(concerned) == 1 else discourse.systems_of(stance.topic)
    return tuple(dict.fromkeys(systems))


def confidence(attribution: Attribution, speakers: tuple[Mention, ...]) -> float:
    """The attribution's confidence times the weakest speaker link, two decimals; halved where no speaker was found."""
    link = min((m.score for m in speakers), default=0.5)
    return round(min(max(attribution.confidence * link, 0.01), 1.0), 2)
