"""Text as numbers, for every network of the house: pieces of words, their features, and one shared table of vectors.

``wordpiece`` cuts words into pieces, ``words`` adds what the networks are told of each word, ``table`` holds one
vector per piece at four bits a number, ``session`` opens a network. ``model`` has the vocabulary and the table, both
of all-MiniLM-L6-v2; no training changes them, so networks that are trained apart read from the same table.
"""

from pathlib import Path

HERE = Path(__file__).parent / "model"
