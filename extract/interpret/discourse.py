"""What an article has spoken of up to a point, and what a reference there can mean.

A reference ("the move", "this", "it") is resolved to the most recent topic that it can name: the ontology's
``dem:reference`` heads, or a head that fits any course of action. A broad topic alone
("offshore energy") is taken for the narrower one the article is about, where there is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from extract.interpret.reading import Reading, tokenize
from extract.interpret.stance_words import stance_table
from extract.interpret.topic import SystemHit, TopicHit, TopicMatcher, topic_matcher
from extract.interpret.words import COURSES, DEFINITE, DEONTIC, NEGATIONS, word_set
from extract.records import Mention
from ontology.knowledge import Ontology

#: a topic spoken of this many times as often as another is what a noun that can name both means
MAIN = 3
#: a topic told of so many sentences before is still what "the decision" is about
NEAR = 1
#: words that loosen what stands before a thing from it
_DETACHING = word_set("without over about by and or as after while when , ; : if unless to")
#: tokens before in which a thing may be asked for, and the words that ask
ASKED = 7
_ASKING = DEONTIC | word_set(
    "demand demands demanded demanding urge urges urged urging ask asked call called calls if to"
)
#: sentences, the title among them, in which an article says what it is about
LEAD = 3
#: words, at most, between one that ends a thing and the thing: "exit from the (Black Sea) grain deal"
BETWEEN = 3
#: nouns for what somebody did
DEEDS = word_set("move moves step steps decision action actions announcement")
#: "its decision to quit": what is decided is told as done
_DECIDED = word_set("decision decided decides deciding move moves moved voted votes chose agreed announcement")
#: what stands before the word for going on with a thing where it is told that one does not: "will not extend it"
_REFUSING = [["will", "not"], ["would", "not"], ["refuses", "to"], ["refused", "to"], ["declined", "to"]]
#: nouns for the ending of a thing told of before
_ENDINGS = word_set(
    "withdrawal exit departure pullout cancellation suspension termination abandonment demise collapse end"
)
#: nouns for what is talked about
_MATTERS = word_set("issue matter question controversy row")
#: courses that are a design of something rather than what somebody just did
_SCHEMES = word_set("plan plans project scheme measure")


class Discourse:
    """Every topic and system an article names, in order, and what a reference at a point can mean."""

    def __init__(self, reading: Reading, ontology: Ontology, mentions: tuple[Mention, ...] = ()) -> None:
        self.reading = reading
        actors = {m.actor.name for m in mentions} | {m.actor.acts_for for m in mentions if m.actor.acts_for}
        self.matcher = topic_matcher(ontology)
        self.hits, self.systems = self.matcher.sentences(reading)
        stems = {w[:5] for w in reading.vocabulary}
        spoken = {s.system for s in self.systems}
        known = {t: self._spoken_of(t, actors | spoken, stems, spoken) for t in {h.topic for h in self.hits}}
        self.hits = _strongest([h for h in self.hits if known[h.topic][h.how != "label"]], self.matcher)
        self.count = Counter(h.topic for h in self.hits)
        self.system_count = Counter(s.system for s in self.systems)
        # a system counts for the topics that concern it, or a one-line mention of a rival topic would outweigh it
        for s in self.systems:
            if concerned := self.topic_of(s.system):
                self.count[concerned] += 1
        self.hits = sorted(self._placed(), key=_place)
        self._of_topic: dict[str, list[TopicHit]] = defaultdict(list)
        for hit in self.hits:
            self._of_topic[hit.topic].append(hit)
        #: the topic the article leads with: the first it names, in its title or its first sentences
        self.lead = next((h.topic for h in self.hits if self.reading.sentence[h.first] < LEAD), None)
        #: where the text tells that a topic's thing is brought to an end: "Ruritania quits the treaty"
        self.ended = {h for h in self.hits if self._is_ended(h, ontology)}
        self._endings = sorted(self.ended, key=lambda h: (h.last, *_place(h)))
        self._led_endings = [h for h in self._endings if h.topic == self.lead]
        #: of each topic what later words were found to refer to, each with its number in the order of reading
        self._referred: dict[str, list[tuple[int, TopicHit]]] = defaultdict(list)
        self._references = 0

    def _is_ended(self, hit: TopicHit, ontology: Ontology) -> bool:
        words, first = self.reading.words, self.reading.bounds[self.reading.sentence[hit.first]][0]
        if hit.contrary:
            return self._happens(hit.first, first)
        for k in range(hit.first - 1, max(first, hit.first - BETWEEN - 4) - 1, -1):
            found = stance_table(ontology).at(words, k, hit.first)
            if found is None or k + found[0] < hit.first - BETWEEN:
                continue
            roles = {e.role for e in found[1]}
            refused = "Promoting" in roles and words[k - 2 : k] in _REFUSING and k - 2 >= first
            if "Halting" in roles or refused:
                return _DETACHING.isdisjoint(words[k + found[0] : hit.first]) and self._happens(k - 2 * refused, first)
        return False

    def _happens(self, k: int, first: int) -> bool:
        """Whether what token k tells is told as done or decided, not denied or asked for."""
        before = self.reading.words[max(first, k - ASKED) : k]
        if before[-1:] == ["to"] and before[-2:-1] and before[-2] in _DECIDED:
            return NEGATIONS.isdisjoint(before[-4:])
        return _ASKING.isdisjoint(before) and NEGATIONS.isdisjoint(before[-2:])

    def brought_to_an_end(self, topic: str, i: int) -> bool:
        """Whether what was last told of a topic near token i, else in the lead, is that it is brought to an end."""
        last = _last_before(self._of_topic.get(topic, []), i)
        if last is None:
            return False
        if self.reading.sentence[i] - self.reading.sentence[last.last] <= NEAR:
            return last in self.ended
        stop = self.reading.bounds[min(LEAD, len(self.reading.bounds)) - 1][1]
        return any(h in self.ended for h in self.in_range(0, stop) if h.topic == topic and h.last < i)

    def _spoken_of(self, topic: str, named: set[str], stems: set[str], systems: set[str]) -> tuple[bool, bool]:
        """Whether the article speaks of what the topic's label names, so that (its labels, its keywords) mean it."""
        if any(s in systems for s in self.matcher.ontology.topics[topic].systems):
            return True, True
        needed, proper = self.matcher.about[topic]
        present = all(a & named for a in needed)
        return present, present and (not proper or bool(proper & stems) or bool(needed))

    def topic_of(self, system: str) -> str | None:
        """The topic that concerns a system, the most mentioned of several."""
        topics = self.matcher.of_system.get(system, [])
        # of a topic and its sub-questions the topic itself: a battery named in passing is no "additional" one
        topics = [t for t in topics if not self.matcher.ancestors[t] & set(topics)]
        return max(topics, key=lambda t: (self.count[t], -topics.index(t))) if topics else None

    def _placed(self) -> list[TopicHit]:
        """Hits with broad topics made narrow, and systems standing for the topic that concerns them."""
        narrow: dict[str, str] = {}
        ancestors = self.matcher.ancestors
        for topic in self.count:
            below = [t for t in self.count if topic in ancestors[t]]
            if below and not self.matcher.ontology.topics[topic].systems:
                best = max(below, key=lambda t: (self.count[t], t))
                # an article's own sub-question is what a broad label stands for only where it is the main one
                if not self.matcher.ontology.topics[topic].broader:
                    narrow[topic] = self._raised(best)
        placed: dict[int, TopicHit] = {}  #: by number, in the order they are placed
        touching: dict[int, list[int]] = defaultdict(list)  #: token -> numbers of the hits over it or right beside it

        def place(number: int, hit: TopicHit) -> None:
            placed[number] = hit
            for token in range(hit.first - 1, hit.last + 2):
                touching[token].append(number)

        for n, hit in enumerate(self.hits):
            broad = hit.topic in narrow and hit.how != "contrary"
            place(n, TopicHit(hit.first, hit.last, narrow[hit.topic], "broad") if broad else hit)
        for n, s in enumerate(self.systems, len(self.hits)):
            owner = self.topic_of(s.system)
            if owner is None:
                continue
            near = sorted({k for t in range(s.first, s.last + 1) for k in touching.get(t, ()) if k in placed})
            first = next((k for k in near if owner in (placed[k].topic, *ancestors[placed[k].topic])), None)
            if first is not None and placed[first].topic == owner and self._place_far_off(placed[first], s):
                del placed[first]
                first = None
            if first is None:
                place(n, TopicHit(s.first, s.last, owner, "system", s.system))
            elif placed[first].topic == owner and placed[first].how == "broad":
                hit = placed.pop(first)
                place(n, TopicHit(min(hit.first, s.first), max(hit.last, s.last), owner, "system", s.system))
        return list(placed.values())

    def _place_far_off(self, hit: TopicHit, system: SystemHit) -> bool:
        """Whether a hit is a system and, words before it, a name: in "Ruritania will not give up its plan to withdraw
        the battery" the country is no place."""
        name = self.reading.text[self.reading.start[hit.first]]
        return (
            hit.how == "keywords" and name.isupper() and system.first - hit.first > BETWEEN and hit.last <= system.last
        )

    def _raised(self, topic: str) -> str:
        """Of a topic and its ancestors that concern a system, the most mentioned."""
        chain = [topic, *(a for a in self.matcher.ancestors[topic] if self.matcher.ontology.topics[a].systems)]
        return max(chain, key=lambda t: (self.count[t], t == topic, t))

    def aspect_of(self, topic: str) -> str:
        """The topic an aspect's evaluation bears on: the ancestor that concerns a system and is more discussed."""
        for ancestor in sorted(self.matcher.ancestors[topic]):
            entry = self.matcher.ontology.topics.get(ancestor)
            if entry and entry.systems and self.count[ancestor] >= self.count[topic]:
                return ancestor
        return topic

    def in_range(self, first: int, stop: int) -> list[TopicHit]:
        """The hits inside tokens [first, stop)."""
        return [h for h in _between(self.hits, first, stop) if h.last < stop]

    def recent(self, before: int, topics: list[str] | None = None) -> TopicHit | None:
        """The last hit that ends before a token, of the given topics where given."""
        asked = set(self.count if topics is None else topics)
        named = [h for t in asked if (h := _last_before(self._of_topic.get(t, []), before)) is not None]
        found = max(named, key=_place, default=None)
        meant = [
            next((r for r in reversed(self._referred[t]) if r[1].last < before), None)
            for t in asked
            if t in self._referred
        ]
        hit = max((r for r in meant if r is not None), key=lambda r: r[0], default=(0, None))[1]
        return found if hit is None or (found is not None and hit.last <= found.last) else hit

    def refers(self, hit: TopicHit) -> None:
        """To be told of what a word was found to refer to, in the order of reading: it is spoken of there again."""
        self._references += 1
        self._referred[hit.topic].append((self._references, hit))

    def refer(self, i: int, preferred: tuple[str, ...] = ()) -> TopicHit | None:
        """The topic that the noun at token i, after a definite word, refers back to; None where it names none.

        ``preferred`` are topics the same speaker has just taken a side on: they win where the head fits. What was done
        may be that the topic's thing was brought to an end: then the reference is contrary to it.
        """
        word = self.reading.words[i]
        found = self._ending(i) if word in _ENDINGS else self._narrowed(self._refer(i, preferred), word)
        done = word in _ENDINGS or word in DEEDS
        if found is not None and done and self.brought_to_an_end(found.topic, i):
            return TopicHit(i, i, found.topic, "contrary")
        return None if word in _ENDINGS else found

    def _narrowed(self, found: TopicHit | None, word: str) -> TopicHit | None:
        """What is found, or the narrower topic that the article leads with, where the noun may name it as well."""
        lead = self.lead
        if found is None or lead is None or found.topic not in self.matcher.ancestors[lead]:
            return found
        named = self.matcher.references.get(word, ())
        if lead not in named and (word not in COURSES or found.topic in named):
            return found
        return TopicHit(found.first, found.last, lead, "reference")

    def _ending(self, i: int) -> TopicHit | None:
        """The topic whose thing the text before said is brought to an end."""
        if self.reading.words[i + 1 : i + 2] in (["of"], ["from"], ["to"]):
            return None  # "the end of the pact" says itself what ends
        for endings in (self._led_endings, self._endings):
            if k := bisect_left(endings, i, key=lambda h: h.last):
                return endings[k - 1]
        return None

    def _refer(self, i: int, preferred: tuple[str, ...]) -> TopicHit | None:
        word = self.reading.words[i]
        # only topics the article names: other disputes' words are no antecedent
        fits = [t for t in self.matcher.references.get(word, ()) if self.count[t]]
        if not fits and word not in COURSES:
            return None
        allowed = None if word in COURSES else fits
        for topic in preferred:
            if allowed is None or topic in allowed:
                return TopicHit(i, i, topic, "reference")
        found = self.recent(i, allowed)
        if not fits and found is not None and self.matcher.is_talk(found.topic):
            # talks are no plan or step; what was done about them may be
            if word not in _SCHEMES and self.reading.sentence[found.last] >= self.reading.sentence[i] - 1:
                return None
            found = self.recent(i, [t for t in self.count if not self.matcher.is_talk(t)])
        if fits and word in COURSES and (found is None or found.topic not in fits):
            # "the decision": what was named just before, else the topic whose decision it can be
            here = self.reading.sentence[i]
            fit = self.recent(i, fits)
            if found is None or self.reading.sentence[found.last] < here - 1 or self._outweighs(fit, found):
                found = fit or found
        if not fits and found is not None:
            found = self.weighed(found, i)
        if found is None and fits:
            later = [t for t in fits if self.count[t]]
            if later:
                return TopicHit(i, i, max(later, key=lambda t: (self.count[t], t)), "reference")
        return TopicHit(i, i, found.topic, "reference") if found else None

    def _outweighs(self, fit: TopicHit | None, found: TopicHit) -> bool:
        """Whether what a noun can name by the ontology is so much more the article's matter than what stands nearer."""
        return fit is not None and self.count[fit.topic] >= MAIN * self.count[found.topic]

    def weighed(self, found: TopicHit, i: int) -> TopicHit:
        """What a word at token i that can mean anything refers to: the hit right before it, else what the article
        leads with, or its one great matter."""
        far = self.reading.sentence[i] - self.reading.sentence[found.last] > 1
        if far and self.lead is not None and self.count[self.lead] >= self.count[found.topic]:
            return TopicHit(found.first, found.last, self.lead, "reference")
        main = max(self.count, key=lambda t: (self.count[t], t))
        if main != found.topic and self.count[main] >= MAIN * self.count[found.topic]:
            return TopicHit(found.first, found.last, main, "reference")
        return found

    def weighed_of(self, near: TopicHit, topics: Sequence[str]) -> str:
        """Which of the topics a description can name is meant: the nearest, or another that the article speaks of far
        more."""
        main = max(topics, key=lambda t: (self.count[t], t == near.topic, t))
        return main if self.count[main] >= MAIN * self.count[near.topic] else near.topic

    def meant_systems(self, inside: set[int]) -> list[str]:
        """Systems the article names that a definite noun at these tokens refers to by its head: "the dam" for the
        Gorge Dam, "the launchers" for the Kestrel launcher, "the system" for the only one there is, "the issue" for
        that of the topic spoken of last."""
        heads, words = self._system_heads, self.reading.words
        found: list[set[str]] = []
        for i in sorted(inside):
            if words[i] not in DEFINITE:
                continue
            for k in (i + 1, i + 2):
                if k == i + 1 and k in inside and words[k] in _MATTERS:
                    last = self.recent(k)
                    found.append(set(self.systems_of(last.topic)) if last else set())
                elif k in inside:
                    found.append(heads.get(words[k].removesuffix("s"), set()))
        return list(dict.fromkeys(name for names in found if len(names) == 1 for name in names))

    @cached_property
    def _system_heads(self) -> dict[str, set[str]]:
        """By noun the systems of the article that it can stand for."""
        heads: dict[str, set[str]] = {}
        for name in self.system_count:
            for label in self.matcher.ontology.systems[name].labels:
                head = tokenize(label)[-1]
                if len(label.split()) > 1 and head.isalpha():
                    heads.setdefault(head.removesuffix("s"), set()).add(name)
        if len(self.system_count) == 1:
            heads["system"] = set(self.system_count)
        return heads

    def systems_in(self, tokens: set[int]) -> list[str]:
        """The systems named at these tokens, in text order."""
        if not tokens or not self.systems:
            return []
        low = bisect_left(self.systems, min(tokens), key=lambda s: s.first)
        high = bisect_right(self.systems, max(tokens), key=lambda s: s.first)
        return list(dict.fromkeys(s.system for s in self.systems[low:high] if s.first in tokens))

    def systems_of(self, topic: str) -> tuple[str, ...]:
        """Systems of a topic that the article names."""
        entry = self.matcher.ontology.topics.get(topic)
        return tuple(s for s in (entry.systems if entry else ()) if self.system_count[s])


