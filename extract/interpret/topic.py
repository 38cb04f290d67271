"""What a saying is about: topics and systems by label, or by keywords that stand together.

A keyword string is met where all its words stand within ``WINDOW`` tokens of one sentence. Of a topic and one of its
ancestors at the same place the narrower is kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from extract.interpret.reading import TOKEN, Phrases, Reading, tokenize
from extract.interpret.words import CLAUSE_ENDS, word_set
from ontology.knowledge import Ontology

#: keywords further apart than this rarely speak of one thing (set by eye on five articles: 14 keeps every right one)
WINDOW = 14
#: two ways of naming one topic that overlap are one hit up to this length
UNION = 11
_SPLITS = CLAUSE_ENDS | word_set("but while whereas although though")
_TOKENS_SHOWN = TOKEN
_CLAUSE_OPENERS = word_set("the a an it this these those we they he she its their his her our no there")


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic named or referred to by tokens ``first`` to ``last`` inclusive."""

    first: int
    last: int
    topic: str
    how: str  #: "label", "keywords", "contrary", "system", "broad", "reference"
    system: str | None = None

    @property
    def contrary(self) -> bool:
        return self.how == "contrary"


@dataclass(frozen=True, slots=True)
class SystemHit:
    first: int
    last: int
    system: str


