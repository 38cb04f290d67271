"""Whether a content blames an actor that it names, and by which of its words.

One question, asked of one actor in one sentence, with its reason: does the speaker find fault with this one? Fault
stands where the actor is the subject of a word of harm or fault ("the minister lied", "X's plan is reckless", "the
attack by X"), the object of a word of blame whose subject is the speaker ("we condemn X"), or is called what only the
blamed are called ("X is a coward", "X's hypocrisy"). Nothing is asked of the topic.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.interpret.chunks import Chunk, Word
from extract.interpret.voice import Mentions, Voice, is_self
from extract.interpret.words import (
    BE,
    CONTRASTS,
    CUTS,
    DEFINITE,
    DEONTIC,
    FIRST_PERSON,
    INDEFINITE,
    NEGATIONS,
    PREPOSITIONS,
    word_set,
)
from extract.link.nouns import ABBREVIATED, PERSON_HEADS
from extract.records import Mention

#: what a word of these roles is said of is at fault
SUBJECT_ROLES = frozenset({"Fault", "Harm", "Shortfall", "Excess", "Futility"})
#: what a word of these roles is done to by the speaker is at fault
_OBJECT_ROLES = frozenset({"Blame"})
_THREATS = frozenset({"Threat"})
_CONSEQUENCES = frozenset({"Consequence"})
_CALLING = [[w] for w in ("calls", "called", "call", "describes", "described", "terms", "termed", "labels", "labeled")]
#: a phrase that begins or ends with one of these is no noun that somebody owns
_JOINTS = PREPOSITIONS | {"as"}
_OBJECTS = DEFINITE | INDEFINITE | {"us", "them", "him", "everybody", "people"}
_DETERMINERS = DEFINITE | INDEFINITE | {"'s", "'", "no", "such", "more", "these"}
_AGAINST = frozenset({"Blame", "Pressure", "Aim"})
_HOLD = word_set("hold holds held holding")
_LIABLE = (["responsible"], ["accountable"], ["liable"])
_IF = (["if"], ["unless"], ["until"])
_SHORTENED = [[w] for w in ("he", "she", "it", "that", "this", "there", "what", "who", "here")]
_IT_IS = (["it", "is"], ["it", "'s"], ["it", "was"])
#: what is called for against somebody
_ENDINGS = word_set("impeachment removal resignation ouster dismissal firing arrest prosecution expulsion indictment")
_HELD_OF = word_set("of by from")  #: "the hypocrisy of X", "an attack by X"
_OWNERS = word_set("his her its their")
_RELATIVES = word_set("who which that whom")
_COPULAS = BE | word_set(
    "seem seems seemed look looks looked become becomes became sound sounds sounded remain remains as"
)
_GRADES = word_set("so too very more most just also still now simply even not nothing but quite rather and")
#: what these say of a thing is no fault in an actor
_OF_THINGS = word_set("impact affect affects affecting expose trigger spark compromise divide tip fuel aggressive more")
_AUXILIARIES = word_set(
    """has have had is are was were be been being do does did will would can could may might must should not n't to
    also just only now still never always simply even again once already repeatedly constantly clearly really
    continue continues continued continuing keep keeps kept try tries tried trying want wants wanted seek seeks sought
    seeking attempt attempts attempted attempting choose chose going decided willing ready 's 're 've 'd 'll about"""
)
_HELPING = DEONTIC | NEGATIONS | word_set("will would can could may might to has have had")
#: tokens that may stand between a subject and what is said of it
REACH = 16
#: adjectives that stand before the noun they judge reach an owner this near: "X's reckless and costly plan"
OWNED = 4


@dataclass(frozen=True, slots=True)
class Named:
    """One actor where a chunk names it: local tokens ``first`` to ``last``; ``owner``: "X's", "his"."""

    first: int
    last: int
    mention: Mention
    owner: bool


def named(chunk: Chunk, mentions: Mentions) -> list[Named]:
    """The actors a chunk names or refers to, in text order."""
    found: list[Named] = []
    for k, token in enumerate(chunk.tokens):
        mention = mentions.at.get(token)
        if mention is None:
            continue
        if found and found[-1].mention is mention:
            first = found.pop().first
        else:
            first = _titled(chunk.words, k)
        after = chunk.words[k + 1 : k + 2]
        owner = after in (["'s"], ["'"]) or (chunk.words[k] in _OWNERS and _noun_follows(chunk, k))
        found.append(Named(first, k, mention, owner))
    return found


