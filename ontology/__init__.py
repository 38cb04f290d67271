"""The ontology: terms, lexicon, names and shapes in Turtle, their Python names, and the rules that compute IRIs."""
