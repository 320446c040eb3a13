"""One running explorer: its settings, its store, and what has to be stopped when it ends."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, current_app

from .kept_pages import KeptPages
from .settings import Settings
from .shelf import Shelf, Snapshot


@dataclass(slots=True)
class Site:
    """What the pages share; ``site_of()`` finds it inside a request.

    Parts that start processes or threads hand in how to stop them with `on_close`.
    """

    settings: Settings
    shelf: Shelf
    pages: KeptPages = field(default_factory=KeptPages)
    _closing: list[Callable[[], None]] = field(default_factory=list)

    @property
    def snapshot(self) -> Snapshot:
        """The store as it was when it was last opened; asked once per request, so that a page is of one piece."""
        return self.shelf.current()

    def on_close(self, stop: Callable[[], None]) -> None:
        """Have something stopped when the explorer ends."""
        self._closing.append(stop)

    def close(self) -> None:
        """Stop everything, the last that was started first."""
        while self._closing:
            self._closing.pop()()
        self.shelf.close()


def site_of(app: Flask | None = None) -> Site:
    """Return the explorer that an application, by default the one of this request, belongs to."""
    site = (app or current_app).extensions["zhengtu"]
    assert isinstance(site, Site)
    return site