def _titled(words: list[str], k: int) -> int:
    """Where the title before a name at token k begins: "Mr.", "Sen.", "President", "Prime Minister"."""
    while k:
        if words[k - 1] == "." and k > 1 and words[k - 2] in ABBREVIATED:
            k -= 2
        elif words[k - 1] in PERSON_HEADS or words[k - 1] in ("prime", "vice", "deputy", "foreign"):
            k -= 1
        else:
            break
    return k


def _noun_follows(chunk: Chunk, k: int) -> bool:
    """Whether "her" is an owner: a word follows that is no preposition, mark or function word."""
    after = chunk.words[k + 1] if k + 1 < len(chunk.words) else "."
    return chunk.words[k] != "her" or (after[0].isalpha() and after not in PREPOSITIONS | _AUXILIARIES | {"and", "or"})


def blamed(chunk: Chunk, actors: list[Named], voice: Voice, wished: bool = False) -> dict[int, str]:
    """Which of a chunk's actors the one who speaks blames there, by index, each with why.

    ``wished``: the cue makes the content a wish ("demanded that", "called for"), so that its verbs are to be done. Any
    other judge of the same question takes the same chunk and actors and gives the same mapping.
    """
    words = chunk.words
    if chunk.question and "why" not in words and "how" not in words:
        return {}
    if words[:2] == ["no", "one"] or words[:1] == ["nobody"]:
        return {}  # "nobody can say that X failed"
    found: dict[int, str] = {}
    roles = {e.role for w in chunk.stance_words for e in w.entries}
    for word in chunk.stance_words:
        if word.negated:
            # "will not be bullied by X"
            if word.role(SUBJECT_ROLES) and words[max(0, word.first - 2) : word.first] == ["not", "be"]:
                if (n := _agent(chunk, actors, word)) is not None:
                    found.setdefault(n, "not to be given in to")
            continue
        told = " ".join(words[word.first : word.last + 1])
        entry = None if _OF_THINGS & set(words[word.first : word.last + 1]) else word.role(SUBJECT_ROLES)
        if entry is not None and (n := _subject(chunk, actors, word, voice)) is not None:
            found.setdefault(n, f"said to be at fault: {told} ({entry.role})")
        if word.role(_THREATS) and voice.holder and (n := _owner_of(chunk, actors, word, voice)) is not None:
            found.setdefault(n, f"whose {told} it is")
        if word.role(_OBJECT_ROLES) and _to_be_done(chunk, word, wished):
            if (n := _subject(chunk, actors, word, voice)) is not None:
                found.setdefault(n, f"to be {told}")
        if word.role(_AGAINST) and _hits_speaker(chunk, actors, word, voice):
            n = _clause_subject(chunk, actors, word)
            if n is not None and not is_self(actors[n].mention, voice):
                found.setdefault(n, f"against the speaker: {told}")
        if word.role(_CONSEQUENCES) and (n := _threatened(chunk, actors, word, voice)) is not None:
            found.setdefault(n, f"threatened: {told}")
    for n, actor in enumerate(actors):
        before, behind = words[max(0, actor.first - 2) : actor.first], words[actor.last + 1 : actor.last + 4]
        if before[-1:] == ["what"] and behind[:1] in _CALLING:
            found.setdefault(n, "whose word is not taken")
        if not _HOLD.isdisjoint(before) and behind[:1] in _LIABLE:
            found.setdefault(n, "held responsible")
        if before[-1:] in _IF and "Consequence" in roles:
            found.setdefault(n, "threatened if it goes on")
        if before[-2:] in _IT_IS and behind[:1] in (["who"], ["whose"], ["that"]):
            found.setdefault(n, "it is they who do it")
        if actor.owner and wished and not _ENDINGS.isdisjoint(behind):
            found.setdefault(n, "whose end is called for")
    return found


def _hits_speaker(chunk: Chunk, actors: list[Named], word: Word, voice: Voice) -> bool:
    """Whether a word of pressure or blame has the speaker's side for its object: "puts pressure on us"."""
    after = word.last + 1
    near = set(chunk.words[after : after + 2])
    return not near.isdisjoint(("us", "our")) or any(
        after <= a.first <= after + 2 and is_self(a.mention, voice) for a in actors
    )


