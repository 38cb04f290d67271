"""How fast text becomes N-Quads, beside merely reading and tokenising the same text, in one run; and in what memory.

    python -m tests.benchmarks.speed [FOLDER] [--limit N] [--attributor NAME] [--sides NAME]

FOLDER holds .txt articles (default: the shipped samples, repeated). One process, one core; CPU seconds.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from pathlib import Path

from extract.attribute import attribute
from extract.emit import Run, nquads
from extract.interpret import interpret
from extract.link import link
from extract.read import read_text
from extract.records import STANDARD
from extract.segment import segment
from kg.samples import folder as samples
from ontology.knowledge import load

_TOKEN = re.compile(r"\w+|\S")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--attributor", default=STANDARD.attributor)
    parser.add_argument("--sides", choices=("network", "rules"), default=STANDARD.sides)
    options = parser.parse_args()
    paths = sorted((options.folder or Path(str(samples()))).glob("*.txt"))
    data = [(p.stem, p.read_bytes()) for p in paths]
    data = (data * (options.limit // len(data) + 1))[: options.limit]
    ontology = load()
    run = Run("demarche", "benchmark", ontology.digest)
    article = read_text(data[0][1].decode("utf-8"), doc="warm-up")
    interpret(
        article,
        (p := segment(article)),
        (a := attribute(article, p, ontology, options.attributor)),
        link(article, p, a, ontology),
        ontology,
        options.sides,
    )

    started = time.process_time()
    tokens = sum(len(_TOKEN.findall(raw.decode("utf-8"))) for _, raw in data)
    said = sum(len(raw.split()) for _, raw in data)
    plain = time.process_time() - started

    spent = dict.fromkeys(("read", "segment", "attribute", "link", "interpret", "emit"), 0.0)
    size = 0
    for number, (doc, raw) in enumerate(data):
        marks = [time.process_time()]
        article = read_text(raw.decode("utf-8"), doc=f"{doc}-{number}")
        marks.append(time.process_time())
        passages = segment(article)
        marks.append(time.process_time())
        attributions = attribute(article, passages, ontology, options.attributor)
        marks.append(time.process_time())
        linked = link(article, passages, attributions, ontology)
        marks.append(time.process_time())
        statements = interpret(article, passages, attributions, linked, ontology, options.sides)
        marks.append(time.process_time())
        size += len(nquads(article, statements, ontology, run=run))
        marks.append(time.process_time())
        for name, a, b in zip(spent, marks, marks[1:], strict=False):
            spent[name] += b - a
    total = sum(spent.values())
    print(f"{len(data)} articles, {tokens} tokens, {size / 1e6:.1f} MB of N-Quads")
    print(f"end to end   {total:7.2f} cpu s   {len(data) / total:7.1f} articles/s   {said / total:9.0f} words/s")
    for name, seconds in spent.items():
        print(f"  {name:10} {seconds:7.2f} cpu s   {1000 * seconds / len(data):7.2f} ms an article")
    print(f"tokenising   {plain:7.2f} cpu s   ({total / plain:.0f} times less)")
    print(f"memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB at the most")


if __name__ == "__main__":
    main()
