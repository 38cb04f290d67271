"""A store in a folder: Oxigraph on disk (RocksDB) beside a marker file that says the folder is ours.

STORE/demarche.json     what this folder is, and the base IRI of its identifiers
STORE/quads/            the database; ``oxigraph serve -l STORE/quads`` opens it too
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import NotAStore, QueryError, StoreError, StoreLocked, StoreMissing
from kg.store.contract import Answer, Article, Parcel, Store, bound, entry
from ontology.identifiers import BASE

if TYPE_CHECKING:
    from rdflib import Dataset

MARKER = "demarche.json"
DATA = "quads"
FORMAT = 1
#: the database while it is written anew, and the old one until it is deleted
FRESH, OLD = "quads.new", "quads.old"
#: stands in the folder while a bulk load runs
UNSETTLED = "unsettled"
#: stands in the folder while the database's files hold words of articles that were removed or replaced
UNPURGED = "unpurged"
#: below this many bytes of N-Quads a plain transaction is faster than the bulk loader, which writes new files each time
SMALL = 400_000


class EmbeddedStore(Store):
    """One writer at a time; readers open it beside."""

    merges = True

    def __init__(self, location: Path, inner: ox.Store, base: str | None, read_only: bool) -> None:
        super().__init__(str(location), base, read_only)
        self._store: ox.Store | None = inner

    @classmethod
    def open(cls, location: Path, *, create: bool, read_only: bool, base: str | None) -> EmbeddedStore:
        settings = _settings(location)
        if settings is None:
            if not create:
                raise StoreMissing(f"{location}: no store here; make one with: kg build PATH --store {location}")
            settings = _make(location, base or BASE)
        if base is not None and base != settings["base"]:
            raise StoreError(f"{location}: made with the base IRI {settings['base']}, not {base}; use another folder")
        data = location / DATA
        if not data.exists():  # a purge was cut off between its two renames
            with suppress(OSError):  # or is just there, and does it itself
                (location / FRESH).rename(data)
        if read_only and (location / UNSETTLED).exists():
            with suppress(StoreLocked):  # locked: the load is not cut off, it is running
                cls.open(location, create=False, read_only=False, base=None).close()
        try:
            if read_only and (data / "CURRENT").exists():
                inner = ox.Store.read_only(str(data))
            else:
                inner = ox.Store(str(data))
        except (OSError, RuntimeError, ValueError) as error:
            raise _explained(error, location) from None
        store = cls(location, inner, settings["base"], read_only)
        if not read_only:
            _clear(location)
            if (location / UNSETTLED).exists():
                store._settle()
        return store

    @property
    def inner(self) -> ox.Store:
        """The pyoxigraph store; its default graph is the merge, so do not ask for its union on top."""
        if self._store is None:
            raise StoreError(f"{self.location}: this store is closed; open it again")
        return self._store

    def query(self, query: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> Answer:
        try:
            return self.inner.query(bound(query, bindings) if bindings else query)
        except SyntaxError as error:
            raise QueryError(
                f"query: {' '.join(str(error).split())}; see https://www.w3.org/TR/sparql11-query/"
            ) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"query: {error}") from None

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        names = [graph] if graph else sorted(g.value for g in self.inner.named_graphs())
        for name in names:
            yield from self.inner.quads_for_pattern(None, None, None, ox.NamedNode(name))

    @property
    def dataset(self) -> Dataset:
        from kg.store.rdflib_view import dataset_over

        return dataset_over(self.inner)

    def optimize(self) -> None:
        self.inner.optimize()

    def purge(self) -> None:
        """Writes the database anew and puts it in the place of the old one, which is deleted.

        Compaction is not enough: Oxigraph keeps every string it ever stored. Killed at any moment, the store is whole:
        the new files take their place by a rename, which the next opening makes up for where it was cut off.
        """
        location = Path(self.location)
        data, fresh, old = location / DATA, location / FRESH, location / OLD
        if not (location / UNPURGED).exists():
            return
        try:
            new = ox.Store(str(fresh))
            new.bulk_extend(self.inner)
            new.flush()
            del new
            self.close()  # RocksDB deletes files by their path, even on closing
            with _locked(data):
                data.rename(old)
                try:
                    fresh.rename(data)
                except OSError:
                    old.rename(data)
                    raise
            _clear(location)
            (location / UNPURGED).unlink()
        except (OSError, RuntimeError) as error:
            raise _explained(error, location) from None
        finally:
            if self._store is None and data.exists():  # opening what is not there would make an empty one
                self._store = ox.Store(str(data))

    def close(self) -> None:
        if self._store is not None and not self.read_only:
            self._store.flush()
        self._store = None

    def _removal(self, old: Article) -> list[str]:
        Path(self.location, UNPURGED).touch()
        return super()._removal(old)

    def _update(self, operations: Sequence[str]) -> None:
        try:
            self.inner.update(" ;\n".join(operations))
        except (OSError, RuntimeError) as error:
            raise _explained(error, Path(self.location)) from None

    def _insert(self, batch: Sequence[Parcel]) -> None:
        if not batch:
            return
        self._clear_stale()
        catalogue = ox.NamedNode(self.graphs.catalogue)
        notes = (ox.Quad(t.subject, t.predicate, t.object, catalogue) for item in batch for t in entry(item.article))
        quads = b"".join((*(item.nquads for item in batch), ox.serialize(notes, format=ox.RdfFormat.N_QUADS) or b""))
        merged = b"".join([item.ntriples for item in batch])
        self._load(quads, merged)

    def _begin(self, graph: str, lines: Sequence[bytes], notes: Sequence[bytes]) -> None:
        pairs = ((graph, lines), (self.graphs.catalogue, notes))
        quads = b"".join(
            line.removesuffix(b" .\n") + f" <{name}> .\n".encode() for name, some in pairs for line in some
        )
        self._load(quads, b"".join(lines))

    def _load(self, quads: bytes, merged: bytes) -> None:
        try:
            # lenient: these bytes were serialised from terms already checked
            if len(quads) < SMALL:
                self.inner.load(quads + merged, format=ox.RdfFormat.N_QUADS, lenient=True)  # one transaction
            else:
                self._bulk(quads, merged)
        except (OSError, RuntimeError) as error:
            raise _explained(error, Path(self.location)) from None

    def _bulk(self, quads: bytes, merged: bytes) -> None:
        """Loads graphs with their catalogue entries, and the merge beside them on a second core.

        Each of the two loads is atomic (Oxigraph ingests its sorted files at the end), both together are not: the note
        left while they run tells the next opening to compare the merge with the graphs.
        """
        note = Path(self.location, UNSETTLED)
        note.touch()
        with ThreadPoolExecutor(1) as beside:
            other = beside.submit(self.inner.bulk_load, merged, format=ox.RdfFormat.N_TRIPLES, lenient=True)
            self.inner.bulk_load(quads, format=ox.RdfFormat.N_QUADS, lenient=True)
            other.result()
        note.unlink()

    def _settle(self) -> None:
        """Makes the merge what the graphs say, after a bulk load was cut off."""
        among = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != <{self.graphs.catalogue}>)"
        self._update(
            [
                f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER NOT EXISTS {{ {among} }} }}",
                f"INSERT {{ ?s ?p ?o }} WHERE {{ {among} FILTER NOT EXISTS {{ ?s ?p ?o }} }}",
            ]
        )
        Path(self.location, UNSETTLED).unlink(missing_ok=True)

    def _clear_stale(self) -> None:
        if self.inner.contains_named_graph(ox.NamedNode(self.graphs.derived)):
            self._update(self._stale())


def _clear(location: Path) -> None:
    """Deletes what a purge leaves behind; for the one who writes, so that no purge is under way."""
    for name in (OLD, FRESH):
        if (location / name).exists():
            shutil.rmtree(location / name)


@contextmanager
def _locked(data: Path) -> Iterator[None]:
    """Holds the lock by which RocksDB keeps other writers out, while the database is closed."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody can open what is being renamed
        yield
        return
    with (data / "LOCK").open("r+b") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OSError("LOCK held") from None
        yield


