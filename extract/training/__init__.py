"""Training of the tagger that ships with the package: an optional extra, never imported at run time."""
