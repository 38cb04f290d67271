"""The speech act of a saying: the cue's own, refined by what its content does.

"Said" asserts; said of a thing that harms, it criticises; said of what others should do, it urges. Cues that name an
act (deny, urge, vow) keep it. The order of the rules is the order of the scheme's force: denial, warning, criticism,
demand, support, announcement, assertion.
"""

from __future__ import annotations

from extract.interpret.chunks import Chunk
from extract.interpret.evidence import Analysis
from extract.interpret.stance import RESTRAINING, is_name_calling
from extract.interpret.stance_words import stance_table
from extract.interpret.voice import Mentions, Voice, is_own
from extract.interpret.words import (
    AGENTS,
    CLAIMS,
    DEONTIC,
    FIRST_PERSON,
    INTENTIONS,
    NEEDS,
    NEGATIONS,
    PREPOSITIONS,
    word_set,
)
from ontology.knowledge import CueEntry, Ontology

_FUTURE = word_set("will would 'll won't shall")
#: what comes after them and is no step of one's own: to be, to think, to feel
_STATES = word_set("be have like want see regard consider view welcome need depend mean remain continue not")
#: words of a day to come: with a future they tell of something settled
_SCHEDULES = word_set("within soon next tomorrow shortly early later end starting ahead planned")
_ORDERED = word_set("ordered instructed directed decided agreed")
#: approval whose denial is blame; not to be eager or happy is less
_WELCOMING = word_set("welcome support accept endorse tolerate condone")
_AGAINST = word_set("condemn denounce deplore oppose reject blame criticise criticize protest decry")
_OWN_WISHES = word_set("hope want wish expect aspire")
_MEANING = word_set("want wish intend plan seek mean meant")
#: what one will not do as a warning to others, or no deed at all
_STERN = word_set("allow tolerate hesitate let permit be stand sit rest forget")
_DONE = word_set("Halting Promoting Necessity")
HOPES = word_set("hope hopes hoped hoping")
_PERFORMATIVES = word_set("urge demand request ask call")
#: the words at which a demand may show
_DEMANDING = DEONTIC | NEEDS | HOPES | _PERFORMATIVES | {"time"}
_OWN_CASE = word_set("elected re-elected reelected chosen appointed asked invited needed necessary possible required")
_AGREEING = word_set("agreed agree")
#: as the first word of a content, the speaker: "said they would go on"
_THIRD_PERSON = word_set("he she it they")
_STILL = word_set("already still also only now")


def act(
    ontology: Ontology,
    cue: CueEntry | None,
    kind: str,
    analysis: Analysis,
    mentions: Mentions,
    voice: Voice,
    cue_words: list[str],
) -> tuple[str, str]:
    """(act, reason). The act is one of the closed spine or a user's own where the cue names it."""
    named = cue.act if cue else "assert"
    spine = ontology.acts.get(named, named)
    if cue is not None:
        if named != spine:
            return named, f"cue {cue.lemma}"
        if (by_cue := _of_cue(cue, spine, kind, analysis, cue_words)) is not None:
            return by_cue
    if (by_content := _of_content(cue, kind, analysis, mentions, voice)) is not None:
        return by_content
    if any(s.stance == "support" for s in analysis.stances) and _cue_approves(ontology, cue_words):
        return "support", "the cue shares the view"
    if kind != "clause" and cue is not None and cue.stance == "support":
        return "support", f"cue {cue.lemma}"
    if (implied := _implied(analysis, voice)) is not None:
        return implied
    return "assert", f"cue {cue.lemma}" if cue else "no cue that says more"


