"""How long a document holds: 有效期至, and 有效期五年 from the day it takes effect."""

import pytest

from zhengtu.ingest.extraction import extract_text
from zhengtu.ontology import load_ontology

HEAD = "某县人民政府关于加强工作的办法\n一、重点任务\n（一）做好工作。推进各项工作。\n"


@pytest.mark.parametrize(
    ("sentence", "from_day", "last_day"),
    [
        ("本办法自2023年3月1日起施行，有效期5年。", "2023-03-01", "2028-02-29"),
        ("本办法自2023年3月1日起施行，有效期至2027年12月31日。", "2023-03-01", "2027-12-31"),
        ("本方案自2022年1月1日起施行，有效期为五年。", "2022-01-01", "2026-12-31"),
        ("本方案自2022年1月1日起施行。", "2022-01-01", ""),
        ("许可证有效期三年。", "", ""),
        ("本意见自印发之日起施行，有效期两年。", "", ""),
    ],
)
def test_validity_is_told_where_the_text_gives_a_day(sentence: str, from_day: str, last_day: str) -> None:
    document = extract_text(HEAD + sentence + "\n", load_ontology()).document
    assert (document.in_force_from, document.valid_until) == (from_day, last_day)
