"""Charts: every number drawn is one of the rows, and what is left out is told."""

import re

import pytest

from zhengtu.graph.answer import Plain
from zhengtu.graph.chart_drawing import draw_heat_map, draw_instruments, draw_targets
from zhengtu.graph.document_measures import DocumentMeasures
from zhengtu.graph.drawing_files import as_svg


def duty(task: str, agency: str, role: str = "lead", document: str = "方案", explicit: bool = True) -> dict[str, Plain]:
    labels = {"lead": "牵头", "support": "配合"}
    said: dict[str, Plain] = {
        "task": task,
        "agency": agency,
        "role": role,
        "role_label": labels[role],
        "document": document,
    }
    return {**said, "explicit": explicit, "quote": f"{agency}{labels[role]}"}


def aim(indicator: str, value: float, deadline: str, document: str = "方案", **more: Plain) -> dict[str, Plain]:
    said: dict[str, Plain] = {
        "indicator": indicator,
        "value": value,
        "unit": "个",
        "comparator": ">=",
        "deadline": deadline,
    }
    return {**said, "document": document, "kind": "target", "task": "任务", "quote": f"{indicator}{value}个", **more}


def test_a_cell_has_the_role_and_its_quotes() -> None:
    drawing = draw_heat_map([duty("一", "甲局"), duty("一", "甲局", "support"), duty("二", "乙局", "support")])
    details = list(drawing.details.values())
    assert [detail.label for detail in details] == ["甲局 · 一 · 牵头、配合", "乙局 · 二 · 配合"]
    assert [link.quote for link in details[0].links] == ["甲局牵头", "甲局配合"]
    assert as_svg(drawing).count('class="cell"') == 2


def test_what_was_concluded_is_pale() -> None:
    drawing = draw_heat_map([duty("一", "甲局", explicit=False)])
    assert "fill-opacity" in as_svg(drawing)
    assert "原文没有明说" in as_svg(drawing)
    assert "原文没有明说" not in as_svg(draw_heat_map([duty("一", "甲局")]))


def test_of_several_documents_duties_are_counted() -> None:
    rows = [duty(str(number), "甲局") for number in range(3)] + [duty("x", "甲局", document="办法")]
    drawing = draw_heat_map(rows)
    assert [detail.label for detail in drawing.details.values()] == ["甲局 · 方案 · 3", "甲局 · 办法 · 1"]
    assert len(next(iter(drawing.details.values())).links) == 3


def test_too_many_tasks_are_cut_and_told() -> None:
    drawing = draw_heat_map([duty(f"任务{number}", "甲局") for number in range(130)])
    assert len(drawing.details) == 120
    assert any("共 130 项" in note for note in drawing.notes)


def test_targets_stand_at_their_year_and_one_indicator_in_one_row() -> None:
    rows = [aim("企业", 10, "2025"), aim("企业", 20, "2030-06", "规划"), aim("平台", 3, "2025-12")]
    drawing = draw_targets(rows)
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', as_svg(drawing))
    (early, low), (late, also_low), (_, lower) = ((float(x), float(y)) for x, y in dots)
    assert early < late
    assert low == also_low < lower
    assert "≥20个" in as_svg(drawing)
    assert next(iter(drawing.details.values())).links[0].quote == "企业10个"


def test_targets_at_one_place_do_not_cover_one_another() -> None:
    dots = re.findall(r'cy="([\d.]+)"', as_svg(draw_targets([aim("企业", 1, "2025"), aim("企业", 2, "2025", "规划")])))
    assert len(set(dots)) == 2


def test_numbers_without_a_year_and_achievements_are_counted_not_drawn() -> None:
    drawing = draw_targets([aim("a", 1, "2025"), aim("b", 2, ""), aim("c", 3, "2020", kind="achievement")])
    assert len(drawing.details) == 1
    assert any("未画出 2 个" in note for note in drawing.notes)


def test_bars_are_as_long_as_their_shares() -> None:
    figures = {"supply": 0.5, "environment": 0.3, "demand": 0.2, "unclassified": 0.1, "measures": 20}
    drawing = draw_instruments([DocumentMeasures("urn:a", "某县行动方案", "county", "2031", dict(figures))])
    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="22"', as_svg(drawing))]
    assert widths == pytest.approx([240, 144, 96])
    assert "20 条，未明 10%" in as_svg(drawing)


def test_a_document_without_measures_has_no_bar() -> None:
    figures = dict.fromkeys(("supply", "environment", "demand", "unclassified", "measures"))
    assert draw_instruments([DocumentMeasures("urn:a", "甲", "", "", dict(figures))]).details == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_to_draw_is_said(lang: str) -> None:
    for drawing in (draw_heat_map([], lang), draw_targets([], lang), draw_instruments([], lang)):
        assert "没有" in as_svg(drawing)
