"""Ids of documents."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.document_id import document_id, document_number_id, words


@pytest.mark.parametrize(
    "number",
    [
        "国发〔2018〕42号",
        "国发[2018]42号",
        "国发［２０１８］４２号",
        "国发（2018）42号",
        "国发(2018)42号",
        "国发【2018】42号",
        "国发﹝2018﹞42号",
        "国发〈2018〉42号",
        "国发 〔2018〕\u300042 号",
        "国发〔2018年〕第042号",
        "国发〔2018〕42号文",
        "国发〔2018〕42号文件",
    ],
)
def test_brackets_widths_and_spaces_make_no_difference(number: str) -> None:
    assert document_id(number, "某标题", ("国务院",)) == "国发-2018-42"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("财政部公告2018年第42号", "财政部公告-2018-42"),
        ("中华人民共和国国务院令第743号", "中华人民共和国国务院令-743"),
        ("沪崇府办发〔2021〕13号", "沪崇府办发-2021-13"),
        ("银保监办发〔2019〕第5号", "银保监办发-2019-5"),
        ("第七号", ""),
        ("另行印发", ""),
        ("", ""),
    ],
)
def test_a_number_has_one_id(number: str, expected: str) -> None:
    assert document_number_id(number) == expected


@pytest.mark.parametrize("number", ["第3号", "〔2018〕3号", "公告2018年第3号", "令第3号"])
def test_a_number_that_names_no_body_takes_the_issuers(number: str) -> None:
    first, second = (document_id(number, "某公告", (issuer,)) for issuer in ("甲市水务局", "乙市水务局"))
    assert first != second
    assert first.startswith("甲市水务局-")
    assert document_id(number, "某公告").endswith("-某公告")


def test_without_a_number_the_title_and_the_issuer_count() -> None:
    title = "县域创新规划（2021－2025年）"
    assert document_id("", title, ("甲县人民政府",)) != document_id("", title, ("乙县人民政府",))
    assert document_id("", title) == document_id("", "《县域创新规划(2021-2025年)》")


def test_an_issuer_that_the_title_names_is_not_repeated() -> None:
    assert document_id("", "国务院关于某事的意见", ("国务院",)) == document_id("", "国务院关于某事的意见")


def test_without_any_name_the_bytes_count() -> None:
    assert document_id("", " ", (), "ab" * 32) == "sha256-abababababababab"
    with pytest.raises(ValueError, match="SHA-256"):
        document_id("", "")


@given(st.text(min_size=1), st.lists(st.text(), max_size=2))
def test_an_id_is_its_own_fold_and_is_never_empty(title: str, issuers: list[str]) -> None:
    identifier = document_id("", title, issuers, "0" * 64)
    assert identifier
    assert words(identifier) == identifier


def test_ids_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8');"
        "from zhengtu.ingest.document_id import document_id;"
        "print(document_id('', '某规划', ['乙局', '甲局', '丙局']))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        for seed in ("0", "1")
    }
    assert printed == {"某规划-乙局-甲局-丙局\n"}
