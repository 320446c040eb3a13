"""Numbers of two tasks: whether they are the same indicator, and which asks for more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.graph.document_tasks import Quote, StatedTarget
from zhengtu.graph.target_comparison import compare_targets, indicator_name, overall, sameness


def target(indicator: str, value: float, unit: str = "家", comparator: str = "=", **said: str) -> StatedTarget:
    words = {name: said.get(name, "") for name in ("deadline", "frequency", "change", "per")}
    return StatedTarget(indicator, value, unit, comparator, quote=Quote(0, 1, "数"), **words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("高新技术企业", "县域高新技术企业"),
        ("全省建成创新型乡镇", "创新型乡镇"),
        ("公民具备科学素质的比例", "公民具备科学素质比例"),
        ("科技型中小企业", "全县科技型中小企业总数"),
    ],
)
def test_the_same_indicator_by_another_name(one: str, other: str) -> None:
    assert sameness(target(one, 1), target(other, 2)) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (target("高新技术企业", 1), target("企业", 2)),
        (target("科技型中小企业", 1), target("科技型中小企业贷款余额", 2)),
        (target("高新技术企业", 1), target("高新技术企业", 2, "%")),
        (target("高新技术企业", 1), target("高新技术企业", 2, frequency="yearly")),
        (target("财政科技支出", 8, "%", change="increase"), target("财政科技支出", 8, "%")),
        (target("选派科技特派员", 1, "名"), target("选派科技人才", 1, "名")),
        (target("", 1), target("", 1)),
    ],
)
def test_what_is_not_the_same_indicator(one: StatedTarget, other: StatedTarget) -> None:
    assert sameness(one, other) == 0
    assert sameness(other, one) == 0


@pytest.mark.parametrize(
    ("above", "below", "same_territory", "verdict"),
    [
        (target("科学素质", 15, "%"), target("科学素质", 18.5, "%"), False, "stronger"),
        (target("科学素质", 15, "%"), target("科学素质", 15, "%", ">="), False, "equal"),
        (target("科学素质", 15, "%"), target("科学素质", 12, "%"), False, "weaker"),
        (target("不良率", 2, "%", "<="), target("不良率", 1.5, "%", "<="), False, "stronger"),
        (target("不良率", 1, "%", "<="), target("不良率", 1.5, "%", "<"), False, "weaker"),
        (target("星创天地", 300), target("星创天地", 8), False, "share"),
        (target("星创天地", 6), target("星创天地", 8), True, "stronger"),
        (target("养护补助", 3, "元", per="公里"), target("养护补助", 2, "元", per="公里"), False, "weaker"),
    ],
)
def test_which_of_two_numbers_asks_for_more(
    above: StatedTarget, below: StatedTarget, same_territory: bool, verdict: str
) -> None:
    assert [each.verdict for each in compare_targets([above], [below], same_territory)] == [verdict]


@pytest.mark.parametrize(
    ("above", "below", "timing"),
    [("2025", "2025-12-31", "same"), ("2025", "2025-06-30", "earlier"), ("2024-06", "2025", "later"), ("", "2025", "")],
)
def test_different_deadlines_are_told(above: str, below: str, timing: str) -> None:
    pair = compare_targets([target("星创天地", 1, deadline=above)], [target("星创天地", 1, deadline=below)], True)
    assert pair[0].timing == timing


@pytest.mark.parametrize(
    ("values", "word"),
    [([], ""), ([1], "equal"), ([2], "stronger"), ([0.5], "weaker"), ([2, 0.5], "mixed"), ([1, 2], "stronger")],
)
def test_one_word_for_all_numbers_of_a_pair(values: list[float], word: str) -> None:
    names = ["高新技术企业", "创新型乡镇", "星创天地"]
    above = [target(name, 1) for name in names[: len(values)]]
    below = [target(name, value) for name, value in zip(names, values, strict=False)]
    assert overall(compare_targets(above, below, True)) == word


def test_a_number_is_paired_once_and_with_the_nearest_name() -> None:
    below = [target("规模以上科技型中小企业", 5), target("科技型中小企业", 9)]
    found = compare_targets([target("科技型中小企业", 7)], below, True)
    assert [each.lower.value for each in found] == [9]
    assert len(compare_targets([target("科技型中小企业", 7)] * 3, below, True)) == 2


_TARGETS = st.builds(
    target,
    st.sampled_from(["高新技术企业", "全省高新技术企业", "星创天地", "企业", "", "全省"]),
    st.floats(0, 1e12),
    st.sampled_from(["家", "个", "%", "元"]),
    st.sampled_from(["=", ">=", "<=", "about", ""]),
)


@given(_TARGETS, _TARGETS)
def test_being_the_same_does_not_depend_on_the_order(one: StatedTarget, other: StatedTarget) -> None:
    assert sameness(one, other) == sameness(other, one)
    assert 0 <= sameness(one, other) <= 1


@given(_TARGETS, _TARGETS)
def test_stronger_one_way_is_weaker_the_other(one: StatedTarget, other: StatedTarget) -> None:
    there = [each.verdict for each in compare_targets([one], [other], True)]
    back = [each.verdict for each in compare_targets([other], [one], True)]
    turned = {"stronger": "weaker", "weaker": "stronger", "equal": "equal"}
    assert back == [turned[verdict] for verdict in there]


@given(st.text(max_size=12))
def test_a_name_is_stripped_once_and_for_all_of_what_is_no_part_of_it(name: str) -> None:
    assert indicator_name(f"全省建成{indicator_name(name)}") == indicator_name(indicator_name(name))


def test_a_bare_verb_is_no_indicator() -> None:
    assert sameness(target("建成", 8), target("建成", 15)) == 0
    assert sameness(target("引进", 8), target("引进", 15)) == 0
