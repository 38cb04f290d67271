"""How every IRI of the graph is computed: from content, never from a clock, a counter or chance.

An identifier is the local name of an IRI: what follows its last ``/``. Actors, topics and systems are named by the
slug of their canonical English name (``wang-yi``); articles by their document id and the SHA-256 of their text;
statements and evidence by article and code-point spans.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

BASE = "https://w3id.org/demarche/id/"
#: names that need no percent-encoding: nearly all of ours
_SAFE = re.compile(r"[A-Za-z0-9._~/-]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_KEEP = str.maketrans(
    {"’": None, "'": None, "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "&": " and "}
)


def slug(name: str) -> str:
    """Kebab-case ASCII form of a name; a name without Latin letters keeps its own script, percent-free.

    >>> slug("Ministère des Affaires étrangères"), slug("Xi Jinping"), slug("People's Daily")
    ('ministere-des-affaires-etrangeres', 'xi-jinping', 'peoples-daily')
    >>> slug("王毅")
    '王毅'
    """
    plain = name.casefold().translate(_KEEP)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    ascii_slug = _NOT_SLUG.sub("-", plain).strip("-")
    if ascii_slug:
        return ascii_slug
    return re.sub(r"\W+", "-", unicodedata.normalize("NFKC", name)).strip("-") or "unnamed"


def digest(*parts: str) -> str:
    """Hexadecimal SHA-256 of the parts, separated by NUL, encoded as UTF-8."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def article_name(doc: str, text: str) -> str:
    """Local name of an article: slug of its document id and 12 hex digits of id and text together."""
    return f"{slug(doc)[:24].strip('-')}-{digest(doc, text)[:12]}"


def statement_name(article: str, spans: dict[str, tuple[tuple[int, int], ...]]) -> str:
    """Local name of a statement: its article, where its content starts and ends, and a digest of all its spans."""
    content = spans["content"]
    key = ";".join(f"{role}:{spans[role]}" for role in sorted(spans))
    return f"{article}.{content[0][0]}-{content[-1][1]}.{digest(key)[:6]}"


class Identifiers:
    """Makes IRIs under one base (``--base``); knows nothing of how they are stored.

    >>> Identifiers().actor("wang-yi")
    'https://w3id.org/demarche/id/actor/wang-yi'
    """

    def __init__(self, base: str = BASE) -> None:
        if not re.match(r"^[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]$", base, re.I):
            raise ValueError(f"base IRI {base!r}: must be absolute and end in '/' or '#'")
        self.base = base

    def _iri(self, kind: str, name: str) -> str:
        safe = name if _SAFE.fullmatch(name) else quote(name, safe="-._~/", errors="surrogatepass")
        return f"{self.base}{kind}/{safe}"

    def rebased(self, iri: str) -> str:
        """An IRI of a names file or an extension, which are written under ``BASE``, as it is under this base.

        >>> Identifiers("https://example.org/x/").rebased(BASE + "topic/thaad-deployment")
        'https://example.org/x/topic/thaad-deployment'
        """
        return self.base + iri[len(BASE) :] if iri.startswith(BASE) else iri

    def actor(self, name: str) -> str:
        return self._iri("actor", name)

    def unnamed(self, article: str, name: str) -> str:
        """An unnamed source is one actor per article and description."""
        return self._iri("actor", f"unnamed/{article}/{name}")

    def topic(self, name: str) -> str:
        return self._iri("topic", name)

    def system(self, name: str) -> str:
        return self._iri("system", name)

    def article(self, name: str) -> str:
        return self._iri("article", name)

    def graph(self, article: str) -> str:
        """The named graph that holds all that one article says."""
        return self._iri("graph/article", article)

    def named_graph(self, kind: str) -> str:
        """A graph of its own: ``ontology``, ``runs``, ``catalogue``, ``derived``."""
        return self._iri("graph", kind)

    def statement(self, name: str) -> str:
        return self._iri("statement", name)

    def saying(self, statement: str) -> str:
        """One saying of several reports, by the local name of the first of them."""
        return self._iri("saying", statement)

    def evidence(self, statement: str, role: str, number: int) -> str:
        return self._iri("evidence", f"{statement}/{role}/{number}")

    def position(self, holder: str, stance: str, topic: str) -> str:
        """The same position met in ten articles is one node: computed from holder, stance and topic alone."""
        return self._iri("position", f"{holder}/{stance}/{topic}")

    def run(self, name: str) -> str:
        return self._iri("run", name)