class TopicMatcher:
    """Phrase tables of all topics and systems of an ontology; built once per ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        # two tables: "Gorge Dam construction" names the topic and, with its first words, the system
        self.labels: dict[str, Phrases[tuple[str, bool]]] = {"system": Phrases(), "topic": Phrases()}  #: name, capitals
        for system in ontology.systems.values():
            for label in system.labels:
                self.labels["system"].add(tokenize(label), (system.name, _is_acronym(label)))
        for topic in ontology.topics.values():
            for label in topic.labels:
                self.labels["topic"].add(tokenize(label), (topic.name, _is_acronym(label)))
        self._units: dict[tuple[str, ...], int] = {}  #: a keyword, as its tokens -> its number
        self._strings: list[tuple[str, bool, tuple[int, ...]]] = []  #: topic, contrary, keywords
        for topic in ontology.topics.values():
            for contrary, given in ((False, topic.keywords), (True, topic.contrary)):
                for string in given:
                    self._add(topic.name, contrary, string)
        self._index()
        self.ancestors = {name: _ancestors(ontology, name) for name in ontology.topics}
        self.about = _about(ontology)
        self.of_system: dict[str, list[str]] = {}
        self.descriptions: Phrases[str] = Phrases()  #: references of several words
        self.references: dict[str, list[str]] = {}
        for topic in ontology.topics.values():
            for system_name in topic.systems:
                self.of_system.setdefault(system_name, []).append(topic.name)
            for head in topic.references:
                parts = tokenize(head)
                if len(parts) > 1:
                    self.descriptions.add(parts, topic.name)
                    continue
                self.references.setdefault(head.lower(), []).append(topic.name)

    def _add(self, topic: str, contrary: bool, string: str) -> None:
        units = [tuple(_keyword_tokens(unit)) for unit in string.lower().split()]
        if units and all(units):
            self._strings.append((topic, contrary, tuple(self._units.setdefault(u, len(self._units)) for u in units)))

    def _index(self) -> None:
        """Files each keyword by its first token and each string under its rarest keyword."""
        self._patterns = list(self._units)
        self._exact: dict[str, list[int]] = {}
        self._prefix: dict[str, list[tuple[str, int]]] = {}
        for unit, number in self._units.items():
            head = unit[0]
            if head.endswith("*"):
                self._prefix.setdefault(head[:-1][:3], []).append((head[:-1], number))
            else:
                self._exact.setdefault(head, []).append(number)
        uses = Counter(u for _, _, units in self._strings for u in set(units))
        self._under: dict[int, list[tuple[str, bool, tuple[int, ...]]]] = {}
        for string in self._strings:
            rarest = min(string[2], key=lambda u: (uses[u], u))
            self._under.setdefault(rarest, []).append(string)
        self._memo: dict[str, tuple[bool, tuple[int, ...]] | None] = {}

    def is_talk(self, topic: str) -> bool:
        """Whether a topic is talks, as its reference heads and label tell."""
        entry = self.ontology.topics[topic]
        return not _TALKING.isdisjoint((*entry.references, *tokenize(entry.label)))

    def _word(self, word: str) -> tuple[bool, tuple[int, ...]] | None:
        """(a label may begin here, keywords that may begin here), or None where neither."""
        found = list(self._exact.get(word, ()))
        for size in (1, 2, 3):
            if len(word) >= size:
                found += [
                    n
                    for prefix, n in self._prefix.get(word[:size], ())
                    if len(prefix) >= size and word.startswith(prefix) and min(len(prefix), 3) == size
                ]
        begins = any(table.begins(word) for table in self.labels.values())
        return (begins, tuple(found)) if begins or found else None

    def sentences(self, reading: Reading) -> tuple[list[TopicHit], list[SystemHit]]:
        """Hits of all sentences; those without a word that can begin one cost nothing."""
        memo = self._memo
        for word in reading.vocabulary.difference(memo):
            memo[word] = self._word(word)
        able = sorted({reading.sentence[i] for i, word in enumerate(reading.words) if memo[word] is not None})
        hits: list[TopicHit] = []
        systems: list[SystemHit] = []
        for number in able:
            found, named = self.find(reading, *reading.bounds[number])
            hits += found
            systems += named
        return hits, systems

    def find(self, reading: Reading, first: int, stop: int) -> tuple[list[TopicHit], list[SystemHit]]:
        """Hits in one sentence's tokens, in order; overlapping hits of a topic and its ancestor give the narrower."""
        words = reading.words
        hits: list[TopicHit] = []
        systems: list[SystemHit] = []
        present: dict[int, list[int]] = {}
        memo = self._memo
        for i in range(first, stop):
            known = memo[words[i]]
            if known is None:
                continue
            begins, units = known
            for kind, table in self.labels.items() if begins else ():
                size, values = table.at(words, i, stop) or (0, [])
                for name, capitals in values:
                    written = reading.text[reading.start[i] : reading.end[i + size - 1]]
                    if capitals and not written.replace("-", "").isupper():
                        continue
                    if kind == "system":
                        systems.append(SystemHit(i, i + size - 1, name))
                    else:
                        hits.append(TopicHit(i, i + size - 1, name, "label"))
            for unit in units:
                if unit in present:
                    present[unit].append(i)
                else:
                    present[unit] = [i]
        for unit in present:
            for topic, contrary, needed in self._under.get(unit, ()):
                if len(needed) > 1 and not frozenset(needed) <= present.keys():
                    continue
                place = self._tightest(words, present, needed, stop)
                if place:
                    hits.append(TopicHit(place[0], place[1], topic, "contrary" if contrary else "keywords"))
        systems = _longest_systems(systems)
        return self._narrowest(hits), systems

    def _tightest(
        self, words: list[str], present: dict[int, list[int]], needed: tuple[int, ...], stop: int
    ) -> tuple[int, int] | None:
        """First and last token of the closest set of one occurrence per keyword, or None where none is close enough."""
        places: list[list[tuple[int, int]]] = []
        for number in needed:
            unit = self._patterns[number]
            size = len(unit)
            spots = (
                [(i, i) for i in present[number]]
                if size == 1
                else [
                    (i, i + size - 1)
                    for i in present[number]
                    if i + size <= stop and all(_matches(words[i + n], unit[n]) for n in range(1, size))
                ]
            )
            if not spots:
                return None
            places.append(spots)
        best: tuple[int, int] | None = None
        for anchor in places[0]:
            low, high = anchor
            used = {anchor}
            for spots in places[1:]:
                free = [s for s in spots if s not in used]
                if not free:
                    break
                pick = min(free, key=lambda s: max(high, s[1]) - min(low, s[0]))
                used.add(pick)
                low, high = min(low, pick[0]), max(high, pick[1])
            else:
                if high - low <= WINDOW and (best is None or high - low < best[1] - best[0]):
                    best = low, high
        if best:
            between = words[best[0] : best[1]]
            if not _SPLITS.isdisjoint(between) or ("that" in between and _opens_clause(words, best)):
                return None
        return best

    def _narrowest(self, hits: list[TopicHit]) -> list[TopicHit]:
        if len(hits) < 2:
            return hits
        kept: list[TopicHit] = []
        # labels before keywords, short before long: "sanctions" need not swallow its sentence
        for hit in sorted(hits, key=lambda h: (h.how != "label", h.last - h.first, h.first)):
            same = [k for k in kept if k.topic == hit.topic and k.first <= hit.last and hit.first <= k.last]
            if same:
                low, high = min(hit.first, same[0].first), max(hit.last, same[0].last)
                if hit.how == same[0].how == "keywords" and high - low <= UNION:
                    kept.remove(same[0])
                    kept.append(TopicHit(low, high, hit.topic, "keywords"))
                elif hit.contrary and not same[0].contrary:
                    kept.remove(same[0])
                    kept.append(hit)
                continue
            kept.append(hit)
        result = []
        for hit in kept:
            narrower = any(
                hit.topic in self.ancestors[k.topic] and k.first <= hit.last and hit.first <= k.last for k in kept
            )
            if not narrower:
                result.append(hit)
        return sorted(result, key=lambda h: (h.first, h.last, h.topic))


