"""Numbers that something must reach (目标值), has reached, or that are only mentioned.

Each passage is read once: its numbers, its dates, then for each number the words of its clause decide what it is.
A number without a word that makes it a target is left out rather than guessed at: most numbers of an official text
are dates, names and ordinals.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhengtu.ontology import Ontology

from .clauses import Span, clauses, sentences
from .dates import find_moments
from .finding import Target
from .horizons import Calendar, Horizon, read_calendar, year_of
from .indicator_tables import find_table_targets
from .indicators import Part, continued, distributed, name_of, names_place, object_of, subject_of, used
from .numerals import Quantity
from .outline import Outline, Passage
from .stretches import read_stretches
from .target_grammar import Comparison, TargetGrammar, target_grammar
from .target_roles import Role, Setting, Surroundings, counts, role_of, setting_of

_OPEN_BRACKET = re.compile(r"[（(“《][^（）()“”《》]*\Z")
_LISTING = ("、", "和", "与", "及", "，")
_AFTER_LIMIT = ("以", "左", "上", "之", "或", "及", "内", "（")
_BEFORE_LIMIT = ("不", "至", "最", "分别", "延长", "缩短", "为")
_OBJECT = ("将", "把", "对", "为", "以")
_LONGEST_QUOTE = 120  # characters that a quote may reach back to carry the indicator
_CONNECTOR = re.compile(
    r"(?:其中|特别是|同时|并且|并|且|以及|和|及|、|，|：|:|\s|　"
    r"|\d{1,2}[.．](?!\d)|（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}、)+"
)
_BETWEEN = re.compile(r"[、，]|和|与|以及|及|或")
_PER = re.compile(
    r"每(?P<per>[^，。；、每年月周日天季\d]{1,6}?)(?:每[年月周天日]|每季度|一次性)*(?:奖励|奖补|配备|补助|补贴|给予|安排|支持|资助|不超过|不低于|不少于|达到?|增加|为)?$"
)
_NEXT = re.compile(r"（[^（）]*）|(?P<cut>、|(?:以?及|和|与|或)\Z)")


def find_targets(outline: Outline, ontology: Ontology) -> tuple[Target, ...]:
    """Return the numbers of a text that are targets, achievements or worth a mention, in order.

    ``confidence`` is 0.95 where a comparing word and a goal agree, 0.9 where a verb of work or a comparing word stands
    alone, 0.75 where only the place (a section of goals, a yearly work programme) tells, 0.5 for mentions.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "到2030年，茶产业总产值突破60亿元，其中加工率达到80%以上。"
    >>> outline = Outline(text, passages=(Passage(0, len(text), "", "", "goals"),))
    >>> for t in find_targets(outline, load_ontology()):
    ...     print(t.indicator, t.comparator, t.value, t.unit, t.deadline)
    茶产业总产值 > 6000000000.0 元 2030
    加工率 >= 80.0 % 2030
    """
    grammar = target_grammar(ontology)
    calendar = read_calendar(outline)
    horizon = Horizon(calendar)
    found = list(find_table_targets(outline, grammar))
    for passage in read_stretches(outline):
        if passage.kind == "closing":
            continue
        horizon.enter(passage)
        quantities = [
            quantity
            for quantity in grammar.reader.read(outline.text, passage.begin, passage.end)
            if (quantity.unit and not quantity.chinese) or _may_count(outline.text, quantity, grammar)
        ]
        if quantities or passage.kind == "goals":
            place = _Place(outline.text, passage, setting_of(passage, calendar), horizon, grammar)
            found.extend(_read_passage(place, quantities, calendar))
    found.sort(key=lambda target: (target.begin, target.end))
    return tuple(found)


def _may_count(text: str, quantity: Quantity, grammar: TargetGrammar) -> bool:
    """Whether a number without a unit, or one in Chinese characters, stands beside a word that compares it.

    Most of them are dates, item numbers and words such as 一批; to leave them out here saves most of the time.
    """
    if not quantity.unit:
        shares = text[quantity.end : quantity.end + 1] in _LISTING and quantity.end < len(text)
        return shares or text[quantity.begin - 1 : quantity.begin] in grammar.before_ends
    if quantity.unit in ("%", "番"):
        return True
    before = text[max(0, quantity.begin - 14) : quantity.begin]
    return text[quantity.end : quantity.end + 1] in _AFTER_LIMIT or any(word in before for word in _BEFORE_LIMIT)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reading is: a passage with what its place says."""

    text: str
    passage: Passage
    setting: Setting
    horizon: Horizon
    grammar: TargetGrammar


@dataclass(slots=True)
class _Previous:
    """The number before in the same sentence, whose indicator an elliptic part goes on with."""

    indicator: str = ""  # as it stands, with its whole list (乡道、村道日常养护经费)
    measure: str = ""  # the unit it is counted in
    unit: str = ""
    name: str = ""  # as it was given
    begin: int = 0
    sign: str = "="
    change: str = ""
    role: Role | None = None


