"""The facts of a document: what it says of itself in its header, its first lines and its signature."""

import re
from datetime import date, timedelta

from zhengtu.ontology import Ontology

from .document import Document
from .document_id import document_id
from .front_matter import FrontMatter
from .jurisdiction import find_jurisdiction
from .numbering import marker_at
from .paragraphs import Paragraph, split_paragraphs

NUMBER = re.compile(
    r"(?P<code>[一-鿿]{2,12})[〔\[【（(［﹝](?P<year>[12]\d{3})[〕\]】）)］﹞][\s\u3000]*第?(?P<serial>\d{1,5})[\s\u3000]*号"
)
_DATE = re.compile(r"(?P<year>[12]\d{3})[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?")
_COMPACT_DATE = re.compile(r"[12]\d{7}")
_WRITTEN_DATE = re.compile(
    r"(?P<year>[二一][○〇零ＯO一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_ADDRESSEE = re.compile(r"[^。]{2,400}?[：:](?:\s|\Z|[^\s])")
_ADDRESSED = ("各", "国务院", "省", "市", "县", "区", "你", "有关", "机关")
_FIVE_YEARS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_FIVE_YEAR_PLAN = re.compile(r"[“\"]?(十[一二三四五六]?)[·]?五[”\"]?")
_SPAN = re.compile(r"([12]\d{3})\s*年?\s*[—－\-~～至到]{1,2}\s*([12]\d{3})\s*年?")
_SINGLE_YEAR = re.compile(r"([12]\d{3})年")
_ISSUED_TITLE = re.compile(r"(?P<issuer>[^《》“”，。：]{2,60}?)(?:关于|印发|转发|批转|公布|发布)")
# 有效期 of a licence is no validity of the document; its own stands beside 施行 or 印发之日.
_IN_FORCE_NEAR = re.compile(r"施行|实施|执行|印发之日|生效|本(?:办法|规定|意见|方案|通知|细则|规划)")
_IN_FORCE = re.compile(r"自(?P<date>[12]\d{3}年\d{1,2}月\d{1,2}日)起(?:正式)?(?:施行|实施|执行|生效)")
_NOISE = re.compile(r"您的位置|首页|来源|【字体|字体|大$|中$|小$|打印|>|分享|发布时间|浏览|http|各位代表")
_CHANNEL = 6  # characters; a shorter first line is a site's channel (要闻, 政策文件), not half a title
_TITLE_END = re.compile(
    r"(?:规划|计划|纲要|要点|意见|通知|办法|规定|细则|规则|规程|条例|方案|决定|决议|批复|报告|函|公告|通告|公示|措施)(?:（[^（）]{1,20}）)?$"
)


def read_document(text: str, matter: FrontMatter, ontology: Ontology, sha256: str = "") -> Document:
    """Read the facts that the text and its header state; what they do not state stays empty.

    The publication date of a web page is never taken for the signing date, and a level or jurisdiction is told only by
    a place or a national body in the issuer's name or the title. ``sha256`` names a text without title and number.
    """
    paragraphs = split_paragraphs(text, matter.begin, matter.end)
    head = _head(text, paragraphs)
    own_title = _title_in_text(text, head)
    title = _fold_spaces(matter.facts.get("title", "")) or own_title
    if own_title and matter.facts.get("title") and _key(own_title) == _key(title):
        title = own_title
    number = _number(text, matter, head)
    signers, signed = _signature(text, paragraphs)
    issuers = _issuers(matter, title, signers, ontology)
    issued = parse_date(matter.facts.get("issued", "")) or signed
    in_force = _IN_FORCE.search(text, matter.begin, matter.end)
    level, jurisdiction = find_jurisdiction(issuers, title, number, ontology)
    return Document(
        id=document_id(number, title, issuers, sha256),
        title=title,
        type=document_type(title, ontology),
        number=number,
        issuers=issuers,
        issued=issued,
        level=level,
        jurisdiction=jurisdiction,
        period=planning_period(title),
        addressees=_addressees(text, head),
        published=parse_date(matter.facts.get("published", "")),
        in_force_from=parse_date(in_force["date"]) if in_force else parse_date(matter.facts.get("in_force_from", "")),
        valid_until=_valid_until(text, matter, parse_date(in_force["date"]) if in_force else issued),
        aliases=_annexed_titles(text, matter, title),
    )


_UNTIL = re.compile(r"有效期(?:至|到|截至|截止到?)(?P<date>[12]\d{3}年\d{1,2}月\d{1,2}日)")
_FOR_YEARS = re.compile(r"有效期(?:为|限为|是)?(?P<years>\d{1,2}|[一二三四五六七八九十]{1,2})年(?!度)")


def _valid_until(text: str, matter: FrontMatter, start: str) -> str:
    """Return the last day of validity: as stated, or the years stated after the day the text takes effect."""
    until = _UNTIL.search(text, matter.begin, matter.end)
    if until:
        return parse_date(until["date"])
    years = _FOR_YEARS.search(text, matter.begin, matter.end)
    if not years or not start or not _IN_FORCE_NEAR.search(text, max(matter.begin, years.start() - 60), years.end()):
        return ""
    first = date.fromisoformat(start)
    count = int(years["years"]) if years["years"].isdigit() else _small(years["years"])
    ends = date(first.year + count, first.month, min(first.day, 28) if first.month == 2 else first.day)
    return (ends - timedelta(days=1)).isoformat()


def parse_date(written: str) -> str:
    """Return a date as ISO, "" where there is none.

    >>> [parse_date(d) for d in ("2018年12月21日", "2021-07-24", "20230314", "二○一二年一月九日", "近日")]
    ['2018-12-21', '2021-07-24', '2023-03-14', '2012-01-09', '']
    """
    match = _DATE.search(written)
    if match:
        return f"{int(match['year']):04d}-{int(match['month']):02d}-{int(match['day']):02d}"
    match = _WRITTEN_DATE.search(written)
    if match:
        digits = str.maketrans("○〇零ＯO一二三四五六七八九", "00000123456789")
        month, day = _small(match["month"]), _small(match["day"])
        return f"{match['year'].translate(digits)}-{month:02d}-{day:02d}"
    match = _COMPACT_DATE.fullmatch(written.strip())
    if match:
        return f"{match[0][:4]}-{match[0][4:6]}-{match[0][6:]}"
    return ""


def _small(written: str) -> int:
    tens, _, ones = written.rpartition("十")
    digits = "零一二三四五六七八九"
    if "十" not in written:
        return digits.index(written)
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(ones) if ones else 0)


