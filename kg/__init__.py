"""Demarche: who said what, for or against what, about whom - as an RDF graph you can ask, draw and check.

>>> import kg
>>> kg.open_store("no-such-store")
Traceback (most recent call last):
...
kg.errors.StoreMissing: no-such-store: no store here; make one with: kg build PATH --store no-such-store

The names below are the public API; each is imported only when first used, so that ``kg --help`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.draw import write_html as write_html
    from kg.errors import KgError as KgError
    from kg.project import network as network
    from kg.query import ask as ask
    from kg.store import Store as Store
    from kg.store import open_store as open_store

__version__ = "0.1.0"

#: public name -> the module it lives in
_HOMES = {
    "open_store": "kg.store",
    "Store": "kg.store",
    "ask": "kg.query",
    "network": "kg.project",
    "write_html": "kg.draw",
    "KgError": "kg.errors",
}
__all__ = ["KgError", "Store", "__version__", "ask", "network", "open_store", "write_html"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
