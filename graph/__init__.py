"""From records to quads, from quads to a store, and back out of it."""

from .answer import Answer
from .error import QueryError, StoreError
from .quads import DocumentQuads, record_quads
from .store import Change, Store, StoredDocument, open_store

__all__ = [
    "Answer",
    "Change",
    "DocumentQuads",
    "QueryError",
    "Store",
    "StoreError",
    "StoredDocument",
    "open_store",
    "record_quads",
]
