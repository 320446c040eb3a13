"""Literals in N-Quads."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, RdfFormat, Store, parse

from zhengtu.graph import literal

ANY_TEXT = st.text(st.characters(codec="utf-8"))
LINE = "<urn:s> <urn:p> {} <urn:g> .\n"


def read(written: str) -> Literal:
    (quad,) = parse(LINE.format(written), RdfFormat.N_QUADS)
    assert isinstance(quad.object, Literal)
    return quad.object


@given(ANY_TEXT)
@example("\x00\x01\x0b\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\U0001f600\"\\'\r\n\t")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert read(literal.text(text)) == Literal(text)
    assert read(literal.text(text, "zh")) == Literal(text, language="zh")


@given(ANY_TEXT)
@example('\x00\x01\x0b\x1f\x7f\x85\u2028\ufffe\uffff"\\\r\n')
def test_the_store_writes_a_text_just_so(text: str) -> None:
    written = LINE.format(literal.text(text))
    store = Store()
    store.load(written.encode(), RdfFormat.N_QUADS)
    assert (store.dump(format=RdfFormat.N_QUADS) or b"").decode() == written


@given(ANY_TEXT)
@example("\\u0041 \\n }")
def test_an_update_reads_a_text_as_a_file_does(text: str) -> None:
    store = Store()
    store.update(f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:p> {literal.text(text)} }} }}")
    assert [quad.object for quad in store] == [Literal(text)]


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    assert read(literal.text("政\ud83d策")).value == "政\ufffd策"


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_a_number_keeps_its_value(number: float) -> None:
    value = read(literal.decimal(number)).value
    assert float(value) == number
    assert "e" not in value.lower()


@given(st.decimals(-1_000_000, 1_000_000, places=4))
def test_the_store_writes_a_number_just_so(number: object) -> None:
    written = LINE.format(literal.decimal(float(str(number))))
    store = Store()
    store.load(written.encode(), RdfFormat.N_QUADS)
    assert (store.dump(format=RdfFormat.N_QUADS) or b"").decode() == written


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="no decimal"):
        literal.decimal(number)


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2018-12-21", "date"),
        ("2018-12", "gYearMonth"),
        ("2018", "gYear"),
        ("2018-13-01", "string"),
        ("十四五", "string"),
        ("2018-12-21\n", "string"),
    ],
)
def test_a_date_is_as_exact_as_the_text(value: str, datatype: str) -> None:
    term = read(literal.date(value))
    assert (term.value, term.datatype.value) == (value, f"http://www.w3.org/2001/XMLSchema#{datatype}")
