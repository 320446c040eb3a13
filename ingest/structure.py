"""From text to outline: sections, titled provisions, passages and tables."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from zhengtu.ontology import Ontology

from .agency_names import agency_names, is_named_body
from .headings import Heading, find_headings
from .outline import Outline, Passage, Row, Section, Table, Task
from .paragraphs import Paragraph, split_paragraphs
from .run_in_titles import Titled, split_dashes, titled_group
from .section_tree import Placed, build_tree
from .tables import fill_merged, find_tables, is_number, number_column, title_column, with_task

OPERATIVE = ("tasks", "safeguards", "box", "annex")
_CONTENTS = re.compile(r"目[\s\u3000]*[录次]")
_SIGNATURE_DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日|二[○〇零ＯO０]\S{2,12}日")
_AFTER_TEXT = re.compile(
    r"（此件|（本文有删|（联系人|（此文|抄送|扫一扫|主办单位|网站地图|版权所有|相关稿件|打印|【关闭】|责任编辑"
)


# 本办法自…起施行, 本意见由…负责解释: what a text says of itself at its end belongs to no task.
_OWN_VALIDITY = re.compile(
    r"本(?:实施)?(?:办法|规定|意见|方案|细则|通知|规划|行动计划|行动方案|措施|规则|决定)(?:自|由|从|有效期)"
)
_LAST_WORDS = 6  # paragraphs


@dataclass(slots=True)
class _Draft:
    """What is being collected while the outline is made."""

    tasks: list[Task] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)  # section id → id of the task that it is

    def add_task(self, title: str, kind: str, section: str, begin: int, end: int, body_begin: int) -> str:
        task = Task(f"t{len(self.tasks) + 1}", title, kind, section, begin, end, body_begin)
        self.tasks.append(task)
        return task.id


def split_sections(text: str, ontology: Ontology, begin: int = 0, end: int | None = None) -> Outline:
    """Read the structure of a text; ``begin`` and ``end`` leave out a page's header and footer.

    >>> from zhengtu.ontology import load_ontology
    >>> outline = split_sections("一、重点任务\\n（一）修路。修好农村公路。\\n", load_ontology())
    >>> [(s.number, s.title, s.kind) for s in outline.sections], [t.title for t in outline.tasks]
    ([('一', '重点任务', 'tasks'), ('（一）', '修路', 'tasks')], ['修路'])
    """
    stop = len(text) if end is None else end
    paragraphs = _without_contents(text, split_paragraphs(text, begin, stop))
    standard = ontology.cues("sections", "standard-titles")
    headings = find_headings(text, paragraphs, standard)
    placed = build_tree(headings, stop, ontology)
    closing = _closing(text, paragraphs, placed)
    draft = _Draft()
    sections = [entry.section for entry in placed]
    tables = find_tables(text, paragraphs)
    titles = {h.marker.begin: h for h in headings}
    by_begin = sorted(sections, key=lambda s: s.begin)
    _opening(text, paragraphs, by_begin[0].begin if by_begin else closing, closing, draft)
    for index, entry in enumerate(placed):
        own_end = min(
            placed[index + 1].section.begin if index + 1 < len(placed) else entry.section.end, entry.section.end
        )
        _read_section(text, entry, own_end, closing, paragraphs, titles, placed, draft)
    names = agency_names(ontology)
    extra = _read_tables(text, tables, sections, draft, lambda cell: is_named_body(cell, names))
    for paragraph in paragraphs:
        if paragraph.begin >= closing and not paragraph.row:
            draft.passages.append(Passage(paragraph.begin, paragraph.end, "", "", "closing"))
    draft.passages.sort(key=lambda p: p.begin)
    return Outline(
        text,
        tuple(sorted([*sections, *extra], key=lambda s: s.begin)),
        tuple(sorted(draft.tasks, key=lambda t: t.begin)),
        tuple(draft.passages),
        tuple(draft.tables),
    )


def _without_contents(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Leave out a table of contents: what stands between 目录 and the second coming of its first heading."""
    for index, paragraph in enumerate(paragraphs[:60]):
        if not _CONTENTS.fullmatch(text[paragraph.begin : paragraph.end]):
            continue
        if index + 1 >= len(paragraphs):
            break
        first = paragraphs[index + 1]
        opening = re.sub(r"[.．·…\s\u3000]*\d*$", "", text[first.begin : min(first.end, first.begin + 14)])
        for later in range(index + 2, len(paragraphs)):
            if text.startswith(opening, paragraphs[later].begin):
                return paragraphs[:index] + paragraphs[later:]
    return paragraphs


