"""Which side a statement takes, and against whom: a small network reads it in its place and answers for every topic
and actor at once.

``question`` lays out what is asked, ``judge`` asks the network; onnxruntime and numpy only. ``model/MODEL_CARD.md``
says what it was trained on, how well it does and what is not known. Nothing is loaded before the first question.
"""
