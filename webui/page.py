"""A page: one frozen context, shown as HTML or as its JSON twin, and described for the OpenAPI document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from .format import wanted_format
from .language import language_of, theme_of
from .site import site_of

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a page takes from its address; ``about`` says in English what it does."""

    name: str
    about: str
    example: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """An address that people read; ``context`` is the dataclass of which both its HTML and its JSON are made."""

    path: str
    about: str
    context: type
    template: str
    fields: tuple[Field, ...]


#: Every page there is, in the order in which the modules were loaded.
PAGES: dict[str, Page] = {}


def page(
    blueprint: Blueprint, path: str, context: type, template: str, about: str, *fields: Field
) -> Callable[[View], View]:
    """Make a page of a function that returns a context, or a Response of its own."""

    def register(view: View) -> View:
        PAGES[path] = Page(path, about, context, template, fields)

        @wraps(view)
        def show(**place: Any) -> Response:
            wanted = wanted_format(request, "json")
            site = site_of()
            look = (language_of(request), theme_of(request)) if wanted == "html" else ()
            key = (site.snapshot.state, request.full_path, wanted, look)
            kept = site.pages.find(key) if look else None
            if kept is not None:
                return make_response(kept)
            made = view(**place)
            if not isinstance(made, context):
                return make_response(made)  # a format that only this page has, or a way to another page
            if not wanted:
                abort(404)
            if wanted == "json":
                return jsonify(as_json(made))
            body = render_template(template, page=made)
            if getattr(made, "ready", True):  # else there is more to say in a moment
                site.pages.keep(key, body)
            return make_response(body)

        blueprint.add_url_rule(path, view_func=show, methods=["GET"])
        return view

    return register


def as_json(value: Any) -> Any:
    """Return a context as JSON values: dataclasses as objects, tuples as arrays."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, (tuple, list, frozenset, set)):
        return [as_json(each) for each in value]
    return value
