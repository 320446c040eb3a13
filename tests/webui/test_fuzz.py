import os
from urllib.parse import quote

import pytest
from explorer_addresses import COUNTY, PAGES  # type: ignore[import-not-found]
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

#: Cases of all laws together; `make fuzz-web` asks for thousands.
CASES = int(os.environ.get("ZHENGTU_FUZZ_WEB") or 450)
FUZZ = settings(max_examples=CASES // 3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = (
    "q",
    "kind",
    "document",
    "level",
    "page",
    "from",
    "to",
    "direction",
    "year",
    "text",
    "lower",
    "higher",
    "role",
    "view",
    "open",
    "type",
    "size",
    "sort",
)
PATHS = (
    "/search",
    "/suggest",
    "/chain",
    "/targets",
    "/coverage",
    "/network",
    "/network/download/gexf",
    "/queries/targets",
    f"/matrix/{COUNTY}",
    f"/document/{COUNTY}",
)
odd = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "-1", "9" * 400, "1e9", "NaN", "²", "٣", "%00", "\x00", "\ud800", "<a>", "'\"", "\\", "*", "(" * 50]
    ),
    st.sampled_from(
        ["安吉县", "programme:", "task:", "https://w3id.org/zhengtu/id/agency/most", "<http://x y>", "D#char=1,2"]
    ),
)


def encoded(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


@FUZZ
@given(
    path=st.sampled_from(PATHS),
    values=st.lists(st.tuples(st.sampled_from(NAMES), odd), max_size=4),
    suffix=st.sampled_from(["", ".json", ".csv", ".ttl", ".xlsx", ".svg"]),
)
def test_no_parameter_brings_the_server_down(app: Flask, path: str, values: list[tuple[str, str]], suffix: str) -> None:
    query = "&".join(f"{name}={encoded(value)}" for name, value in values)
    answer = app.test_client().get(f"{path}{suffix}?{query}")
    assert answer.status_code in (200, 303, 400, 404, 414), f"{path}{suffix}?{query}"


@FUZZ
@given(
    folder=st.sampled_from(["", "document/", "agency/", "division/", "id/", "voc/", "queries/", "matrix/", "static/"]),
    rest=st.lists(odd, max_size=3),
    suffix=st.sampled_from(["", ".json", ".ttl", "."]),
)
def test_no_path_brings_the_server_down(app: Flask, folder: str, rest: list[str], suffix: str) -> None:
    path = "/" + folder + "/".join(map(encoded, rest)) + suffix
    assume(not path.startswith("//"))  # to the test client that is the name of a host
    answer = app.test_client().get(path)
    assert answer.status_code in (200, 303, 308, 400, 404, 414), path


@FUZZ
@given(
    address=st.sampled_from(PAGES[:6]),
    name=st.sampled_from(["Accept", "Accept-Language", "Cookie", "Authorization"]),
    value=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=40),
)
def test_no_header_brings_the_server_down(app: Flask, address: str, name: str, value: str) -> None:
    assert app.test_client().get(address, headers={name: value}).status_code in (200, 400, 404, 406)


@pytest.mark.parametrize("value", ["0", "-5", "abc", "99999999999999999999", "1e3", "１０"])
def test_a_limit_that_is_none_is_told_in_words(app: Flask, value: str) -> None:
    answer = app.test_client().get(f"/queries/targets?limit={encoded(value)}")
    assert answer.status_code == 200
    told = app.test_client().get(f"/queries/targets.json?limit={encoded(value)}")
    assert told.status_code in (200, 400)