def _owner_of(chunk: Chunk, actors: list[Named], word: Word, voice: Voice) -> int | None:
    """The actor whose a noun is, close before it: "X's third raid"; not where another speaks of it ("Y condemned X's
    raid")."""
    start = _clause_start(chunk, word.first)
    for n, actor in enumerate(actors):
        if actor.first >= start and not actor.owner and not is_self(actor.mention, voice):
            return None
        if actor.owner and 0 < word.first - actor.last <= OWNED + 1:
            if not _crosses(chunk.words, actor.last + 2, word.first):
                return n
    return None


def _to_be_done(chunk: Chunk, word: Word, wished: bool) -> bool:
    """Whether a passive is a wish: "X should be punished"; "demanded that X be punished"."""
    words = chunk.words
    be = [k for k in range(max(0, word.first - 2), word.first) if words[k] == "be"]
    return bool(be) and (wished or any(w in DEONTIC for w in words[max(0, be[0] - 3) : be[0]]))


def _threatened(chunk: Chunk, actors: list[Named], word: Word, voice: Voice) -> int | None:
    """Whom what will follow is to hit: "X will bear the consequences", "turn X into a sea of fire", "for X"."""
    subject = _subject(chunk, actors, word, voice, everywhere=True)
    if subject is not None and is_self(actors[subject].mention, voice):
        subject = None
    if subject is None:
        inside = [n for n, a in enumerate(actors) if 0 < word.first - a.last <= 4 and not a.owner]
        after = [
            n for n, a in enumerate(actors) if 0 < a.first - word.last <= 3 and chunk.words[word.last + 1] == "for"
        ]
        subject = next(iter(inside[-1:] or after), None)
    return subject


def _verbal(word: Word) -> bool:
    """Whether a stance word is a verb: verbs alone have forms."""
    return any(len(e.forms) > 1 for e in word.entries)


def _subject(chunk: Chunk, actors: list[Named], word: Word, voice: Voice, everywhere: bool = False) -> int | None:
    """Which actor a word is said of, by its place: owner, "of X", subject of its clause. ``everywhere``: a noun or
    adjective needs no copula."""
    words = chunk.words
    before = words[word.first - 1] if word.first else ""
    after = words[word.last + 1] if word.last + 1 < len(words) else ""
    participle = words[word.first].endswith(("ed", "en", "ing"))
    noun = (
        after in _HELD_OF and not participle and word.first == word.last
    )  # "the hypocrisy of X", no "broke the rules of X"
    verb = _verbal(word) and not (before in _DETERMINERS or noun)
    if not verb and not everywhere:
        if after in ("for", "of") and (of := _charged(chunk, actors, word)) is not None:
            return of
        held = next((k for k in range(word.last + 1, min(word.last + 3, len(words))) if words[k] in _HELD_OF), None)
        if held is not None:  # "the hypocrisy of X", "unfair trade by X"
            of = next((n for n, a in enumerate(actors) if held < a.first <= held + 3), None)
            if of is not None:
                return of
        if words[word.first] not in _JOINTS and words[word.last] not in _JOINTS:
            owner = _owner_of(chunk, actors, word, voice)
            if owner is not None:
                return owner
        opener = words[word.first]
        # an adverb, or a phrase with a verb of its own: "unlawfully", "without consent", "has no right", "don't care"
        whole = (
            opener.endswith(("ly", "n't"))
            or (opener.endswith("ed") and word.last > word.first)
            or opener in _AUXILIARIES | BE | {"without", "behind", "owes", "cannot"}
        )
        if not whole and not _predicated(words, word.first):
            return None
    elif verb and not everywhere and participle:
        if not words[word.first].endswith("ing") and _passive(words, word):
            return _agent(chunk, actors, word) if word.role(SUBJECT_ROLES) else _clause_subject(chunk, actors, word)
        if before.isalpha() and after not in _OBJECTS and not _leads(chunk, actors, word.first):
            return None  # "troops killed in the raid": they suffered it
    return _clause_subject(chunk, actors, word)


def _charged(chunk: Chunk, actors: list[Named], word: Word) -> int | None:
    """Whose deed is judged: "it was wrong of X to", "a mistake for the X to"."""
    k = word.last + 1
    for n, a in enumerate(actors):
        if k < a.first <= k + 4 and chunk.words[a.last + 1 : a.last + 2] in (["to"], ["not"]):
            return n
    return None


