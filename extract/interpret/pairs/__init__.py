"""Who is for or against whom: a small network reads a sentence with two marked mentions. Not in the flow yet.

``judge`` is the step. It needs onnxruntime and the tagger's encoder, whose lower layers it reads on from;
``model/MODEL_CARD.md`` says what it was trained on, how well it does and what is not known. Nothing here is imported
before it is called.
"""

NAME = "pairs.v1"