def _settings(location: Path) -> dict[str, str] | None:
    """What the marker says; None where a store may be made; raises NotAStore for anything else."""
    try:
        text = (location / MARKER).read_text("utf-8")
    except FileNotFoundError:
        if not location.exists():
            return None
        if location.is_dir() and not any(location.iterdir()):
            return None
        raise NotAStore(
            f"{location}: a folder, but not a store (it has no {MARKER}); nothing was touched; give another --store"
        ) from None
    except NotADirectoryError:
        raise NotAStore(f"{location}: a file, not a store; nothing was touched; give a folder with --store") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{location}: cannot be read ({error}); check its permissions") from None
    try:
        settings = json.loads(text)
        version, base = settings["format"], settings["base"]
    except (ValueError, KeyError, TypeError):
        raise NotAStore(
            f"{location / MARKER}: not a store's marker; nothing was touched; give another --store"
        ) from None
    if version != FORMAT:
        raise StoreError(f"{location}: written in store format {version}, this version reads {FORMAT}; build it anew")
    return {"base": base}


def _make(location: Path, base: str) -> dict[str, str]:
    settings = {"what": "a Demarche store; its data lie in quads/", "format": FORMAT, "base": base}
    try:
        location.mkdir(parents=True, exist_ok=True)
        draft = location / (MARKER + ".new")
        draft.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
        os.replace(draft, location / MARKER)
    except OSError as error:
        raise StoreError(
            f"{location}: cannot make a store here ({error.strerror or error}); give another --store"
        ) from None
    return {"base": base}


def _explained(error: Exception, location: Path) -> StoreError:
    said = " ".join(str(error).split())
    if "LOCK" in said or "lock hold" in said:
        return StoreLocked(f"{location}: another process is writing to this store; wait for it to end, then try again")
    if "read-write" in said:
        return StoreError(f"{location}: opened read-only; open it for writing")
    if "No space left" in said:
        return StoreError(f"{location}: the disk is full; free some space and run again, what was stored is whole")
    return StoreError(f"{location}: the database under {DATA}/ cannot be used ({said}); restore it or build it anew")