def planning_period(title: str) -> tuple[str, str] | None:
    """Return the years a plan covers, told by its title.

    >>> [planning_period(t) for t in ("“十四五”县域科技规划", "乡村建设行动方案（2022—2024年）", "管理办法")]
    [('2021', '2025'), ('2022', '2024'), None]
    """
    span = _SPAN.search(title)
    if span:
        return span[1], span[2]
    plan = _FIVE_YEAR_PLAN.search(title)
    if plan and plan[1] in _FIVE_YEARS:
        start = _FIVE_YEARS[plan[1]]
        return str(start), str(start + 4)
    return None


def document_type(title: str, ontology: Ontology) -> str:
    """Return the type that a title's last word tells, "" where it tells none.

    >>> from zhengtu.ontology import load_ontology
    >>> document_type("某县关于印发养老服务规划的通知", load_ontology())
    'Notice'
    """
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", title.strip())
    best = ("", "")
    for rule in ontology.rules.get("documents", ()):
        kind = rule.values.get("type", "")
        for cue in rule.cues if kind else ():
            if bare.endswith(cue) and len(cue) > len(best[0]):
                best = (cue, kind)
    return best[1]


def _head(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs before the first that is running text."""
    head: list[Paragraph] = []
    for paragraph in paragraphs[:24]:
        line = text[paragraph.begin : paragraph.end]
        if paragraph.row and not head:
            continue
        marker = marker_at(text, paragraph.begin)
        if marker and marker.kind not in ("item", "annex"):
            break
        head.append(paragraph)
        if len(line) > 70 or line.endswith(("。", "：")):
            break
    return tuple(head)


def _title_in_text(text: str, head: tuple[Paragraph, ...]) -> str:
    """Read the title from the first lines; it may run over two or three of them."""
    pieces: list[str] = []
    for paragraph in head:
        line = text[paragraph.begin : paragraph.end].lstrip("# ").strip()
        number = NUMBER.search(line)
        if number:
            before = line[: number.start()].strip("（(　 ")
            if not pieces and before:
                pieces.append(_before_code(line, number))
            break
        if _NOISE.search(line):
            if pieces and _TITLE_END.search(pieces[-1]):
                break
            continue
        if line.endswith(("：", ":", "。", "，", "；")) or line.startswith(("——", "（")) or len(line) > 70:
            break
        if _DATE.match(line) or (pieces and _TITLE_END.search("".join(pieces))):
            break
        pieces.append(line)
    while len(pieces) > 1 and len(pieces[0]) <= _CHANNEL and "关于" not in pieces[0] and not pieces[0].endswith("的"):
        pieces.pop(0)  # the name of the channel that a page was put in
    return _fold_spaces("".join(pieces))


def _before_code(line: str, number: re.Match[str]) -> str:
    """The title in front of a number with no space between: …的通知国办发〔2020〕43号."""
    head = line[: number.start()] + number["code"]
    best = 0
    for match in re.finditer(
        r"规划|计划|纲要|要点|意见|通知|办法|规定|细则|条例|方案|决定|批复|报告|函(?!〔)|公告|通告", head
    ):
        # The agency code of a letter ends in 函 as well (国办函), so the code's own end is no title's end.
        if match.end() < len(head):
            best = match.end()
    return head[:best] if best else line[: number.start()]


def _fold_spaces(title: str) -> str:
    """Close up a title; the spaces between joint issuers in front of it stay, as official style writes them."""
    head = _ISSUED_TITLE.match(title.strip())
    names = re.split(r"[ \t\u3000]+", head["issuer"].strip()) if head else []
    closed = re.sub(r"(?<=[^\x00-\x7f])[ \t\u3000]+(?=[^\x00-\x7f])", "", title.strip())
    if len(names) > 1 and all(_BODY.search(name) or name == "中共中央" for name in names):
        return " ".join(names) + closed[len("".join(names)) :]
    return closed


def _key(title: str) -> str:
    return re.sub(r"\s|\u3000", "", title)


def _number(text: str, matter: FrontMatter, head: tuple[Paragraph, ...]) -> str:
    named = NUMBER.search(matter.facts.get("number", ""))
    if named:
        return _written(named)
    for paragraph in head:
        for match in NUMBER.finditer(text, paragraph.begin, min(paragraph.end, paragraph.begin + 160)):
            before = text[max(paragraph.begin, match.start() - 1) : match.start()]
            if before in ("》", "（") and text[max(0, match.start() - 2) : match.start() - 1] == "》":
                continue
            code = match["code"]
            cut = _TITLE_TAIL.search(code)
            return (code[cut.end() :] if cut and cut.end() < len(code) else code) + _written(match)[len(code) :]
    return ""


_TITLE_TAIL = re.compile(r".*(?:规划|计划|纲要|要点|意见|通知|办法|规定|细则|条例|方案|决定|批复|报告|公告|通告)")


def _written(match: re.Match[str]) -> str:
    return f"{match['code']}〔{match['year']}〕{int(match['serial'])}号"


def _signature(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[str, ...], str]:
    """The names above the first date that stands alone on its line, and that date."""
    for index, paragraph in enumerate(paragraphs):
        line = text[paragraph.begin : paragraph.end].strip()
        if len(line) > 40 or paragraph.row or not index:
            continue
        if _WRITTEN_DATE.match(line) or _DATE.match(line):
            rest = re.sub(_WRITTEN_DATE, "", re.sub(_DATE, "", line)).strip()
            if rest and not rest.startswith(("（", "【")):
                continue
            return _names_above(text, paragraphs, index), parse_date(line)
    return _names_at_end(text, paragraphs), _date_in_run(text, paragraphs)


def _names_above(text: str, paragraphs: tuple[Paragraph, ...], index: int) -> tuple[str, ...]:
    names: list[str] = []
    for above in reversed(paragraphs[max(0, index - 30) : index]):
        name = re.sub(r"[\s\u3000]|&nbsp;", "", text[above.begin : above.end])
        if len(name) > 30 or not name or name[-1] in "。；：，、）" or marker_at(text, above.begin) or above.row:
            break
        names.append(name)
    return tuple(reversed(names))


def _names_at_end(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """The signature block of a copy without a date: at least two short names under the text."""
    names = _names_above(text, paragraphs, len(paragraphs))
    return names if len(names) > 1 and all(_BODY.search(name) for name in names) else ()


_BODY = re.compile(r"(?:部|委|局|署|厅|办|会|院|行|府|社|室|组|委员会|公司)$")
_RUN_SIGNATURE = re.compile(
    r"(?:。|\s|\u3000)([一-鿿]{2,20}?(?:部|委|局|署|厅|办|会|院|府|室))[\s\u3000]*([12]\d{3}年\d{1,2}月\d{1,2}日)(?=[\s\u3000]*(?:（|\Z|\n))"
)


def _date_in_run(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """The signing date inside a line that lost its breaks: …贯彻落实。国务院办公厅2020年11月1日（此件公开发布）."""
    if not paragraphs:
        return ""
    match = _RUN_SIGNATURE.search(text, paragraphs[0].begin, paragraphs[-1].end)
    return parse_date(match[2]) if match else ""


def _issuers(matter: FrontMatter, title: str, signers: tuple[str, ...], ontology: Ontology) -> tuple[str, ...]:
    named = matter.facts.get("issuer", "")
    from_title = _ISSUED_TITLE.match(title)
    prefix = from_title["issuer"] if from_title else ""
    joint = [name for name in re.split(r"[\s\u3000、，]+", prefix) if name]
    if joint and all(_BODY.search(name) for name in joint):
        if len(joint) == 1 and len(signers) > 1 and joint[0] in signers:
            return signers
        return tuple(joint)
    if signers and all(_BODY.search(name) for name in signers):
        return signers
    return tuple(name for name in re.split(r"[\s\u3000、，；;]+", named) if name)


def _addressees(text: str, head: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """The bodies a document is addressed to, as one line; a copy may run title, number and them together."""
    for paragraph in head:
        line = text[paragraph.begin : min(paragraph.end, paragraph.begin + 500)]
        number = NUMBER.search(line)
        start = number.end() if number else 0
        match = _ADDRESSEE.match(line, start)
        if match and match[0].startswith(_ADDRESSED):
            return (re.split(r"[：:]", match[0])[0].strip(),)
    return ()


_ANNEXED = re.compile(r"(?:印发|转发|批转|公布|发布)《(?P<title>[^》]{4,80})》")


def _annexed_titles(text: str, matter: FrontMatter, title: str) -> tuple[str, ...]:
    """The own titles of what a notice issues or forwards: people cite the plan, not the notice around it."""
    if not title.endswith("通知"):
        return ()
    found = [m["title"] for m in _ANNEXED.finditer(text, matter.begin, min(matter.end, matter.begin + 1500))]
    leading = re.search(
        r"(?:^|\n)[\s\u3000]*(?:现将)?《(?P<title>[^》]{4,80})》(?:已经|印发|（以下|现印发)",
        text[matter.begin : matter.begin + 1500],
    )
    if leading:
        found.append(leading["title"])
    return tuple(dict.fromkeys(_fold_spaces(name) for name in found if name != title))
