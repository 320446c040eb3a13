"""The OpenAPI document of the JSON twins, made from the very dataclasses that the pages are made of."""

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Union, get_args, get_origin, get_type_hints

from flask import Blueprint, Response, jsonify, request

from .format import wanted_format
from .page import PAGES, Page, page

blueprint = Blueprint("openapi", __name__)

_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the explorer, with what it gives."""

    path: str
    about: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApiPage:
    """The addresses that programs can ask."""

    addresses: tuple[Address, ...]


@page(blueprint, "/openapi", ApiPage, "openapi.html", "What programs can ask: this document")
def openapi() -> ApiPage | Response:
    """Show the addresses, or the OpenAPI document where JSON is asked for."""
    if wanted_format(request, "json") == "json":
        return jsonify(describe())
    shown = (
        Address(_json_path(each), each.about, tuple(field.name for field in each.fields)) for each in PAGES.values()
    )
    return ApiPage(tuple(shown))


def describe() -> dict[str, Any]:
    """Return the OpenAPI document."""
    schemas: dict[str, Any] = {"Error": _ERROR}
    paths = {_json_path(each): {"get": _operation(each, schemas)} for each in PAGES.values()}
    try:
        number = version("zhengtu")
    except PackageNotFoundError:
        number = "0"
    return {
        "openapi": "3.1.0",
        "info": {"title": "Zhengtu", "version": number, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def schema_of(type_: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON schema of a type; those of dataclasses go into ``schemas``.

    >>> schema_of(tuple[str, ...], {}), schema_of(int | None, {})
    ({'type': 'array', 'items': {'type': 'string'}}, {'anyOf': [{'type': 'integer'}, {'type': 'null'}]})
    """
    origin, arguments = get_origin(type_), get_args(type_)
    if type_ in _NAMES:
        return {"type": _NAMES[type_]}
    if origin is tuple:
        return {"type": "array", "items": schema_of(arguments[0], schemas)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(each, schemas) for each in arguments]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(arguments[1], schemas)}
    if is_dataclass(type_) and isinstance(type_, type):
        name = type_.__name__
        if name not in schemas:
            schemas[name] = {}  # taken, so that a type that holds itself comes to an end
            hints = get_type_hints(type_)
            own = {each.name: schema_of(hints[each.name], schemas) for each in fields(type_)}
            about = (type_.__doc__ or "").partition("\n")[0]
            schemas[name] = {"type": "object", "description": about, "properties": own, "required": list(own)}
        return {"$ref": f"#/components/schemas/{name}"}
    raise TypeError(f"{type_} has no place in JSON; use str, int, float, bool, None, tuple, Mapping or a dataclass")


_ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"status": {"type": "integer"}, "message": {"type": "string"}, "id": {"type": "string"}},
            "required": ["status", "message", "id"],
        }
    },
    "required": ["error"],
}
_ANSWER = {
    "type": "object",
    "properties": {
        "query": {"type": "string"},
        "parameters": {"type": "object"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object"}},
        "truncated": {"type": "boolean"},
    },
    "required": ["query", "parameters", "columns", "rows", "truncated"],
}


def _operation(each: Page, schemas: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in _places(each.path)
    ]
    for field in each.fields:
        value = {"type": "string", **({"examples": [field.example]} if field.example else {})}
        shape = {"type": "array", "items": value} if field.repeated else value
        parameters.append({"name": field.name, "in": "query", "description": field.about, "schema": shape})
    schema = schema_of(each.context, schemas)
    if each.path == "/queries/<name>":
        schema = _ANSWER
    if each.path == "/openapi":
        schema = {"type": "object"}
    failed = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    return {
        "summary": each.about,
        "parameters": parameters,
        "responses": {
            "200": {"description": each.about, "content": {"application/json": {"schema": schema}}},
            "303": {"description": "Another address has it"},
            "400": {"description": "The question is wrong", **failed},
            "404": {"description": "There is no such thing", **failed},
        },
    }


def _places(path: str) -> list[str]:
    return [part.rpartition(":")[2] for part in _parts(path)]


def _parts(path: str) -> list[str]:
    return [piece.partition(">")[0] for piece in path.split("<")[1:]]


def _json_path(each: Page) -> str:
    path = each.path
    for part in _parts(path):
        path = path.replace(f"<{part}>", "{" + part.rpartition(":")[2] + "}")
    return "/home.json" if path == "/" else f"{path}.json"