def _closing(text: str, paragraphs: tuple[Paragraph, ...], placed: tuple[Placed, ...]) -> int:
    """Where the text proper ends: the signature block behind the last heading, or the notes of a page."""
    last = placed[-1].section.body_begin if placed else 0
    closing = paragraphs[-1].end if paragraphs else len(text)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.begin < last:
            continue
        line = text[paragraph.begin : paragraph.end]
        dated = _SIGNATURE_DATE.fullmatch(line.strip())
        if dated and index and placed:
            closing = paragraph.begin
            for before in reversed(paragraphs[:index]):
                # The names above the date, one a line, belong to the signature.
                if before.begin < last or before.end - before.begin > 30 or "。" in text[before.begin : before.end]:
                    break
                closing = before.begin
            return closing
        if _AFTER_TEXT.match(line):
            return paragraph.begin
        if placed and index >= len(paragraphs) - _LAST_WORDS and _OWN_VALIDITY.match(line):
            return paragraph.begin
    return closing


def _opening(text: str, paragraphs: tuple[Paragraph, ...], first: int, closing: int, draft: _Draft) -> None:
    for paragraph in paragraphs:
        if paragraph.begin < min(first, closing) and not paragraph.row:
            end = min(paragraph.end, first)
            draft.passages.append(Passage(paragraph.begin, end, "", "", "opening"))


def _read_section(
    text: str,
    entry: Placed,
    own_end: int,
    closing: int,
    paragraphs: tuple[Paragraph, ...],
    titles: dict[int, Heading],
    placed: tuple[Placed, ...],
    draft: _Draft,
) -> None:
    """Read what stands between a heading and the next one: its own text, without that of the sections below."""
    section = entry.section
    own_end = min(own_end, max(closing, section.body_begin))
    if section.kind == "box":
        _read_box(text, entry, own_end, paragraphs, titles, draft)
        return
    segments = _segments(text, paragraphs, section.body_begin, own_end, section.kind)
    signed = _signed_at(text, segments)
    for begin, end in segments[signed:]:
        # A notice ends with its signature; what follows opens the text that it issues.
        draft.passages.append(Passage(begin, end, "", "", "opening"))
    if signed < len(segments):
        own_end, segments = segments[signed][0], segments[:signed]
    children = [p for p in placed if p.section.parent == section.id and p.section.kind != "box"]
    # Articles without a title leave their chapter the lowest titled unit.
    has_children = any(p.heading.titled for p in children)
    kind = _task_kind(section, placed)
    group = (
        []
        if has_children or (section.run_in and segments)
        else titled_group(text, segments, section.kind, section.title)
    )
    if group and (kind or _unit_kind(section, placed)):
        _read_group(text, section, group, kind or _unit_kind(section, placed), draft)
        return
    task = draft.units.get(section.parent, "") if not entry.heading.titled else ""
    if _is_unit(entry, has_children, kind, bool(segments or children)):
        end = section.end if children and not has_children else own_end
        task = draft.add_task(section.title, kind, section.parent, section.begin, end, section.body_begin)
        draft.units[section.id] = task
    for begin, end in segments:
        draft.passages.append(Passage(begin, end, section.id, task, section.kind))


