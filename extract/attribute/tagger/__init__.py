"""The trained attributor: two small networks run by onnxruntime and numpy, joined with the rules.

``tag`` proposes, ``join`` decides between its proposals and the rules' readings; ``wordpiece`` and ``features`` turn
text into numbers, ``encoding`` and ``decoding`` run the networks and read them. ``model/MODEL_CARD.md`` says what they
were trained on, how well they do and what is not known. Nothing here is imported before the attributor is called.
"""

NAME = "tagger.v2"
