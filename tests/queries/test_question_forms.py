import pytest

from zhengtu.queries.question_forms import MOST_FORMS, forms_of, mistake_in


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("谁负责{task}", ("谁负责{task}",)),
        ("{agency}(现在)负责什么", ("{agency}现在负责什么", "{agency}负责什么")),
        ("[哪里|哪儿]断了", ("哪里断了", "哪儿断了")),
        ("(被)[谁|什么]引用", ("被谁引用", "被什么引用", "谁引用", "什么引用")),
        ("(谁)(谁)", ("谁谁", "谁", "")),
    ],
)
def test_a_question_stands_for_all_its_forms_the_fullest_first(written: str, forms: tuple[str, ...]) -> None:
    assert forms_of(written) == forms


@pytest.mark.parametrize("written", ["谁(负责", "谁负责]", "[谁(负责)|什么]", "谁|什么"])
def test_brackets_that_do_not_match_are_told(written: str) -> None:
    assert "bracket" in mistake_in(written)


def test_a_question_that_stands_for_too_many_is_told() -> None:
    assert f"{2**8} questions" in mistake_in("(一)" * 8)
    assert MOST_FORMS < 2**8
    assert mistake_in("(一)" * 7) == ""