def _signed_at(text: str, segments: list[tuple[int, int]]) -> int:
    """Return the index of the segment where a signature starts, their number where there is none."""
    for index, (begin, end) in enumerate(segments):
        if _SIGNATURE_DATE.fullmatch(text, begin, end):
            while index and segments[index - 1][1] - segments[index - 1][0] <= 30:
                name = text[segments[index - 1][0] : segments[index - 1][1]]
                if "。" in name and not name.startswith("特此"):
                    break
                index -= 1
            return index
    return len(segments)


def _is_unit(entry: Placed, has_children: bool, kind: str, has_text: bool) -> bool:
    """Whether a heading is a provision of its own: the lowest titled unit, or one with text behind its title."""
    section = entry.section
    if not kind or not section.title:
        return False
    if kind in ("goal", "principle"):
        return not has_children
    if entry.heading.marker.kind == "annex" or (section.kind == "annex" and not has_text):
        return False
    return not has_children or (section.run_in and has_text)


def _task_kind(section: Section, placed: tuple[Placed, ...]) -> str:
    """The kind of task that a heading itself is; "" where headings of its section are no tasks."""
    if section.kind in ("tasks", "annex"):
        return "task"
    if section.kind == "safeguards":
        return "safeguard"
    if section.kind == "principles" and section.parent:
        above = next(p.section for p in placed if p.section.id == section.parent)
        if "原则" in above.title and "原则" not in section.title and "思想" not in section.title:
            return "principle"
    if section.kind == "goals" and section.parent:
        above = next(p.section for p in placed if p.section.id == section.parent)
        if above.kind == "goals":
            return "goal"
    return ""


def _unit_kind(section: Section, placed: tuple[Placed, ...]) -> str:
    """The kind of the run-in titles inside a section that is no task itself."""
    if section.kind == "goals":
        return "goal"
    if section.kind == "principles":
        return "principle"
    return ""


def _segments(text: str, paragraphs: tuple[Paragraph, ...], begin: int, end: int, kind: str) -> list[tuple[int, int]]:
    segments: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        if paragraph.row or paragraph.end <= begin or paragraph.begin >= end:
            continue
        start, stop = max(paragraph.begin, begin), min(paragraph.end, end)
        while start < stop and (text[start].isspace() or text[start] in "。：:"):
            start += 1
        if start >= stop or not text[start:stop].strip():
            continue
        segments.extend(split_dashes(text, start, stop) if kind in ("principles", "goals") else [(start, stop)])
    return segments


def _read_group(text: str, section: Section, group: list[Titled], kind: str, draft: _Draft) -> None:
    task = ""
    for index, segment in enumerate(group):
        if segment.has_title:
            end = segment.end
            for later in group[index + 1 :]:
                if later.has_title:
                    break
                end = later.end
            title = text[segment.title_begin : segment.title_end].replace("\n", "")
            task = draft.add_task(title, kind, section.id, segment.begin, end, segment.title_end + 1)
            draft.passages.append(Passage(segment.title_end + 1, segment.end, section.id, task, section.kind))
        else:
            draft.passages.append(Passage(segment.begin, segment.end, section.id, task, section.kind))


def _read_box(
    text: str,
    entry: Placed,
    own_end: int,
    paragraphs: tuple[Paragraph, ...],
    titles: dict[int, Heading],
    draft: _Draft,
) -> None:
    """Read the items of a box (专栏): its numbered or run-in titles."""
    section = entry.section
    items = [h for h in titles.values() if h.in_box and section.begin < h.marker.begin < own_end]
    if not items:
        segments = _segments(text, paragraphs, section.body_begin, own_end, "box")
        group = titled_group(text, segments, "box")
        if group:
            _read_group(text, section, group, "box_item", draft)
            return
        for begin, end in segments:
            draft.passages.append(Passage(begin, end, section.id, "", "box"))
        return
    first = items[0].marker.begin
    for begin, end in _segments(text, paragraphs, section.body_begin, first, "box"):
        draft.passages.append(Passage(begin, end, section.id, "", "box"))
    for index, item in enumerate(items):
        stop = items[index + 1].marker.begin if index + 1 < len(items) else own_end
        task = ""
        if item.titled and item.title:
            task = draft.add_task(item.title, "box_item", section.id, item.marker.begin, stop, item.body_begin)
        for begin, end in _segments(text, paragraphs, item.body_begin, stop, "box"):
            draft.passages.append(Passage(begin, end, section.id, task, "box"))


