"""Places nodes beforehand, so that the page opens drawn: no physics in the browser, the same places on every run.

The strongest lines decide. Each connected part is laid out by Fruchterman and Reingold's forces (networkx, fixed
seed), the parts are packed in rows, and every node then takes the nearest free place to the one it wants, so that
neither nodes nor labels lie on one another. Nodes that only weak lines reach settle around their neighbours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import networkx as nx

SEED = 20160708
#: px a character of a label is wide, a row of it high, and free ground kept around a node
CHARACTER, ROW, GAP = 6.8, 17, 12
#: px between two nodes joined by a line, on average: room for a label and a line beside it
LENGTH = 125
#: drawings are wider than high because screens are
ASPECT = 1.25
#: networkx's ``k`` at one node; larger pushes joined nodes apart (2 leaves a clump, 5 forgets who is joined)
SPREAD = 3.0
#: exponent of the distance from the middle; 1 leaves it as it is
EVENNESS = 0.45
#: seeds tried for a part that people will look at closely; the drawing with the fewest crossings stays
TRIES = 6
#: the golden angle, by which a sunflower sets its seeds
GOLDEN = math.pi * (3 - math.sqrt(5))
#: px; a coarse search for the many that only weak lines reach, whose place matters less
FAR_STRIDE = 26.0
#: above this number of nodes forces take too long (networkx: 3 s for 1,000, squared)
FORCED = 400

Place = tuple[int, int]


def layout(
    labels: Mapping[str, str], radius: Mapping[str, float], lines: Sequence[tuple[str, str, float]], strongest: int
) -> dict[str, Place]:
    """Whole-px places of all nodes in ``labels``; ``lines`` are (source, end, weight), strongest first."""
    core: nx.Graph[str] = nx.Graph()
    for u, v, weight in lines[:strongest]:
        core.add_edge(u, v, weight=weight + (core[u][v]["weight"] if core.has_edge(u, v) else 0))
    rest: nx.Graph[str] = nx.Graph()
    rest.add_nodes_from(labels)
    rest.add_edges_from((u, v) for u, v, _ in lines)
    parts = sorted((sorted(part) for part in nx.connected_components(core)), key=lambda part: (-len(part), part[0]))
    wanted = _packed([_forced(core.subgraph(part), part) for part in parts])
    ground = _Ground(labels, radius)
    placed: dict[str, Place] = {}
    for node in sorted(wanted, key=lambda n: (-core.degree(n), n)):
        placed[node] = ground.settle(node, wanted[node])
    waiting = [node for node in sorted(labels) if node not in placed]
    edge = max((abs(y) for _, y in placed.values()), default=0) + LENGTH
    while waiting:  # those beside placed ones first, then theirs
        ready = [n for n in waiting if any(m in placed for m in rest[n])]
        for node in ready or waiting[:1]:
            near = [placed[m] for m in sorted(rest[node]) if m in placed]
            at = (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)) if near else (0.0, edge)
            placed[node] = ground.settle(node, at, FAR_STRIDE)
        waiting = [n for n in waiting if n not in placed]
    return placed


def _forced(part: nx.Graph[str], nodes: list[str]) -> dict[str, tuple[float, float]]:
    """One connected part around (0, 0)."""
    size = len(nodes)
    if size == 1:
        return {nodes[0]: (0.0, 0.0)}
    if size == 2:
        return {nodes[0]: (-LENGTH, 0.0), nodes[1]: (LENGTH, 0.0)}
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(nodes)
    # the logarithm: a pair with a hundred statements shall not collapse into one point
    for u, v in sorted(map(sorted, part.edges)):
        ordered.add_edge(u, v, weight=1 + math.log1p(part[u][v]["weight"]))
    if size > FORCED:
        return {node: _spiral(i) for i, node in enumerate(sorted(nodes, key=lambda n: (-ordered.degree(n), n)))}
    tries = TRIES if size <= 80 else 1
    rounds = 200 if size <= 150 else 100
    found = []
    for seed in range(SEED, SEED + tries):
        raw = nx.spring_layout(ordered, k=SPREAD / math.sqrt(size), iterations=rounds, seed=seed)
        found.append({node: (float(raw[node][0]), float(raw[node][1])) for node in nodes})
    best = min(found, key=lambda places: _crossings(places, list(ordered.edges))) if tries > 1 else found[0]
    reach = LENGTH * math.sqrt(size) * 0.75
    places = {}
    for node, (x, y) in best.items():
        # the crowded middle is drawn out and far leaves are drawn in
        far = math.hypot(x, y) or 1.0
        stretch = reach * far**EVENNESS / far
        places[node] = (x * stretch * ASPECT, y * stretch)
    return places


def _crossings(places: Mapping[str, tuple[float, float]], edges: Sequence[tuple[str, str]]) -> int:
    """How many pairs of lines cross."""

    def left(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    count = 0
    for (u, v), (s, t) in combinations(edges, 2):
        if len({u, v, s, t}) == 4:
            a, b, c, d = places[u], places[v], places[s], places[t]
            count += left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)
    return count


def _spiral(number: int) -> tuple[float, float]:
    """The nth place of a sunflower: even cover without a grid's lines."""
    angle, reach = number * GOLDEN, LENGTH * 0.7 * math.sqrt(number)
    return (reach * math.cos(angle) * ASPECT, reach * math.sin(angle))


