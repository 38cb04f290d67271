"""To whom a saying was said.

The cue's object ("told X", "urged X to"), the subject of a demand ("demanded that X stop"), the other side of the
meeting the clause names, for whom an interview, letter or speech is, whose help is called for; a continuing quote
keeps them. Unnamed audiences ("reporters") are
none.
"""

from __future__ import annotations

from bisect import bisect_left

from extract.interpret.blame import Named, named
from extract.interpret.chunks import Chunk
from extract.interpret.reading import Reading
from extract.interpret.voice import Mentions, Voice, is_own
from extract.interpret.words import BE, CLAUSE_ENDS, PREPOSITIONS, word_set
from extract.link.nouns import PERSON_HEADS, singular
from extract.records import Mention, Span
from ontology.knowledge import CueEntry

_MEETINGS = word_set(
    """meeting talks call conversation phone summit telephone session dinner lunch visit teleconference"""
)
#: what is said or written to somebody, and the word before who that is
_OCCASIONS = {
    **dict.fromkeys(("interview", "exchange"), word_set("with")),
    **dict.fromkeys(("letter", "email", "mail", "memo", "message", "note", "cable", "fax", "reply"), word_set("to")),
    **dict.fromkeys(("speech", "address", "remarks", "testimony", "lecture", "presentation"), word_set("to before")),
    **dict.fromkeys(("speaking", "spoke", "talking"), word_set("to with before")),
    **dict.fromkeys(("wrote", "writing", "written"), word_set("to")),
    **dict.fromkeys(("asked", "pressed", "questioned", "interviewed"), word_set("by")),
}
#: verbs whose object hears what is said
_HEARD_BY = word_set(
    """tell tells told telling ask asks asked asking remind reminds reminded reminding assure assures assured assuring
    warn warns warned warning inform informs informed informing advise advises advised advising notify notified
    urge urges urged urging press presses pressed pressing push pushes pushed pushing challenge challenges challenged"""
)
#: words between such a verb, or such a preposition, and a name
_NAME_REACH = 6
_NO_NAME = CLAUSE_ENDS | BE | word_set("to that whether if about of for on over not and or , how why what when")
_REPLIES = word_set("reply retort respond answer")
_PERFORMATIVES = word_set("urge call ask demand request appeal")
#: a demand that others are to meet is made to them: "demanded that X stop"; a proposal need not be
_DEMANDS = word_set("demand request ask insist")
_FINITE = BE | PREPOSITIONS | word_set("has have had does did to and or who which that , can may not will would")
_WITHIN = frozenset(["during", "in", "at"])


def addressees(
    reading: Reading,
    mentions: Mentions,
    given: tuple[Mention, ...],
    carried: tuple[Mention, ...],
    cue_span: Span | None,
    content: set[int],
    chunks: list[Chunk],
    act: str,
    voice: Voice,
    opposes: bool,
    cue: CueEntry | None = None,
) -> list[tuple[Mention, str]]:
    """Mentions the saying was addressed to, each with why. ``carried`` are those of the quote this one continues."""
    found = [(m, "object of the cue") for m in given if m.actor.kind != "unnamed"]
    if not found and carried:
        return [(m, "carried from the quote before") for m in carried]
    if not found:
        found = [(m, "urged in the words themselves") for c in chunks for m in _urged(c, mentions, voice)]
    if not found and chunks and cue is not None and cue.lemma in _DEMANDS:
        asked = demanded_of(chunks[0], named(chunks[0], mentions), cue)
        if asked is not None and not is_own(asked.mention, voice) and asked.mention.actor.kind != "unnamed":
            found.append((asked.mention, f"of whom it is demanded: {cue.lemma}"))
    if not found and chunks:
        found = [(m, "called by name") for m in _called(chunks[0], mentions, voice)]
    if not found and cue_span is not None:
        mention = _counterpart(reading, mentions, cue_span, content, voice)
        if mention is not None:
            found.append((mention, "other side of the meeting"))
    if not found and cue_span is not None:
        told = _object(reading, mentions, cue_span, voice)
        heard = told or _at_occasion(reading, mentions, cue_span, content, voice)
        if heard is not None:
            found.append((heard, "object of the cue" if told else "whom the interview, letter or speech is for"))
    if not found and act == "urge" and not opposes and chunks:
        mention = _asked(chunks[0], mentions, voice)
        if mention is not None:
            found.append((mention, "whose help is called for"))
    return found