def _read_tables(
    text: str,
    tables: tuple[Table, ...],
    sections: list[Section],
    draft: _Draft,
    is_agent: Callable[[str], bool],
) -> list[Section]:
    """Give each row of a table of work its task, and each group row (一、 | 巩固成果 | 31) its section."""
    extra: list[Section] = []
    for table in tables:
        column, numbers = title_column(text, table), number_column(text, table)
        rows: list[Row] = []
        group: Section | None = None
        above: Row | None = None
        for written in table.rows:
            row = written
            if not _is_group([text[cell.begin : cell.end] for cell in written.cells]):
                row = above = fill_merged(text, written, above, table.header, column, is_agent)
            cells = [text[cell.begin : cell.end] for cell in row.cells]
            home = _section_at(sections, written.cells[0].begin)
            if group and home and home.begin > group.begin:
                group = None
            section = group or home
            if _is_group(cells):
                group = _group_section(cells, row, home, f"s{len(sections) + len(extra) + 1}")
                extra.append(group)
                rows.append(row)
                continue
            numbered = numbers is None or (numbers < len(cells) and is_number(cells[numbers]))
            if column is None or column >= len(cells) or not cells[column] or not numbered:
                rows.append(with_task(row, section.id if section else "", ""))
                continue
            kind = section.kind if section else "tasks"
            if kind not in OPERATIVE:
                rows.append(with_task(row, section.id if section else "", ""))
                continue
            agent = -1
            title = column
            if is_agent(cells[column]):
                # A table of duties by body: the body stands where others have the work, the work beside it.
                agent, title = (
                    column,
                    next(
                        (i for i in range(column + 1, len(cells)) if cells[i] and not _AMOUNT.fullmatch(cells[i])),
                        column,
                    ),
                )
            if title == agent:
                rows.append(with_task(row, section.id if section else "", ""))
                continue
            task = draft.add_task(
                cells[title].replace("\n", ""),
                "box_item" if kind == "box" else "task",
                section.id if section else "",
                written.cells[0].begin,
                written.cells[-1].end,
                row.cells[title].end,
            )
            rows.append(with_task(row, section.id if section else "", task, agent))
        draft.tables.append(Table(table.header, tuple(rows)))
    return extra


_AMOUNT = re.compile(r"\d+(?:\.\d+)?分?")
_GROUP_NUMBER = re.compile(r"([一二三四五六七八九十]{1,3})、?")


def _is_group(cells: list[str]) -> bool:
    """Whether a row only names the group of the rows below: 一、 | 健全机制 | 20 | |."""
    if not _GROUP_NUMBER.fullmatch(cells[0]) or len(cells) < 2:
        return False
    return sum(bool(cell) for cell in cells[2:]) <= 1 or "、" in cells[0]


def _group_section(cells: list[str], row: Row, home: Section | None, section_id: str) -> Section:
    match = _GROUP_NUMBER.fullmatch(cells[0])
    number = match[1] if match else cells[0]
    kind = home.kind if home else "tasks"
    level = home.level + 1 if home else 1
    cell = row.cells[1]
    return Section(
        section_id, level, number, cells[1], kind, home.id if home else "", row.cells[0].begin, cell.end, cell.end
    )


def _section_at(sections: list[Section], position: int) -> Section | None:
    best: Section | None = None
    for section in sections:
        if section.begin <= position < section.end and (best is None or section.begin >= best.begin):
            best = section
    return best
