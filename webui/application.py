"""The Flask application: its parts, put together."""

from importlib import import_module
from pathlib import Path

from flask import Blueprint, Flask
from flask.json.provider import DefaultJSONProvider

from .format import FormatSuffix
from .language import use_languages
from .safety import use_safety
from .settings import Settings
from .shelf import Shelf
from .site import Site

#: The modules that hold a ``blueprint``, in the order of the menu. A part that needs to start or stop something reads
#: the site in ``blueprint.record_once``: ``state.app.extensions["zhengtu"]`` (see `Site.on_close`).
PARTS = (
    "home",
    "search",
    "document",
    "task",
    "entity",
    "matrix",
    "chain",
    "targets",
    "coverage",
    "network",
    "asking",
    "sparql_endpoint",
    "terms",
    "data",
    "openapi",
    "preferences",
)


#: The main sections: address, and the key of its name.
MENU = (
    ("/matrix", "menu_matrix"),
    ("/chain", "menu_chain"),
    ("/targets", "menu_targets"),
    ("/coverage", "menu_coverage"),
    ("/network", "menu_network"),
    ("/queries", "menu_queries"),
)


def create_app(store: str | Path, settings: Settings | None = None) -> Flask:
    """Return the explorer of a store (a folder); raise StoreError where there is none.

    Whoever runs it calls ``site_of(app).close()`` at the end.
    """
    app = Flask(__name__)
    settings = settings or Settings()
    app.extensions["zhengtu"] = Site(settings, Shelf(Path(store)))
    app.config.update(MAX_CONTENT_LENGTH=settings.body_limit, MAX_FORM_MEMORY_SIZE=settings.body_limit)
    assert isinstance(app.json, DefaultJSONProvider)
    app.json.ensure_ascii = False
    app.json.sort_keys = False  # columns keep their order
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    use_safety(app, settings)
    use_languages(app)
    app.context_processor(lambda: {"menu": MENU, "samples": settings.samples})
    for part in PARTS:
        blueprint = import_module(f".{part}", __package__).blueprint
        assert isinstance(blueprint, Blueprint)
        app.register_blueprint(blueprint)
    app.wsgi_app = FormatSuffix(app.wsgi_app)  # type: ignore[method-assign]
    return app