def _of_cue(cue: CueEntry, spine: str, kind: str, analysis: Analysis, cue_words: list[str]) -> tuple[str, str] | None:
    """What a cue that names an act tells, by what it is said of; none from a cue of mere saying."""
    opposed = any(s.stance == "oppose" for s in analysis.stances)
    first = analysis.chunks[0].words[:6] if analysis.chunks else []
    if spine in ("criticise", "deny") and kind != "clause" and any(w in CLAIMS for w in first):
        if spine == "deny" or cue.stance == "oppose":
            return "deny", f"cue {cue.lemma} of a claim"
    if spine == "deny" and kind == "phrase" and not INTENTIONS.isdisjoint(first[:3]):
        return "deny", f"cue {cue.lemma} of an intention"
    if spine == "deny" and kind == "phrase" and opposed and cue.stance == "oppose":
        return "criticise", f"cue {cue.lemma} of a thing, not of a claim"
    if spine == "warn" and kind == "phrase" and opposed and cue.kind == "noun" and cue.stance == "oppose":
        return "criticise", f"{cue.lemma} about what is opposed"
    welcomed = cue.kind == "verb" and kind != "clause"  # "welcomed the decision to end it"
    if spine == "support" and not welcomed and opposed and all(s.stance == "oppose" for s in analysis.stances):
        return "criticise", "agrees that it is bad, or gives its support up"
    if spine == "urge" and kind == "infinitive" and cue.lemma in _OWN_WISHES:
        return "announce", f"{cue.lemma} to do it"
    if spine == "assert" and kind == "clause" and _unsaid(cue_words):
        return "deny", "not said"
    if spine == "announce" and any(_threatens(c) for c in analysis.chunks):
        return "warn", "vows what will follow"
    return (spine, f"cue {cue.lemma}") if spine != "assert" else None


def _of_content(
    cue: CueEntry | None, kind: str, analysis: Analysis, mentions: Mentions, voice: Voice
) -> tuple[str, str] | None:
    """What the content's own words do, whatever verb of saying stands before them."""
    opposed = any(s.stance == "oppose" for s in analysis.stances)
    if not analysis.critical and (lemma := next(filter(None, map(_denied, analysis.chunks)), "")):
        return "deny", lemma
    if not analysis.critical and any(_refuses(c, mentions, voice) for c in analysis.chunks):
        return "deny", "what the speaker's side does not mean to do"
    if any(_warns(c) for c in analysis.chunks):
        return "warn", "says what follows if it goes on"
    if any(e.why == RESTRAINING for e in analysis.evidence) and any(_directly(c) for c in analysis.chunks):
        return "urge", "asks for restraint"
    if is_name_calling(cue, kind, analysis.chunks):
        return "criticise", "calls it names"
    favours = bool(analysis.stances) and all(s.stance == "support" for s in analysis.stances)
    if analysis.critical or "Shortfall" in analysis.roles or ("OwnRejection" in analysis.roles and not favours):
        return "criticise", "says that it does harm, goes too far or falls short"
    if any(_blames(c, mentions, voice) for c in analysis.chunks):
        return "criticise", "the speaker's side is against it"
    for chunk in analysis.chunks:
        if _demands(chunk, mentions, voice):
            return "urge", "says what others should do"
    if any(e.sign < 0 and e.role in _DONE for e in analysis.evidence) and any(
        not DEONTIC.isdisjoint(c.words) for c in analysis.chunks
    ):
        return "urge", "says what should not be done"
    own_step = [c for c in analysis.chunks if _commits(c, mentions, voice)]
    if any(_on_condition(c) for c in own_step):
        return "warn", "what the speaker's side will do if it goes on"
    if kind == "infinitive" or own_step:
        return "announce", "the speaker's own step to come"
    favoured = ("Approval", "Wish") if favours else ("Approval",)
    if not opposed and any(_approves(c, favoured, mentions, voice) for c in analysis.chunks):
        return "support", "the speaker's side is in favour"
    return None


def _implied(analysis: Analysis, voice: Voice) -> tuple[str, str] | None:
    """What is left to tell from: a need that is granted, a question that has its answer, a day that is set."""
    if any(
        w.role(("Necessity",)) and c.words[w.last] == "for" and w.first <= 2
        for c in analysis.chunks[:1]
        for w in c.stance_words
    ):
        return "support", "grants the need"
    if any(c.question for c in analysis.chunks):
        return "criticise", "asks what has its answer"
    if voice.holder and any(_scheduled(c) for c in analysis.chunks):
        return "announce", "what will be, and when"
    return None


