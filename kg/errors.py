"""What can go wrong, named after whose fault it is. Every message says what, where, and what to do.

The command line prints any of these as one line and ends with exit code 2; a library user catches ``KgError``.
"""

from __future__ import annotations


class KgError(Exception):
    """Anything Demarche itself reports; the text is one line fit for the user."""


class InputError(KgError):
    """What the user gave (a path, a value, a name) cannot be used."""


class QueryError(InputError):
    """A query or one of its parameters is not right."""


class StoreError(KgError):
    """The store cannot serve: it is missing, damaged, locked, or no store at all."""


class StoreMissing(StoreError):
    """There is no store at this place yet."""


class NotAStore(StoreError):
    """Something else stands at this place; it was left as it is."""


class StoreLocked(StoreError):
    """Another process is writing to this store."""