def answered(
    cue: CueEntry | None, voice: Voice, before: list[tuple[Mention, str]], spoke: tuple[Mention, ...]
) -> tuple[Mention, str] | None:
    """Whom a reply is to: who has just addressed the one who replies. ``before``: those addressed in the saying before,
    ``spoke``: who spoke there."""
    asked = any(is_own(m, voice) for m, _ in before)
    if cue is None or cue.lemma not in _REPLIES or not asked or len(spoke) != 1:
        return None
    return None if spoke[0].actor.kind == "unnamed" or is_own(spoke[0], voice) else (spoke[0], "who is replied to")


def demanded_of(chunk: Chunk, actors: list[Named], cue: CueEntry | None) -> Named | None:
    """Who is to do what is demanded: "demanded that X stop the raids", "requested X send help"."""
    if cue is None or cue.act != "urge" or cue.kind != "verb" or not actors or "Clause" not in cue.complements:
        return None
    asked = actors[0]
    after = chunk.words[asked.last + 1 : asked.last + 2]
    fits = asked.first <= 1 and not asked.owner and after and after[0] not in _FINITE and after[0][0].isalpha()
    return asked if fits else None


def _urged(chunk: Chunk, mentions: Mentions, voice: Voice) -> list[Mention]:
    """Whom a first person urges: "we urge X and Y to", "I call on X to"."""
    words = chunk.words
    for k, word in enumerate(words):
        if word not in _PERFORMATIVES or not {"we", "i"} & set(words[max(0, k - 3) : k]):
            continue
        stop = next((n for n in range(k + 1, min(k + 14, len(words))) if words[n] == "to"), None)
        if stop is not None:
            found = [mentions.at[t] for t in chunk.tokens[k + 1 : stop] if t in mentions.at]
            return [m for m in dict.fromkeys(found) if not is_own(m, voice) and m.actor.kind != "unnamed"]
    return []


def _called(chunk: Chunk, mentions: Mentions, voice: Voice) -> list[Mention]:
    """Who is called by name at the beginning of what is said to a "you": "Roe, if you hear me"."""
    first = 1 if chunk.words[:1] in (['"'], ["“"], ["'"], ["‘"]) else 0
    mention = mentions.at.get(chunk.tokens[first]) if first < len(chunk.tokens) else None
    if mention is None or {"you", "your"}.isdisjoint(chunk.words) or mention.actor.kind not in ("person", "state"):
        return []
    last = next(k for k in range(len(chunk.tokens) - 1, -1, -1) if mentions.at.get(chunk.tokens[k]) is mention)
    return [mention] if chunk.words[last + 1 : last + 2] == [","] and not is_own(mention, voice) else []


def _counterpart(
    reading: Reading, mentions: Mentions, cue_span: Span, content: set[int], voice: Voice
) -> Mention | None:
    """Whom the speaker met in the cue's sentence: "during a meeting with X", "in talks with X, …"."""
    number = reading.sentence_at(cue_span[0])
    if number >= len(reading.bounds):
        return None
    first, stop = reading.bounds[number]
    words = reading.words
    for k in range(first, stop):
        if words[k] != "with" or k in content:
            continue
        head = next((n for n in range(k - 1, max(first - 1, k - 5), -1) if words[n] in _MEETINGS), None)
        if head is None:
            continue
        opener = any(words[n] in _WITHIN for n in range(head - 1, max(first - 1, head - 5), -1))
        during = (
            any(words[n] == "during" and words[n + 1] == "which" for n in range(k, stop - 1))
            and reading.start[k] < cue_span[0]
        )
        if not opener and not during:
            continue
        for n in range(k + 1, min(k + 9, stop)):
            if words[n] in CLAUSE_ENDS or words[n] == ",":
                break
            mention = mentions.at.get(n)
            if mention is None:
                continue
            last = mentions.range[mention.span][1]
            # "his foreign counterpart", "X's minister of state Y": the person, not the country before it
            later = next(
                (
                    mentions.at[j]
                    for j in range(last + 1, min(last + 7, stop))
                    if j in mentions.at and mentions.at[j].actor.kind == "person"
                ),
                None,
            )
            best = later if mention.actor.kind != "person" and later is not None else mention
            if best is mention and mention.actor.kind == "state" and words[last + 1 : last + 2] == ["counterpart"]:
                best = _counterpart_of(mention, mentions, k) or mention
            if not is_own(best, voice):
                return best
    return None