def _unsaid(cue_words: list[str]) -> bool:
    """Whether the cue reports that something was not said: "has not said", "did not mention"."""
    return any(w in NEGATIONS for w in cue_words[:-1])


def _cue_approves(ontology: Ontology, cue_words: list[str]) -> bool:
    for k in range(len(cue_words)):
        hit = stance_table(ontology).at(cue_words, k, len(cue_words))
        if hit and any(e.role == "Approval" for e in hit[1]):
            return True
    return False


def _denied(chunk: Chunk) -> str:
    """The word by which a chunk calls something untrue, or ""."""
    entry = next((e for w in chunk.stance_words if (e := w.role(("Denial",)))), None)
    return entry.lemma if entry and not chunk.question else ""


def _refuses(chunk: Chunk, mentions: Mentions, voice: Voice) -> bool:
    """The speaker's side does not want to do something or will not do it: "it does not want to join", "we will not
    yield an inch"."""
    words = chunk.words

    def own(k: int) -> bool:
        opening = k < 6 and chunk.opens and words[0] in _THIRD_PERSON
        return opening or _is_said_of_own(chunk, k, mentions, voice)

    for k in range(1, len(words) - 1):
        if words[k] in _MEANING and words[k + 1] == "to" and not NEGATIONS.isdisjoint(words[max(0, k - 2) : k]):
            if own(k):
                return True
        willed = words[k] == "won't" or (words[k] == "not" and words[k - 1] in ("will", "would"))
        if willed and words[k + 1] not in _STERN and words[k + 1].isalpha() and own(k):
            return True
    return False


def _warns(chunk: Chunk) -> bool:
    modal = chunk.conditional or not {"will", "would", "won't", "not"}.isdisjoint(chunk.words)
    return modal and _threatens(chunk)


def _threatens(chunk: Chunk) -> bool:
    """Whether a chunk names what follows for others: consequences, countermeasures, a blow."""
    return any(w.role(("Consequence",)) and not w.negated for w in chunk.stance_words)


def _demands(chunk: Chunk, mentions: Mentions, voice: Voice) -> bool:
    words = chunk.words
    if words[:1] in (["don't"], ["let"], ["stop"]) or words[:2] == ["do", "not"]:
        return True
    for k in [k for k, word in enumerate(words) if word in _DEMANDING]:
        word = words[k]
        obliges = word in DEONTIC or (word in NEEDS and words[k + 1 : k + 2] == ["to"])
        if obliges:
            for n in range(k - 1, max(-1, k - 8), -1):
                if words[n] in FIRST_PERSON or words[n] == ",":
                    break
                mention = mentions.at.get(chunk.tokens[n])
                if mention is not None and words[n + 1 : n + 2] == ["'s"]:
                    break  # "X's concerns must be heard": nobody named is to act
                if mention is not None and (n == 0 or words[n - 1] not in PREPOSITIONS):
                    if not is_own(mention, voice):
                        return True
                    break
                if words[n] in AGENTS:
                    return True
        if (
            word == "time"
            and "to" in words[k : k + 18]
            and any(w in ("is", "'s", "about", "high") for w in words[max(0, k - 3) : k])
        ):
            return True
        if word in HOPES and any(w in _FUTURE for w in words[k + 1 : k + 9]):
            will = next(n for n in range(k + 1, k + 9) if words[n] in _FUTURE)
            who = next((mentions.at[t] for t in chunk.tokens[k + 1 : k + 4] if t in mentions.at), None)
            if (who is not None and not is_own(who, voice)) or any(w in AGENTS for w in words[k + 1 : will]):
                return True
        if word in _PERFORMATIVES and {"we", "i"} & set(words[max(0, k - 3) : k]):
            return True
    return False


def _blames(chunk: Chunk, mentions: Mentions, voice: Voice) -> bool:
    """The speaker's side condemns, rejects or opposes, or does not welcome: "we condemn this raid"."""
    return any(
        (
            (w.role(("Blame", "Rejection")) and not w.negated and chunk.words[w.first] in _AGAINST)
            or (w.role(("Approval",)) and w.negated and chunk.words[w.first] in _WELCOMING)
        )
        and _is_said_of_own(chunk, w.first, mentions, voice)
        for w in chunk.stance_words
    )