_TALKING = word_set("talks dialogue negotiations consultations mediation negotiation")


def _keyword_tokens(unit: str) -> list[str]:
    star = unit.endswith("*")
    tokens = tokenize(unit.rstrip("*"))
    if star and tokens:
        tokens[-1] += "*"
    return tokens


def _opens_clause(words: list[str], place: tuple[int, int]) -> bool:
    """Whether a "that" between two tokens begins a clause of its own: "the view that the dam was"."""
    return any(
        words[k] == "that" and words[k + 1] in _CLAUSE_OPENERS and words[k - 1] not in CLAUSE_ENDS
        for k in range(place[0] + 1, place[1] - 1)
    )


def _matches(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _longest_systems(systems: list[SystemHit]) -> list[SystemHit]:
    kept: list[SystemHit] = []
    for hit in sorted(systems, key=lambda s: (s.first, -(s.last - s.first))):
        if not kept or hit.first > kept[-1].last or (hit.first, hit.last) == (kept[-1].first, kept[-1].last):
            kept.append(hit)
    return kept


def _is_acronym(label: str) -> bool:
    letters = [c for c in label if c.isalpha()]
    return 1 < len(letters) <= 6 and all(c.isupper() for c in letters)


def _ancestors(ontology: Ontology, name: str) -> frozenset[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        entry = ontology.topics.get(ahead.pop())
        for broader in entry.broader if entry else ():
            if broader not in found:
                found.add(broader)
                ahead.append(broader)
    return frozenset(found)


def _about(ontology: Ontology) -> dict[str, tuple[tuple[frozenset[str], ...], frozenset[str]]]:
    """For each topic the actors and systems its preferred label names, and its other proper words.

    "sanctions on X" is met by the word "sanctions" only in an article that speaks of X: what an article must hold
    before a topic's everyday words may stand for the topic.
    """
    names: Phrases[str] = Phrases()
    for actor in ontology.actors.values():
        if actor.kind == "state":
            for label in (*actor.labels, *actor.demonyms):
                names.add(tokenize(label), actor.name)
    systems: Phrases[str] = Phrases()
    for system in ontology.systems.values():
        for label in system.labels:
            systems.add(tokenize(label), system.name)
    about = {}
    for topic in ontology.topics.values():
        words, shown = tokenize(topic.label), _TOKENS_SHOWN.findall(topic.label)
        actors: list[frozenset[str]] = []
        proper: set[str] = set()
        k = 0
        while k < len(words):
            hit = names.at(words, k, len(words)) or systems.at(words, k, len(words))
            if hit:
                actors.append(frozenset(hit[1]))
                k += hit[0]
                continue
            if k and len(shown) == len(words) and shown[k][0].isupper() and len(words[k]) > 2:
                proper.add(words[k][:5])
            k += 1
        about[topic.name] = tuple(actors), frozenset(proper)
    return about


@lru_cache(maxsize=4)
def topic_matcher(ontology: Ontology) -> TopicMatcher:
    return TopicMatcher(ontology)