def _object(reading: Reading, mentions: Mentions, cue_span: Span, voice: Voice) -> Mention | None:
    """The name right behind a verb that has hearers: "telling X, …", "asked X on Monday if …"."""
    tokens = reading.tokens(cue_span)
    verb = next((k for k in tokens if reading.words[k] in _HEARD_BY), None)
    if verb is None or (verb and reading.words[verb - 1] in BE):
        return None
    return _named_after(reading, mentions, verb, reading.bounds[reading.sentence[verb]][1], voice)


def _at_occasion(
    reading: Reading, mentions: Mentions, cue_span: Span, content: set[int], voice: Voice
) -> Mention | None:
    """Whom the speaker of the cue's sentence gave an interview, wrote or made a speech: "in an interview with X",
    "in an X interview", "speaking to X", "in a letter to X", "asked by X"."""
    number = reading.sentence_at(cue_span[0])
    first, stop = reading.bounds[number] if number < len(reading.bounds) else (0, 0)
    words = reading.words
    for k in range(first, stop):
        before = _OCCASIONS.get(words[k])
        if before is None or k in content:
            continue
        if k + 1 < stop and words[k + 1] in before and k + 1 not in content:
            found = _named_after(reading, mentions, k + 1, stop, voice)
            if found is not None:
                return found
        host = mentions.at.get(k - 1)
        if words[k] == "interview" and host is not None and host.actor.kind == "organization":
            if not is_own(host, voice) and not _WITHIN.isdisjoint(words[max(first, k - 8) : k]):
                return host
    return None


def _named_after(reading: Reading, mentions: Mentions, k: int, stop: int, voice: Voice) -> Mention | None:
    """The actor named within a few words behind token k, a person rather than the body they are of ("X's Ann Roe")."""
    words = reading.words
    for n in range(k + 1, min(k + 1 + _NAME_REACH, stop)):
        mention = mentions.at.get(n)
        if mention is None:
            if words[n] in _NO_NAME:
                return None
            continue
        last = mentions.range[mention.span][1]
        if last + 1 < stop and singular(words[last + 1])[0] in PERSON_HEADS | {"colleague"}:
            return None  # "told a Courier reporter"
        person = next((mentions.at[j] for j in range(last + 1, min(last + 4, stop)) if j in mentions.at), None)
        if mention.actor.kind != "person" and person is not None and person.actor.kind == "person":
            between = words[last + 1 : mentions.range[person.span][0]]
            mention = person if not (_NO_NAME - {"'s"}) & set(between) else mention
        elif words[last + 1 : last + 2] in (["'s"], ["'"]) and mention.actor.kind != "organization":
            return None  # "told X's lawyer"
        hears = mention.actor.kind != "unnamed" and mention.reason not in ("demonym", "place")
        return mention if hears and not is_own(mention, voice) else None
    return None


def _counterpart_of(state: Mention, mentions: Mentions, k: int) -> Mention | None:
    """The person of a state the article names nearest to "his … counterpart", after it rather than before."""
    people = mentions.people_of.get(state.actor.name)
    if not people:
        return None
    n = bisect_left(people, k)
    return mentions.at[people[n] if n < len(people) else people[-1]]


def _asked(chunk: Chunk, mentions: Mentions, voice: Voice) -> Mention | None:
    """The owner at the head of what is called for: "called for X's support"."""
    for n in range(min(3, len(chunk.tokens))):
        mention = mentions.at.get(chunk.tokens[n])
        if mention is None:
            continue
        last = mentions.range[mention.span][1]
        k = next((j for j in range(n, len(chunk.tokens)) if chunk.tokens[j] == last), n)
        if chunk.words[k + 1 : k + 2] in (["'s"], ["'"]) and not is_own(mention, voice):
            return mention
        return None
    return None