def _is_said_of_own(chunk: Chunk, at: int, mentions: Mentions, voice: Voice) -> bool:
    """Whether one of the four words before is the speaker's side: "we", its name, or the opening "it" of a body."""
    for k in range(max(0, at - 4), at):
        if chunk.words[k] in ("we", "i") or (k == 0 and chunk.words[k] in ("it", "they") and voice.collective):
            return True
        mention = mentions.at.get(chunk.tokens[k])
        if mention is not None and is_own(mention, voice):
            return True
    return False


def _directly(chunk: Chunk) -> bool:
    """Whether a demand is put to its hearers: an imperative, or a hope in what they do."""
    words = chunk.words
    return words[:1] in (["don't"], ["let"], ["stop"]) or words[:2] == ["do", "not"] or not HOPES.isdisjoint(words)


def _approves(chunk: Chunk, roles: tuple[str, ...], mentions: Mentions, voice: Voice) -> bool:
    """Approval or hope of the speaker's own side, or agreement."""
    for word in chunk.stance_words:
        first_person = any(w in ("we", "i") for w in chunk.words[max(0, word.first - 4) : word.first])
        if (
            word.role(roles)
            and not word.negated
            and (first_person or (word.role(("Approval",)) and _is_said_of_own(chunk, word.first, mentions, voice)))
        ):  # "its position is" tells of a wish, too, and is no approval
            return True
    return not _AGREEING.isdisjoint(chunk.words) and any(
        chunk.words[k] in _AGREEING and chunk.words[k - 1] in ("we", "i", "sides", "both", "have")
        for k in range(1, len(chunk.words))
    )


def _commits(chunk: Chunk, mentions: Mentions, voice: Voice) -> bool:
    """The speaker's side is about to do something: "it will build", "we are going to", "it was evicting"."""
    words = chunk.words
    for k in range(min(len(words) - 1, 8)):
        if words[k] == "it" and words[k + 1 : k + 4] == ["has", "been", "decided"]:
            return True
        mention = mentions.at.get(chunk.tokens[k])
        opening = k == 0 and chunk.opens and words[k] in _THIRD_PERSON
        itself = words[k] == "we" or opening or (words[k] in ("it", "they") and voice.collective)
        if not itself and (mention is None or not is_own(mention, voice)):
            continue
        while k + 1 < len(words) and mention is not None and mentions.at.get(chunk.tokens[k + 1]) is mention:
            k += 1
        rest = words[k + 1 : k + 5]
        if set(rest[:2]) & _ORDERED and not set(rest) & NEGATIONS:
            return True
        if rest[:1] and rest[0] in _FUTURE and not any(w in _STATES for w in rest[1:3]):
            return True
        if rest[:1] and rest[0] in ("is", "are", "was", "were") and not set(rest) & (_STILL | NEGATIONS):
            if any(w.endswith("ing") and len(w) > 5 for w in rest[1:2]):
                return True
    return False


def _on_condition(chunk: Chunk) -> bool:
    """Whether a step depends on what others do, and offers nothing: "we will leave if the ships come"."""
    words = chunk.words
    if "if" not in words or words[words.index("if") - 1] in ("even", "as", "only"):
        return False
    if not _OWN_CASE.isdisjoint(words[words.index("if") + 1 : words.index("if") + 3]):
        return False  # "would review it if elected"
    return not any(w.role(("Approval", "Benefit", "Promoting")) and not w.negated for w in chunk.stance_words)


def _scheduled(chunk: Chunk) -> bool:
    """Something is to happen at a time to come: "the road would be opened within weeks", "it will go ahead soon"."""
    words = chunk.words
    future = next((k for k, w in enumerate(words) if w in _FUTURE), None)
    if future is None or chunk.conditional or chunk.question or not NEGATIONS.isdisjoint(words):
        return False
    return any(w in _SCHEDULES for w in words[future:]) and not any(w.role(("Harm",)) for w in chunk.stance_words)
