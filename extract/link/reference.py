"""Resolves what refers back: pronouns, definite descriptions, "the two sides", quotes that carry a speaker on.

Each answer is the best of the candidates met so far, scored by how near, how prominent and how fitting they are
(recency and subjecthood, after Lappin and Leass 1994), or none: below the threshold nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from extract.link.descriptions import Description, actor_of
from extract.link.gazetteer import title_words
from extract.link.nouns import DIPLOMATIC, OFFICIAL, PAIR_OF_STATES, PERSON_HEADS, TITLE_WORD
from extract.link.offices import LESSER, current_roles, office_fits
from extract.link.scene import Party, Said, Scene
from extract.records import Actor, Mention, Span

GENDER = {
    "he": "male",
    "him": "male",
    "his": "male",
    "she": "female",
    "her": "female",
    "himself": "male",
    "herself": "female",
}
FIRST = frozenset(["i", "we", "me", "us", "my", "our"])
PLURAL = frozenset(["they", "them", "their", "both", "these", "those"])
PRONOUNS = (
    frozenset(GENDER)
    | PLURAL
    | FIRST
    | frozenset(["it", "its", "you", "your", "who", "which", "that", "itself", "themselves"])
)
#: weight of nearness: a mention n sentences back counts this / (1 + n * decay)
NEAR, DECAY = 3.0, 0.6
SPOKE, SUBJECT, POSSESSIVE, OBJECT = 1.5, 1.0, -1.5, -1.0
#: the subject of the sentence right before, in the same paragraph, is who the text speaks of now
TOPIC = 1.0
#: no antecedent is taken from farther back, in passages
FARTHEST = 4
THRESHOLD = 0.9
#: for one whose gender is known to fit, before one whose is not known
KNOWN_GENDER = 0.5
#: a gender is told by its pronouns where they are this many times as many as the other's, and one
CLEAR = 2
PEOPLE = PERSON_HEADS | {"counterpart"}
_OBJECT_AFTER = frozenset(
    [
        "with",
        "to",
        "for",
        "by",
        "of",
        "against",
        "told",
        "and",
        "asked",
        "met",
        "between",
        "urged",
        "from",
        "on",
        "about",
        "than",
        "like",
        "meets",
        "toward",
        "beside",
        "alongside",
        "meeting",
    ]
)


#: before the subject of a clause within a sentence
_OPENERS = frozenset("as while when after before because although though since".split())
#: what may stand between a preposition and a name: a title, with its owner and a comma behind it
_BEFORE_NAME = (TITLE_WORD - {"of", "and", "for"}) | {"his", "her", "its", "their", "the", ",", "'s"}


def person_before(
    scene: Scene,
    at: int,
    gender: str | None,
    inside: Span | None = None,
    parent: tuple[Mention, ...] = (),
    without: frozenset[str] = frozenset(),
) -> Mention | None:
    """The person a singular pronoun at this point refers to; None where nobody is near enough."""
    best: dict[str, tuple[float, Mention]] = {}
    here, passage = scene.sentence_of(at), scene.passage_of(at)
    others = without.union(m.actor.name for m in parent) if inside else without

    def weigh(mention: Mention, score: float) -> None:
        actor = mention.actor
        own = scene.genders.get(actor.name) or gender_by_pronouns(scene).get(actor.name)
        if (gender and own and own != gender) or actor.name in others:
            return
        if gender and own == gender:
            score += KNOWN_GENDER
        if actor.name not in best or best[actor.name][0] < score:
            best[actor.name] = (score, mention)

    subjects: set[int] = set()
    low = bisect_left(scene.person_at, scene.back_to(at, FARTHEST))
    for mention in scene.persons[low : bisect_left(scene.person_at, at)]:
        start = mention.span[0]
        quote = scene.quoted(start)
        if quote and quote != inside:
            continue
        sentence = scene.sentence_of(start)
        score = NEAR / (1 + (here - sentence) * DECAY)
        i = bisect_left(scene.starts, start)
        owner = scene.norm[mention.span[1] : mention.span[1] + 2] == "'s"
        aside = _is_object(scene, i)
        if sentence not in subjects and not quote:
            score += SUBJECT
            subjects.add(sentence)
            if not owner and not aside and sentence == here - 1 and start >= scene.passages[passage].span[0]:
                score += TOPIC
        if owner:
            score += POSSESSIVE
        if aside:
            score += OBJECT
        weigh(mention, score)
    for said in _said(scene, scene.back_to(at, FARTHEST), at):
        if said.plural or len(said.mentions) != 1:
            continue
        back = passage - scene.passage_of(said.at)
        mention = said.mentions[0]
        if (
            back > FARTHEST
            or mention.actor.kind not in ("person", "unnamed")
            or mention.actor.name in scene.plural_unnamed
        ):
            continue
        if mention.actor.kind == "unnamed" and not scene.heads.get(mention.actor.name, set()) & PEOPLE:
            continue  # a poll, a report, a crowd is no "he"
        weigh(mention, NEAR / (1 + (here - scene.sentence_of(said.at)) * DECAY) + SPOKE)
    if not best:
        return None
    score, mention = max(best.values(), key=lambda b: (b[0], b[1].span[0], b[1].actor.name))
    return mention if score >= THRESHOLD else None


def _is_object(scene: Scene, i: int) -> bool:
    """Whether the person at word i is whom something is done to or with: "met Roe", "with his counterpart, Ann Roe"."""
    if not i or scene.lowers[i - 1] in _OBJECT_AFTER:
        return bool(i)
    titled = False
    while i and (scene.lowers[i - 1] in _BEFORE_NAME or scene.hit_at[i - 1] >= 0 or scene.lowers[i - 1] in PEOPLE):
        i -= 1
        titled = titled or scene.lowers[i] in PEOPLE
    return titled and i > 0 and scene.lowers[i - 1] in _OBJECT_AFTER


def _said(scene: Scene, start: int, stop: int) -> list[Said]:
    """Who was found to speak between two points, in text order."""
    low = bisect_left(scene.said, start, key=lambda s: s.at)
    return scene.said[low : bisect_left(scene.said, stop, lo=low, key=lambda s: s.at)]


def gender_by_pronouns(scene: Scene) -> dict[str, str]:
    """The gender of people whom the pronouns of their own sentences tell: those where nobody else is named."""
    if scene.guessed_genders is None:
        counts: dict[str, list[int]] = {}
        by_sentence: dict[int, list[Mention]] = {}
        for mention in scene.mentions:
            if mention.actor.kind == "person":
                by_sentence.setdefault(scene.sentence_of(mention.span[0]), []).append(mention)
        for number, mentions in by_sentence.items():
            names = {m.actor.name for m in mentions}
            if number < 0 or len(names) != 1 or scene.genders.get(mentions[0].actor.name):
                continue
            lo, hi = scene.word_range((mentions[0].span[1], scene.sentences[number][1]))
            count = counts.setdefault(mentions[0].actor.name, [0, 0])
            for word in scene.lowers[lo:hi]:
                if word in GENDER:
                    count[GENDER[word] == "female"] += 1
        scene.guessed_genders = {
            name: "female" if she > he else "male"
            for name, (he, she) in counts.items()
            if max(he, she) >= CLEAR * (1 + min(he, she))
        }
    return scene.guessed_genders


def body_before(scene: Scene, at: int) -> Mention | None:
    """The state or organisation that "it" refers to: a subject nearby, or who spoke last."""
    here = scene.sentence_of(at)
    best: tuple[float, int, Mention] | None = None
    subjects: set[int] = set()
    low = bisect_left(scene.mention_at, scene.back_to(at, 2))
    for mention in scene.mentions[low : bisect_left(scene.mention_at, at)]:
        start = mention.span[0]
        sentence = scene.sentence_of(start)
        if (
            mention.actor.kind not in ("state", "organization")
            or mention.reason in ("place", "demonym")
            or here - sentence > 3
        ):
            continue
        if scene.quoted(start) != scene.quoted(at):
            continue
        score = NEAR / (1 + (here - sentence) * 2 * DECAY)
        if sentence not in subjects:
            score += SUBJECT
            subjects.add(sentence)
        if scene.norm[mention.span[1] : mention.span[1] + 2] == "'s":
            score += POSSESSIVE
        i = scene.word_range(mention.span)[0]
        if i and scene.lowers[i - 1] in _OBJECT_AFTER:
            score += OBJECT
        if i and sentence == here and scene.lowers[i - 1] in _OPENERS and "," not in scene.norm[start:at]:
            score += SPOKE + TOPIC  # "as Ruritania kept up its calls"
        if best is None or (score, start) > best[:2]:
            best = (score, start, mention)
    for said in _said(scene, scene.sentences[max(0, here - 3)][0] if here >= 0 else 0, at):
        if here - scene.sentence_of(said.at) <= 3 and len(said.mentions) == 1:
            mention = said.mentions[0]
            score = NEAR / (1 + (here - scene.sentence_of(said.at)) * 2 * DECAY) + SPOKE
            if mention.actor.kind in ("state", "organization") and (best is None or (score, said.at) > best[:2]):
                best = (score, said.at, mention)
    return best[2] if best and best[0] >= THRESHOLD + SUBJECT else None


def plural_before(scene: Scene, at: int) -> tuple[Mention, ...]:
    """Whom "they" refers to: the last joint or collective speakers nearby."""
    passage = scene.passage_of(at)
    for said in reversed(scene.said):
        if said.at < at and passage - scene.passage_of(said.at) <= 2:
            if said.plural or len(said.mentions) > 1:
                return said.mentions
            if said.mentions and said.mentions[0].actor.kind in ("state", "organization"):
                return said.mentions
    return _joined_before(scene, at)


def _joined_before(scene: Scene, at: int) -> tuple[Mention, ...]:
    """Two persons that "and" joins in this sentence or the one before, where none have spoken together."""
    here = scene.sentence_of(at)
    start = scene.sentences[max(0, here - 1)][0] if here >= 0 else at
    low, high = bisect_left(scene.person_at, start), bisect_left(scene.person_at, at)
    near = scene.persons[low:high]
    for one, other in reversed(list(pairwise(near))):
        between = scene.norm[one.span[1] : other.span[0]].split()
        if between[:1] == ["and"] and len(between) < 5 and one.actor.name != other.actor.name:
            return (one, other)
    return ()


def last_speaker(scene: Scene, at: int, farthest: int) -> Said | None:
    """Who spoke last before this point, no more than ``farthest`` passages back."""
    passage = scene.passage_of(at)
    for said in reversed(scene.said):
        if said.at < at and said.mentions:
            return said if passage - scene.passage_of(said.at) <= farthest else None
    return None


def fits(scene: Scene, actor: Actor, desc: Description, states: tuple[str, ...]) -> bool:
    """True where a person of the article may be meant by a definite description."""
    if states:
        own = {actor.acts_for, actor.affiliation}
        if not own & set(states):
            return False
    heads = scene.heads.get(actor.name, set())
    roles = current_roles(scene, actor.name) if actor.known else ()
    if desc.head in ("diplomat", "envoy", "emissary"):
        return "diplomat" in heads or bool(heads & DIPLOMATIC)
    if any(office_fits(desc.words, r) for r in roles):
        return True
    if desc.head == "leader" and states and any(RULING & title_words(t) for r in roles for t in r.titles):
        return True  # "the Ruritanian leader" is its president
    own_words = title_words(actor.role or "")
    wanted = frozenset(w for w in desc.words if w in title_words(desc.head) or w in OFFICE_FIELDS)
    if desc.body and actor.affiliation and desc.body.name != actor.affiliation:
        return False
    return desc.head in heads and wanted <= own_words | heads and not own_words & LESSER - desc.words


#: offices whose holder is called the leader of a state
RULING = frozenset(["president", "premier", "prime", "chancellor", "king", "emir"])
OFFICE_FIELDS = frozenset(
    ["foreign", "defense", "interior", "finance", "trade", "prime", "unification", "vice", "deputy", "economy"]
)


def holder_in_article(scene: Scene, desc: Description, states: tuple[str, ...], at: int) -> Mention | None:
    """The person of the article whom "the Ruritanian minister" describes: met last before, else next after."""
    before: Mention | None = None
    after: Mention | None = None
    for mentions in scene.persons_named.values():
        if not fits(scene, mentions[0].actor, desc, states):
            continue
        n = bisect_left(mentions, at, key=lambda m: m.span[0])
        if n and (before is None or before.span < mentions[n - 1].span):
            before = mentions[n - 1]
        if n < len(mentions) and (after is None or mentions[n].span < after.span):
            after = mentions[n]
    if before:
        return before
    # what comes only later is meant in a title, or by an office that has one holder at a time
    if after and (scene.headline(at) or desc.head in OFFICIAL - {"official", "diplomat", "spokesman"}):
        return after
    return None


def holder_by_date(scene: Scene, desc: Description, states: tuple[str, ...]) -> tuple[str, str] | None:
    """Who held the office on the article's day, as the ontology's dated roles say: (identifier, post)."""
    if scene.day is None:
        return None
    found: dict[str, str] = {}
    for state in states:
        for role in scene.gazetteer.holders.get(state, ()):
            if role.covers(scene.day) and _names_office(desc, role.titles):
                found[role.person] = role.post
    if len(found) == 1:
        return next(iter(found.items()))
    return None


def _names_office(desc: Description, titles: tuple[str, ...]) -> bool:
    """True where the description names this very office, not merely one of its words ("minister" alone names none)."""
    for title in titles:
        words = title_words(title)
        if (
            words
            and words <= desc.words
            and (desc.head in words or desc.counterpart)  # "the prime minister's spokesman" is not the minister
            and (len(words) > 1 or (words == {desc.head} and not desc.words & OFFICE_FIELDS))
        ):
            return True
    return False


def unnamed_before(
    scene: Scene, at: int, head: str, plural: bool, body: Actor | None = None, gender: str | None = None
) -> Said | None:
    """The unnamed source (or, for plurals, the state) that "the official", "the officials" refers back to."""
    for said in reversed(scene.said):
        if said.at >= at or said.plural != plural or len(said.mentions) != 1:
            continue
        actor = said.mentions[0].actor
        if actor.kind == "person" or (gender and scene.genders.get(actor.name, gender) != gender):
            continue
        if head in scene.heads.get(actor.name, ()) and (body is None or actor.acts_for in (body.acts_for, body.name)):
            return said
    return None


def document_before(scene: Scene, at: int, noun: str) -> Said | None:
    """Whose statement "the statement" is: the last saying made in one, else the last by a body or a state."""
    fallback: Said | None = None
    for said in reversed(scene.said):
        if said.at >= at or not said.mentions:
            continue
        sentence = scene.sentences[scene.sentence_of(said.at)] if scene.sentence_of(said.at) >= 0 else (0, 0)
        around = scene.norm[max(0, sentence[0]) : sentence[1]].lower()
        if noun in around:
            return said
        if fallback is None and said.mentions[0].actor.kind in ("organization", "state"):
            fallback = said
    if fallback and scene.passage_of(at) - scene.passage_of(fallback.at) <= 2:
        return fallback
    return None


#: between two names, these make them a pair
_JOINS = frozenset(["and", "-", "and the", "'s and", "/"])
_LIST_ENDS = frozenset(["and", ", and"])
_LISTS = _LIST_ENDS | {","}
_JOIN_ENDS = frozenset(words[-1] for words in _JOINS)


def _parties(scene: Scene) -> list[Party]:
    """The mentions of states and of those who act for them, in text order; every pair weighs them all."""
    if scene.parties is None:
        scene.parties = []
        for mention in scene.mentions:
            actor, start = mention.actor, mention.span[0]
            state = actor.name if actor.kind == "state" else None if actor.kind == "unnamed" else actor.acts_for
            entry = scene.ontology.actors.get(state) if state is not None else None
            if state is None or entry is None or entry.kind != "state":
                continue
            before = start - 1
            while before >= 0 and scene.norm[before].isspace():
                before -= 1
            joined = before >= 0 and scene.norm[before].lower() in _JOIN_ENDS
            share = 0.5 if mention.reason == "place" else 1.0
            scene.parties.append(Party(mention.span, state, scene.sentence_of(start), share, joined))
    return scene.parties


def listed_before(scene: Scene, at: int, many: int) -> tuple[Mention, ...]:
    """The states that the text lists last before a point, where they are so many: "A, B and C"."""
    high = bisect_left(scene.mention_at, at)
    run: list[Mention] = []
    found: tuple[Mention, ...] = ()
    for mention in (m for m in scene.mentions[:high] if m.actor.kind == "state"):
        between = scene.norm[run[-1].span[1] : mention.span[0]].strip() if run else ""
        run = [*run, mention] if between in _LISTS else [mention]
        names = {m.actor.name for m in run}
        if between in _LIST_ENDS and len(run) == len(names) == many:
            found = tuple(run)
    return found


def pair_before(
    scene: Scene, at: int, noun: str, without: frozenset[str] = frozenset(), many: int = 2
) -> tuple[Mention, ...]:
    """The two (or so many) whom "the two sides" means: states spoken of around this point, named pairs above all.

    ``without``: states that are not among them, as those of the one who speaks to both.
    """
    weights: dict[str, float] = {}
    where: dict[str, Mention] = {}
    here, headline = scene.sentence_of(at), scene.headline(at)
    last: tuple[int, str] | None = None
    pairs: list[tuple[int, tuple[str, str]]] = []
    for party in _parties(scene):
        state, start = party.state, party.span[0]
        if state in without:
            continue
        if start > at + 200 and not headline:
            break
        distance = abs(here - party.sentence)
        weight = NEAR / (1 + distance * DECAY) * (0.6 if start > at else 1.0) + 0.25
        weights[state] = weights.get(state, 0.0) + weight * party.share
        if state not in where:
            where[state] = Mention(party.span, actor_of(scene, state), "pair", 0.7)
        if party.joined and last and state != last[1] and scene.norm[last[0] : start].strip().lower() in _JOINS:
            pairs.append((start, (last[1], state)))
        last = (party.span[1], state)
    for said in scene.said:
        if said.at < at and len(said.mentions) == 2:
            pairs.append((said.at, (said.mentions[0].actor.acts_for or "", said.mentions[1].actor.acts_for or "")))
    for start, names in pairs:
        if start < at or headline:
            for name in names:
                if name in weights:
                    weights[name] += NEAR / (1 + abs(here - scene.sentence_of(start)) * DECAY / 2)
    if scene.home in weights:
        weights[scene.home or ""] += 0.5
    best = sorted(weights, key=lambda n: (-weights[n], n))[:many]
    if len(best) < many or (noun not in PAIR_OF_STATES and not best):
        return ()
    best.sort(key=lambda n: where[n].span[0])
    return tuple(Mention(where[n].span, actor_of(scene, n), "pair", 0.7) for n in best)