def _predicated(words: list[str], k: int) -> bool:
    """Whether a noun or adjective is said of something by a copula: "is so reckless", "was a complete disgrace", "as a
    coward"; not "is against corrupt officials"."""
    for n in range(k - 1, max(-1, k - 6), -1):
        if words[n] in _COPULAS and not _possessive(words, n):
            between = words[n + 1 : k]
            return between[:1] == ["nothing"] or all(
                w in _GRADES or w.endswith("ly") or (between[0] in ("a", "an", "the", "such") and w not in PREPOSITIONS)
                for w in between
            )
    return False


def _leads(chunk: Chunk, actors: list[Named], k: int) -> bool:
    """Whether the word before token k leads to a verb: an actor, a helping verb, an adverb, a relative pronoun."""
    before = chunk.words[k - 1]
    return (
        before in _AUXILIARIES | BE | _RELATIVES | {"and", "or", "but", "not", "of", "for", "by", "from", "in"}
        or before.endswith("ly")
        or any(a.last == k - 1 for a in actors)
        or before in ("he", "she", "they", "it", "we", "i", "you")
    )


def _clause_subject(chunk: Chunk, actors: list[Named], word: Word) -> int | None:
    """The actor that is the subject, or owns or is behind the subject, of the clause a word stands in."""
    words = chunk.words
    start = _clause_start(chunk, word.first)
    inside = [n for n, a in enumerate(actors) if start <= a.first and a.last < word.first]
    if start and words[start - 1] in _RELATIVES and not inside:
        inside = [n for n, a in enumerate(actors) if 0 <= start - 1 - a.last <= 3]
        return inside[-1] if inside else None
    fit: list[int] = []
    for n in inside:
        a = actors[n]
        before = words[a.first - 1] if a.first else ""
        if before == "the" and a.first > 1:
            before = words[a.first - 2]
        if before in PREPOSITIONS and before not in ("by", "of"):
            continue
        if word.first - a.last > REACH or any(w in FIRST_PERSON for w in words[start : a.first]):
            continue  # "we want X to ...": the speaker's own clause
        if a.owner and not _HELPING.isdisjoint(words[start : a.first]):
            continue  # "nobody should use X's raids as a pretext": an object
        if fit and words[a.first - 2 : a.first - 1] == ["to"]:
            continue  # "X's attempt to involve Y": what X does, to Y
        fit.append(n)
    if not fit:
        return None
    k = word.first - 1
    while k > start and (words[k] in _AUXILIARIES or words[k].endswith("ly")):
        k -= 1
    gerund = words[word.first].endswith("ing") and words[k] in PREPOSITIONS | {"without"}
    if words[k] in ("and", ",", "or") or gerund:
        return fit[0]  # "X ignored the vote and lied": the verbs share their subject
    return fit[-1]


def _crosses(words: list[str], first: int, stop: int) -> bool:
    return any(w in CUTS or w in CONTRASTS or w in BE or w == "," for w in words[first:stop])


def _passive(words: list[str], word: Word) -> bool:
    """Whether a participle is a passive's, whose subject suffers."""
    return words[word.first - 1 : word.first] not in (["has"], ["have"], ["had"]) and any(
        words[k] in BE and not _possessive(words, k) for k in range(max(0, word.first - 3), word.first)
    )


def _possessive(words: list[str], k: int) -> bool:
    """Whether an 's is an owner's, no short form of "is": it follows no pronoun."""
    return words[k] == "'s" and words[k - 1 : k] not in _SHORTENED


def _agent(chunk: Chunk, actors: list[Named], word: Word) -> int | None:
    for k in range(word.last + 1, min(word.last + 7, len(chunk.words))):
        if chunk.words[k] in CUTS:
            return None
        if chunk.words[k] == "by":
            return next((n for n, a in enumerate(actors) if k < a.first <= k + 3), None)
    return None


def _clause_start(chunk: Chunk, k: int) -> int:
    """The first token of the clause that a word stands in."""
    words = chunk.words
    for n in range(k - 1, -1, -1):
        word = words[n]
        if word in CUTS or word in CONTRASTS or word in _RELATIVES:
            return n + 1
        if word == "," and n + 1 < k and words[n + 1] in ("and", "but", "it", "they", "he", "she", "the", "we", "i"):
            return n + 1
    return 0