def _strongest(hits: list[TopicHit], matcher: TopicMatcher) -> list[TopicHit]:
    """Of overlapping hits of topics that have no ancestor in common, a label beats keywords."""
    labels = [h for h in hits if h.how == "label"]
    if not labels:
        return hits

    def family(topic: str) -> frozenset[str]:
        return matcher.ancestors[topic] | {topic}

    labels.sort(key=_place)
    longest = max(b.last - b.first for b in labels)
    return [
        h
        for h in hits
        if h.how == "label"
        or not any(
            h.first <= b.last and not family(b.topic) & family(h.topic)
            for b in _between(labels, h.first - longest, h.last + 1)
        )
    ]


def _place(hit: TopicHit) -> tuple[int, int, str]:
    """What hits are sorted by: text order."""
    return hit.first, hit.last, hit.topic


def _between(hits: list[TopicHit], first: int, stop: int) -> list[TopicHit]:
    """Of hits in text order those that begin at tokens [first, stop)."""
    return hits[bisect_left(hits, first, key=lambda h: h.first) : bisect_left(hits, stop, key=lambda h: h.first)]


def _last_before(hits: list[TopicHit], token: int) -> TopicHit | None:
    """Of hits in text order the last that ends before a token."""
    near = bisect_left(hits, token, key=lambda h: h.first)
    return next((hits[k] for k in range(near - 1, -1, -1) if hits[k].last < token), None)
