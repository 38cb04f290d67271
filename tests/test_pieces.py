"""pieces: words as numbers. The table keeps its vectors; a window of a text is vectors and features between marks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.pieces import table
from extract.pieces.reader import reader
from extract.pieces.words import BLANK, FEATURES, read_words

VECTORS = np.random.default_rng(3).normal(size=(400, 16)).astype(np.float32) * np.linspace(0.1, 3, 16) + 0.5


def test_a_packed_table_keeps_its_vectors(tmp_path: Path) -> None:
    packed = table.pack(VECTORS)
    packed.save(tmp_path / "words.npz")
    kept = table.load(tmp_path / "words.npz")
    rows = kept.rows(np.arange(len(VECTORS)))
    assert kept.codes.nbytes * 8 == 4 * VECTORS.size
    assert np.array_equal(rows, packed.rows(np.arange(len(VECTORS))))
    about = VECTORS - VECTORS.mean(0), rows - VECTORS.mean(0)
    cosine = (about[0] * about[1]).sum(1) / np.linalg.norm(about[0], axis=1) / np.linalg.norm(about[1], axis=1)
    assert cosine.mean() > 0.98


def test_rows_come_in_the_order_asked_for() -> None:
    packed = table.pack(VECTORS)
    asked = np.array([7, 3, 7])
    assert np.array_equal(packed.rows(asked), packed.rows(np.arange(8))[asked])


def test_the_shipped_table_has_a_vector_for_every_piece() -> None:
    given_ = reader()
    assert len(given_.table.codes) == len(given_.tokenizer.number)
    king, queen, steel = (
        given_.table.rows(np.array(given_.tokenizer.pieces(w)))[0] for w in "king queen steel".split()
    )
    assert king @ queen > king @ steel


def test_a_window_stands_between_marks() -> None:
    words = read_words('Norway said "no".', [(0, 17)], reader().tokenizer)
    vectors, features = reader().window(words, 0, len(words.ids))
    assert vectors.shape == (len(words.ids) + 2, 384)
    assert features[0] == features[-1] == BLANK and set(features) <= set(range(FEATURES))
    assert words.quote.tolist() == [0, 0, 2, 1, 2, 0]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_words_slice_back_to_the_text(text: str) -> None:
    words = read_words(text, [(0, len(text))], reader().tokenizer)
    ends = 0
    for word in words.words:
        assert ends <= word.start < word.end <= len(text) and not text[word.start : word.end].isspace()
        ends = word.end
    assert len(words.first) == len(words) and len(words.feature) == len(words.ids)