def _read_passage(place: _Place, quantities: list[Quantity], calendar: Calendar) -> Iterator[Target]:
    text, passage, horizon = place.text, place.passage, place.horizon
    moments = find_moments(text, passage.begin, passage.end, year_of(passage, calendar))
    starts = [quantity.begin for quantity in quantities]
    for index, sentence in enumerate(sentences(text, passage.begin, passage.end)):
        low, high = bisect_left(starts, sentence[0]), bisect_left(starts, sentence[1])
        dated = [moment for moment in moments if sentence[0] <= moment.begin < sentence[1]]
        horizon.open_sentence()
        if low == high and not dated:
            continue
        previous = _Previous()
        lead = (sentence[0], sentence[0])
        seen = 0
        for clause in clauses(text, *sentence):
            while seen < len(dated) and dated[seen].begin < clause[1]:
                before = text[clause[0] : dated[seen].begin]
                opens = len(before) <= 3 and not before.startswith(_OBJECT)
                if opens or dated[seen].role == "by" or not text[dated[seen].begin].isdigit():
                    horizon.meet(dated[seen], passage, opens, index == 0)  # but not 将2016年实施的措施…
                seen += 1
            inside = [
                quantity
                for quantity in quantities[low:high]
                if clause[0] <= quantity.begin < clause[1]
                and not any(moment.begin <= quantity.begin < moment.end for moment in dated)
                and not _OPEN_BRACKET.search(text, clause[0], quantity.begin)
            ]
            if inside and not place.grammar.ignore.search(text, *clause):
                yield from _read_clause(place, clause, sentence, lead, _with_units(text, inside), previous)
            lead = clause


def _read_clause(
    place: _Place, clause: Span, sentence: Span, lead: Span, quantities: list[Quantity], previous: _Previous
) -> Iterator[Target]:
    text, grammar = place.text, place.grammar
    shares = _shares(text, clause, quantities, previous.indicator, grammar)
    start = clause[0]
    per = every = ""
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1].begin if index + 1 < len(quantities) else clause[1]
        compared = grammar.compare(text, quantity, start)
        if text[quantity.begin - 1] == "每" and quantity.begin > start:
            # 每25公里, 每5年: what the next number is counted for.
            written = text[quantity.begin : quantity.end]
            every, per = (f"every {quantity.value:g} years", per) if quantity.unit == "年" else (every, written)
            continue
        part = _part(text, start, quantity, compared, following, clause[1])
        around = Surroundings(text, quantity, compared, part, clause, sentence)
        due = place.horizon.current(place.passage)
        follows = index in shares and index - 1 in shares and previous.role is not None
        if not follows and not counts(around, grammar):
            continue
        role = previous.role if follows else role_of(around, place.setting, due, grammar)
        ends = part.after >= part.end
        if role is None and previous.role and quantity.unit and not quantity.chinese:
            role = _listed_on(part, quantity, previous)
        if role is None:
            start = part.end if ends and following < clause[1] else start
            continue
        target = _target(place, around, role, shares.get(index), lead, previous)
        target = replace(
            target,
            comparator=previous.sign if follows and not compared.rule else target.comparator,
            deadline=due if role.kind == "target" else "",
            frequency=_frequency(text, clause, lead, quantity, grammar) or every,
            strength=_strength(text, clause, quantity, role, grammar),
            change=previous.change if follows else _change(text, part, quantity, compared, grammar),
            per=_per(text, start, quantity) or per,
        )
        if quantity.low is not None:
            yield replace(target, value=quantity.low, comparator=">=")
            target = replace(target, comparator="<=")
        yield target
        previous.unit, previous.role, previous.change = quantity.unit, role, target.change
        previous.sign = target.comparator
        if index + 1 not in shares or index not in shares:
            start = part.end if following < clause[1] else part.after


def _part(text: str, start: int, quantity: Quantity, compared: Comparison, following: int, stop: int) -> Part:
    """The words that belong to a number: up to the 、 or 和 that leads to the next number of the clause."""
    after = max(compared.end, quantity.end)
    end = following
    if following < stop:
        cuts = (after + match.start() for match in _NEXT.finditer(text[after:following]) if match["cut"])
        end = next(cuts, following)
    return Part(start, min(compared.begin, quantity.begin), after, max(end, after))


