"""How long a store takes to load articles, beside Oxigraph's own bulk load of the same N-Quads, in one run.

    python -m tests.benchmarks.load [FOLDER] [--limit N] [--rounds N]

FOLDER holds .txt articles (default: the shipped samples, repeated under other ids). Extraction is done beforehand and
not counted. Ours: ``put_many``, that is catalogue and merge, and ``optimize``; theirs: ``Store.bulk_load`` of one file,
and ``optimize``. Wall-clock and CPU seconds, the median of the rounds.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from extract.emit import Run, nquads
from extract.flow import extract
from extract.read import read_text
from kg.samples import folder as samples
from kg.store import Parcel, open_store, parcel
from ontology.identifiers import Identifiers, article_name
from ontology.knowledge import load


def parcels(folder: Path | None, limit: int) -> list[Parcel]:
    paths = sorted((folder or Path(str(samples()))).glob("*.txt"))
    ontology = load()
    run = Run("demarche", "benchmark", ontology.digest)
    identifiers = Identifiers()
    made = []
    read = [(path.stem, path.read_text("utf-8")) for path in paths]
    for number in range(limit):
        stem, text = read[number % len(read)]
        article = read_text(text, doc=f"{stem}-{number // len(read)}")
        graph = identifiers.graph(article_name(article.doc, article.text))
        made.append(parcel(graph, nquads(article, extract(article, ontology), ontology, run=run)))
    return made


def timed(work: Callable[[Path], None], rounds: int) -> tuple[float, float]:
    wall, cpu = [], []
    for _ in range(rounds):
        folder = Path(tempfile.mkdtemp(prefix="kg-load-"))
        started, used = time.perf_counter(), time.process_time()
        work(folder / "store")
        wall.append(time.perf_counter() - started)
        cpu.append(time.process_time() - used)
        shutil.rmtree(folder)
    return statistics.median(wall), statistics.median(cpu)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    made = parcels(options.folder, options.limit)
    with tempfile.NamedTemporaryFile(suffix=".nq") as file:
        file.writelines(item.nquads for item in made)
        file.flush()
        count = sum(item.nquads.count(b"\n") for item in made)

        def theirs(place: Path) -> None:
            store = ox.Store(str(place))
            store.bulk_load(path=file.name, format=ox.RdfFormat.N_QUADS)
            store.optimize()

        def ours(place: Path) -> None:
            with open_store(place, create=True) as store:
                store.put_many(made)
                store.optimize()

        print(f"{len(made)} articles, {count} quads, median of {options.rounds}")
        base = timed(theirs, options.rounds)
        mine = timed(ours, options.rounds)
    print(f"Oxigraph bulk_load  {base[0]:6.2f} s  {base[1]:6.2f} cpu s")
    print(f"kg store            {mine[0]:6.2f} s  {mine[1]:6.2f} cpu s")
    print(f"ratio               {mine[0] / base[0]:6.2f}    {mine[1] / base[1]:6.2f}")


if __name__ == "__main__":
    main()
