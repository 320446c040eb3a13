import re
import string
from pathlib import Path

import pytest

import zhengtu.webui
from zhengtu.webui.words_en import WORDS as ENGLISH
from zhengtu.webui.words_zh import WORDS as CHINESE

HERE = Path(zhengtu.webui.__file__).parent


def test_both_languages_have_the_same_keys() -> None:
    assert list(CHINESE) == list(ENGLISH)


@pytest.mark.parametrize("key", CHINESE)
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    def fields(text: str) -> set[str | None]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    assert fields(CHINESE[key]) == fields(ENGLISH[key])


def test_every_word_that_a_template_or_module_asks_for_is_there() -> None:
    asked = set()
    for file in HERE.glob("templates/*.html"):
        asked |= set(re.findall(r"\bt\('([a-z_]+)'[,)]", file.read_text()))
    for file in HERE.glob("*.py"):
        asked |= set(re.findall(r"\bword\(\"([a-z_]+)\"", file.read_text()))
        asked |= set(re.findall(r"\"(fact_[a-zA-Z_]+)\"", file.read_text()))
    assert asked - set(CHINESE) == set()
    assert len(asked) > 100


def test_no_chinese_stands_in_the_english_words_but_names() -> None:
    assert [key for key, text in ENGLISH.items() if re.search(r"[\u4e00-\u9fff]", text)] == []