def _with_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Give the numbers of 20.9、36.2、54个百分点 their common unit; 10个百万亩基地 counts once."""
    quantities = [q for i, q in enumerate(quantities) if not i or not q.chinese or q.begin > quantities[i - 1].end]
    for index in range(len(quantities) - 2, -1, -1):
        one, other = quantities[index], quantities[index + 1]
        if not one.unit and other.unit and _BETWEEN.fullmatch(text[one.end : other.begin]):
            quantities[index] = replace(one, unit=other.unit)
    return quantities


def _shares(
    text: str, clause: Span, quantities: list[Quantity], previous: str, grammar: TargetGrammar
) -> Mapping[int, str]:
    """For A、B分别达到x和y: the indicator of each number, by its place in the list."""
    at = text.find("分别", *clause)
    run = [index for index, quantity in enumerate(quantities) if quantity.begin > at] if at >= 0 else []
    if len(run) < 2:
        return {}
    subject = subject_of(text, Part(clause[0], at, at, clause[1]), grammar) or previous
    names = distributed(subject, len(run), previous, grammar) or (subject,) * len(run)
    return dict(zip(run, names, strict=True))


def _target(
    place: _Place, around: Surroundings, role: Role, share: str | None, lead: Span, previous: _Previous
) -> Target:
    text, part, clause, grammar = around.text, around.part, around.clause, place.grammar
    subject = subject_of(text, part, grammar)
    name = share or name_of(subject, object_of(text, part), role.governed, grammar)
    carried, reach, sign = name, part.begin, around.compared.sign
    # 完成45条 counts what is named later; 比上年提高1个百分点 goes on with what was measured.
    done = role.governed and grammar.changes(text, part.begin, around.quantity.begin) is None
    limited = grammar.distributive(text, around.compared, around.quantity)
    word = text[around.compared.begin : around.quantity.begin]
    if share is not None:
        reach = clause[0]
    elif limited and limited in name:
        name = continued(limited, name, grammar)
    elif share_of := used(name, word, previous.name):
        name, carried, reach = share_of, previous.indicator, previous.begin
    elif previous.indicator and ((not name and not done) or _elliptic(name, around, role, previous, grammar)):
        name, carried, reach = continued(name, previous.indicator, grammar), previous.indicator, previous.begin
        sign = sign if around.compared.rule or around.quantity.unit != previous.unit else previous.sign
    elif not name and not role.governed and lead[0] < lead[1] <= clause[0]:
        # 召开会议，年内至少3次: the clause before says what is counted.
        name = carried = subject_of(text, Part(lead[0], lead[1], lead[1], lead[1]), grammar)
        reach = lead[0]
    if part.end - reach > _LONGEST_QUOTE:
        reach = max(reach, clause[0])
    match = _CONNECTOR.match(text, reach, part.number)
    begin = match.end() if match else reach
    end = clause[1] if share is not None or _runs_on(text, part, clause) else part.end
    end = part.after if text.startswith(("（", "("), part.after) else end
    quote = text[begin:end].rstrip("、和及与 　\n")
    if carried != previous.indicator:
        previous.indicator, previous.measure = carried, around.quantity.unit
    previous.name, previous.begin = name, begin
    return Target(
        task=place.passage.task,
        indicator=name,
        value=around.quantity.value,
        unit=around.quantity.unit,
        comparator=sign,
        deadline="",
        frequency="",
        kind=role.kind,
        quote=quote,
        begin=begin,
        end=begin + len(quote),
        rule=role.rule,
        confidence=role.confidence,
    )


def _runs_on(text: str, part: Part, clause: Span) -> bool:
    """Whether the words behind a number belong to the next one too: 30个县投入占比超过3%."""
    return part.after < part.end < clause[1] and text[part.end] not in "、和及与或以"


def _listed_on(part: Part, quantity: Quantity, previous: _Previous) -> Role | None:
    """A list goes on with what its first number is: 龙头企业15家、合作社200家; 100个农用地和100个建设用地试点."""
    counted = quantity.unit == previous.unit or not {quantity.unit, previous.unit} & {"%", "元"}
    if previous.role and part.number - part.begin <= 1 and counted:
        return previous.role
    if previous.role and part.after >= part.end:
        return replace(previous.role, governed=False)
    return None


def _elliptic(name: str, around: Surroundings, role: Role, previous: _Previous, grammar: TargetGrammar) -> bool:
    """Whether a part gives a place only (城区达到98%); 绿色园区10个 counts what it names."""
    unit = around.quantity.unit
    told = unit not in grammar.count_units or around.compared.begin < around.quantity.begin
    return told and unit == previous.measure and not role.governed and names_place(name, previous.indicator, grammar)


def _frequency(text: str, clause: Span, lead: Span, quantity: Quantity, grammar: TargetGrammar) -> str:
    rule = grammar.frequency.search(text, clause[0], quantity.begin)
    if rule is None and lead[1] - lead[0] <= 4:
        rule = grammar.frequency.search(text, *lead)  # 每年，培训800人
    return rule.values["frequency"] if rule else ""


def _strength(text: str, clause: Span, quantity: Quantity, role: Role, grammar: TargetGrammar) -> str:
    rule = grammar.strength.search(text, clause[0], quantity.begin) if role.kind == "target" else None
    return rule.values["strength"] if rule else ""


def _change(text: str, part: Part, quantity: Quantity, compared: Comparison, grammar: TargetGrammar) -> str:
    rule = grammar.changes(text, part.begin, quantity.begin)
    if quantity.unit == "番":
        return "increase"
    return rule.values["change"] if rule and compared.rule != "equal-before" else ""


def _per(text: str, start: int, quantity: Quantity) -> str:
    match = _PER.search(text[max(start, quantity.begin - 8) : quantity.begin])
    return match["per"] if match else ""
