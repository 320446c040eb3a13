"""The head of a clause: what ties it to the one before, when it is set, and whether it says more than when and how."""

import re

from .measure_bodies import Clause
from .measure_inner import is_act

_NUMBER = re.compile(
    r"(?:[（(]?[0-9０-９]{1,2}[）)．.、]|[①-⑳㈠-㈩]|[（(]?[一二三四五六七八九十]{1,3}[）)、]|[—\-·•●○■]+)+"
)
_NUMBERS = frozenset(
    "（(0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩一二三四五六七八九十—-·•●○■"
)
_TIMES = frozenset("力争到至自从在每12“")
_TIME = re.compile(
    r"(?:力争|争取)?(?:到|至|自|从|在)?(?:每年|[12]\d{3}年|“[一二三四五六七八九十]+五”)"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:期间|底|末|初)?(?:之?前|以?前|起|后|内)?"
)
_WHEN = frozenset(("的", "时", "后", "之后", "以后", "前", "之前", "以前", "期间", "前提下", "基础上"))
_WHERE = frozenset(("下", "上", "中", "内", "间", "过程中", "工作中", "方面", "领域", "阶段", "环节", "过程"))
_LAST_WHEN, _LAST_WHERE = tuple(_WHEN), tuple(_WHERE)
_LAST = (*_LAST_WHEN, *_LAST_WHERE)


def opens(clause: Clause) -> int:
    """Return where a clause starts in earnest, behind numbers and words that tie it to the one before (并, 一是)."""
    text, words = clause.text, clause.words
    place = 0
    while True:
        number = _NUMBER.match(text, place) if text[place : place + 1] in _NUMBERS else None
        if number:
            place = number.end()
            continue
        form, parts = words.at(text, place)
        if "opener" not in parts:
            return place
        follower, behind = words.at(text, place + len(form))
        if len(form) == 1 and ("stop" in behind or not (follower or clause.cut_at(place + 1))):
            return place
        place += len(form)


def set_time(clause: Clause, begin: int) -> int:
    """Return the place behind a time at a place (2030年底前|完成…); the place itself where there is none."""
    time = _TIME.match(clause.text, begin) if clause.text[begin] in _TIMES else None
    return time.end() if time else begin


def ends_in_frame(clause: Clause) -> bool:
    """Tell whether the last characters may close a frame (…后, …方面); only then the words need to be cut."""
    return clause.text.endswith(_LAST)


def is_frame_only(clause: Clause, begin: int) -> bool:
    """Tell whether a clause only says when, where, under what condition or by what means."""
    text, words = clause.text, clause.words
    # The words are cut only where the last characters make it worth while.
    if text.endswith(_LAST_WHEN) and text[clause.tokens[-1].begin :] in _WHEN:
        return True
    place = begin
    form, parts = words.at(text, place)
    while form and "adverb" in parts and not is_act(parts):
        place += len(form)
        form, parts = words.at(text, place)
    if form in ("将", "把", "对", "对于", "由"):
        return False
    if form == "在" and text.endswith(_LAST_WHERE) and text[clause.tokens[-1].begin :] in _WHERE:
        return True
    if not text.endswith(words.frame_ends):
        return False
    return "frame" in parts or "manner" in parts or set_time(clause, begin) > begin
