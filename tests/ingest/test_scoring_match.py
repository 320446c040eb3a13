"""Comparing quotes, titles and numbers, and pairing entries one to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.scoring_match import closest_pairs, coverage, number_of, overlap


@pytest.mark.parametrize(
    ("one", "other", "share", "covered"),
    [
        ("大力发展订单农业", "大力发展订单农业", 1.0, 1.0),
        ("发展订单农业", "大力发展订单农业", 0.75, 1.0),
        ("甲乙", "丙丁", 0.0, 0.0),
        ("", "丙丁", 0.0, 0.0),
        ("甲 乙\n丙", "乙丙丁", 0.5, 2 / 3),
    ],
)
def test_overlap_is_measured_in_characters_without_white_space(
    one: str, other: str, share: float, covered: float
) -> None:
    assert overlap(one, other) == overlap(other, one) == pytest.approx(share)
    assert coverage(one, other) == pytest.approx(covered)


@pytest.mark.parametrize(
    ("written", "number"), [("（十一）", "十一"), ("(3)", "3"), ("1．", "1"), ("第三条", "第三条"), ("专栏１", "专栏1")]
)
def test_section_numbers_are_compared_without_width_and_brackets(written: str, number: str) -> None:
    assert number_of(written) == number


def test_pairs_are_one_to_one_and_the_closest_first() -> None:
    assert closest_pairs("ab", "ba", lambda one, other: 1.0 if one == other else 0.5) == ((0, 1), (1, 0))
    assert closest_pairs("a", "aa", lambda one, other: 1.0) == ((0, 0),)


@given(st.lists(st.integers(0, 5), max_size=8), st.lists(st.integers(0, 5), max_size=8))
def test_nobody_is_paired_twice_and_no_possible_pair_is_left(gold: list[int], found: list[int]) -> None:
    pairs = closest_pairs(gold, found, lambda one, other: -abs(one - other) if abs(one - other) < 2 else None)
    left_gold, left_found = set(range(len(gold))), set(range(len(found)))
    for i, j in pairs:
        left_gold.remove(i)
        left_found.remove(j)
    assert all(abs(gold[i] - found[j]) >= 2 for i in left_gold for j in left_found)
