"""From records to quads, from quads to a store, and back out of it."""

from .answer import Answer
from .error import QueryError, StoreError
from .opening import open_store
from .quads import DocumentQuads, record_quads
from .store import Change, Store, StoredDocument

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