def _packed(parts: list[dict[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """The largest part first, the others in rows beside and below it; the whole about as wide as ``ASPECT`` asks."""
    places: dict[str, tuple[float, float]] = {}
    left, top, row = 0.0, 0.0, 0.0
    sizes = []
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        sizes.append((max(xs) - min(xs) + LENGTH * 1.3, max(ys) - min(ys) + LENGTH * 0.8))
    area = sum(wide * high for wide, high in sizes)
    limit = max([ASPECT * math.sqrt(area), *(wide for wide, _ in sizes)])
    for part, (wide, high) in zip(parts, sizes, strict=True):
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        if left and left + wide > limit:
            left, top, row = 0.0, top + row, 0.0
        for node, (x, y) in part.items():
            places[node] = (x - min(xs) + left, y - min(ys) + top)
        left, row = left + wide, max(row, high)
    if not places:
        return places
    mid_x = (min(x for x, _ in places.values()) + max(x for x, _ in places.values())) / 2
    mid_y = (min(y for _, y in places.values()) + max(y for _, y in places.values())) / 2
    return {node: (x - mid_x, y - mid_y) for node, (x, y) in places.items()}


class _Ground:
    """Boxes taken so far, in a coarse grid."""

    CELL = 120

    def __init__(self, labels: Mapping[str, str], radius: Mapping[str, float]) -> None:
        self.half = {}
        for node, label in labels.items():
            rows = label.split("\n")
            wide = max(26.0, radius[node] + GAP, max(map(len, rows)) * CHARACTER / 2 + 6)
            self.half[node] = (wide, radius[node] + (GAP + ROW * len(rows)) / 2)
        self.reached: dict[tuple[float, int, int], int] = defaultdict(int)
        self.cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = defaultdict(list)

    def settle(self, node: str, wanted: tuple[float, float], stride: float = 10.0) -> Place:
        """Takes the free place nearest to the wanted one, found along a spiral that widens by the stride."""
        wide, high = self.half[node]
        near = (stride, round(wanted[0] / self.CELL), round(wanted[1] / self.CELL))
        step = self.reached[near]
        while True:
            angle, reach = step * GOLDEN, stride * math.sqrt(step)
            x, y = round(wanted[0] + reach * math.cos(angle) * ASPECT), round(wanted[1] + reach * math.sin(angle))
            box = (x - wide, y - high, x + wide, y + high)
            if self._free(box):
                for cell in self._cells(box):
                    self.cells[cell].append(box)
                # ground once taken stays taken: who wants the same place next need not begin in the middle
                self.reached[near] = step
                return (x, y)
            step += 1

    def _cells(self, box: tuple[float, float, float, float]) -> list[tuple[int, int]]:
        a, b, c, d = (math.floor(v / self.CELL) for v in box)
        return [(i, j) for i in range(a, c + 1) for j in range(b, d + 1)]

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        return not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for cell in self._cells(box)
            for other in self.cells[cell]
        )
