"""Other documents that a text names, and why: basis, implements, issues, forwards, repeals, amends, replaces, mentions.

The words next to a title say what is done with it, and the place says whether that is why this text is made
(落实《甲》，制定本方案) or work that it sets (各县要落实《甲》). The text's own title is never cited, only issued.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology, Rule

from .clauses import Span
from .document import Document
from .finding import Citation
from .outline import Outline, Passage
from .places import Places, read_places
from .titles import CitedTitle, find_numbers, find_titles, in_lists

_STRENGTH = ("issues", "forwards", "repeals", "replaces", "amends", "basis", "implements", "mentions")
_ACTS = ("issues", "forwards", "repeals", "replaces", "amends")  # their word stands behind the title
_REACH = 60  # characters before a list of titles in which its cue stands
_LONGEST_QUOTE = 160
_ET_CETERA = re.compile(
    r"\s*(?:等(?:有关|相关)?(?:法律法规|法律、法规|法规|文件|政策|规定|规章|党内法规|法律|制度|标准)?(?:文件)?)?(?:的)?\s*"
)
_FILLER = (
    r"(?:了|好|过)?(?:[^，。；：、《》（）]{0,12}(?:院|厅|府|会|部|委|局|办|省|市|县|国家|中央)"
    r"|[^，。；：、《》（）]{0,14}(?:印发|发布|制定|出台|颁布|公布|下发|批准|确定|提出|修订|修正|签署)的|修订后的|新的"
    # 贯彻落实党的二十大精神和《甲意见》: what stands before 和 shares the cue.
    r"|[^，。；：《》]{1,40}(?:、|和|及|以及|与|并))?"
)
_NOT = ("不再", "不", "停止", "暂停")
_FOR = re.compile(r"为(?:了|更好|深入|全面|认真|切实|进一步|坚决)*\Z")
_TITLE_END = re.compile(
    r"(?:的|实施)?(?:[^，。；《》]{0,8})(?:通知|公告|决定|意见|通告|函|批复|命令|令|方案|细则|办法|条例|措施)\s*\Z"
)
_ANNEX = re.compile(r"附件\s*\d{0,2}\s*[：:.．]?\s*(?:\d{1,2}[.．、])?\s*\Z")
_UNTIL = re.compile(r"(?:同时|自[^，。；]{2,20}?起|即行|均|予以|一并|也|随即|现|已|继续)*")
_PART = re.compile(r"(?:中|第|里|关于|有关)")
_ISSUER = re.compile(
    r"(?P<issuer>(?:[一-鿿]{2,16}、){0,4}[一-鿿]{1,16}?(?:国务院|院|厅|府|会|部|委|局|办|署|组|省|市))"
    r"(?:(?:联合)?(?:印发|发布|出台|下发|颁布|制定|公布)(?:的|了)?)?\Z"
)
_NO_ISSUER = re.compile(r"我|本|各|该|你|签署|部署|推动")
_ARTICLE_ONE = re.compile(r"第一条")
_OWN_NUMBER = re.compile(r"[（(]?[^（）()]{1,14}[〔\[【（(［﹝][12]\d{3}[〕\]】）)］﹞]\s*\d+\s*号[）)]?")
_FOLD = re.compile(r"[\s（）()〈〉《》“”\"]")


@dataclass(frozen=True, slots=True)
class _Cues:
    """The rules of the layer, compiled; patterns for cues before a title end where the title starts."""

    ground: re.Pattern[str]
    carry: re.Pattern[str]
    making: re.Pattern[str]
    demand: re.Pattern[str]
    issue: re.Pattern[str]
    forward: re.Pattern[str]
    titles: tuple[tuple[re.Pattern[str], str], ...]
    before: tuple[tuple[re.Pattern[str], str], ...]
    after: tuple[tuple[re.Pattern[str], str], ...]
    short: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words around a list of titles say: the relation and where the words start and end."""

    relation: str
    begin: int
    end: int


@lru_cache(maxsize=4)
def _cues(ontology: Ontology) -> _Cues:
    rules = ontology.rules["citations"]

    def words(aspect: str) -> str:
        found = [cue for rule in rules if rule.values["aspect"] == aspect for cue in rule.cues]
        return "|".join(re.escape(cue) for cue in sorted(found, key=lambda cue: (-len(cue), cue)))

    def sides(place: str) -> list[Rule]:
        wanted = ("repeal", "amend", "replace")
        return [rule for rule in rules if rule.values["place"] == place and rule.values["aspect"] in wanted]

    def one(rule: Rule) -> str:
        return "|".join(re.escape(cue) for cue in sorted(rule.cues, key=lambda cue: (-len(cue), cue)))

    return _Cues(
        ground=re.compile(rf"(?:{words('ground')}){_FILLER}\Z"),
        carry=re.compile(rf"(?:{words('carry')}){_FILLER}\Z"),
        making=re.compile(words("making")),
        demand=re.compile(words("demand")),
        issue=re.compile(words("issue")),
        forward=re.compile(words("forward")),
        titles=tuple(
            (re.compile(rf"(?:{one(rule)})\Z"), rule.values["relation"])
            for rule in rules
            if rule.values["aspect"] == "title"
        ),
        before=tuple((re.compile(rf"(?:{one(rule)})了?\Z"), rule.values["relation"]) for rule in sides("before")),
        after=tuple((re.compile(rf"(?:{one(rule)})"), rule.values["relation"]) for rule in sides("after")),
        short=frozenset(cue for rule in rules if rule.values["aspect"] == "short" for cue in rule.cues),
    )


def find_citations(outline: Outline, document: Document, ontology: Ontology) -> tuple[Citation, ...]:
    """Return the documents that a text names, each once with its strongest relation, in order.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "根据《甲法》和《乙条例》（甲令第7号），制定本办法。"
    >>> outline = Outline(text, passages=(Passage(0, len(text), "", "", "opening"),))
    >>> [(c.title, c.number, c.relation) for c in find_citations(outline, Document("d", "丙办法"), load_ontology())]
    [('甲法', '', 'basis'), ('乙条例', '甲令第7号', 'basis')]
    """
    cues = _cues(ontology)
    text = outline.text
    titles = find_titles(text)
    if not titles and "号" not in text:
        return ()
    places = read_places(outline)
    own = frozenset(map(_folded, (document.title, *document.aliases)))
    known = _Known({}, own, cues.short)
    best: dict[str, Citation] = {}
    # The title above a notice says less than its first sentence, and only what that does not say.
    groups = sorted(in_lists(text, titles), key=lambda group: _above(text, group, places))
    for group in groups:
        reading = _read(text, group, places, cues)
        if _above(text, group, places) and any(c.relation in ("issues", "forwards") for c in best.values()):
            continue
        for cited in group:
            title = known.resolve(cited)
            known.learn(cited, title)
            relation = reading.relation if reading else ""
            if not title or not relation or (_is_own(title, document, own) and relation not in ("issues", "forwards")):
                continue
            _keep(best, _citation(text, cited, title, relation, reading))
    spans = [(cited.begin, cited.end) for cited in titles]
    numbers = {citation.number for citation in best.values()}
    for citation in _numbered(text, document, places, spans, cues):
        if citation.number not in numbers:
            _keep(best, citation)
    return tuple(sorted(best.values(), key=lambda citation: (citation.begin, citation.end)))


def _keep(best: dict[str, Citation], citation: Citation) -> None:
    """Keep one citation for each document: the strongest relation, and the number wherever it is given."""
    key = _folded(citation.title) or citation.number
    old = best.get(key)
    if old is None or _STRENGTH.index(citation.relation) < _STRENGTH.index(old.relation):
        number = citation.number or (old.number if old else "")
        issuer = citation.issuer or (old.issuer if old else "")
        best[key] = Citation(
            citation.title, number, citation.relation, citation.quote, citation.begin, citation.end, issuer
        )


def _folded(title: str) -> str:
    return _FOLD.sub("", title)


def _is_own(title: str, document: Document, own: frozenset[str]) -> bool:
    """Whether a title is the document's own or that of the plan it issues."""
    folded = _folded(title)
    return folded in own or (len(folded) > 6 and f"印发{folded}的通知" in _folded(document.title))


@dataclass(slots=True)
class _Known:
    """The short forms a text has given to titles (以下简称《方案》), and the titles named so far."""

    aliases: dict[str, str]
    own: frozenset[str]
    short: frozenset[str]

    def resolve(self, cited: CitedTitle) -> str:
        """Return the full title that a title in the text stands for, "" for a short form of nothing named before."""
        if cited.title in self.aliases:
            return self.aliases[cited.title]
        if cited.title not in self.short:
            return cited.title
        for title in reversed(list(self.aliases.values())):
            if _folded(title).endswith(_folded(cited.title)):
                return title
        return ""

    def learn(self, cited: CitedTitle, title: str) -> None:
        """Remember a title and the short form given with it."""
        if title:
            self.aliases[title] = title
            if cited.alias:
                self.aliases[cited.alias] = title


def _read(text: str, group: tuple[CitedTitle, ...], places: Places, cues: _Cues) -> _Reading | None:
    """Read why a list of titles is named; None for titles in the lines around the text proper."""
    first, last = group[0].begin, group[-1].end
    passage = places.passage_at(first)
    if passage is None or _above(text, group, places):
        return _read_title_line(text, group, cues)
    if _ANNEX.search(text, max(passage.begin, first - 10), first):
        return _Reading("issues", first, last)
    begin, end = places.sentence_at(passage, first, last)
    clause = max(begin, first - _REACH, *(text.rfind(mark, begin, first) + 1 for mark in "，；：。"))
    tail = _ET_CETERA.match(text, last, end)
    behind = tail.end() if tail else last
    ground = cues.ground.search(text, clause, first)
    for pattern, relation in cues.after:
        if ground and relation == "amends":
            continue  # 根据《甲规划》修订年度计划 changes the yearly plan
        start = _UNTIL.match(text, behind, end)
        found = pattern.match(text, start.end() if start else behind, end) or pattern.match(text, last, end)
        if found:
            return _Reading(relation, first, found.end())
    for pattern, relation in cues.before:
        found = pattern.search(text, clause, first)
        if found and not _PART.match(text, last):
            return _Reading(relation, found.start(), last)
    carry = cues.carry.search(text, clause, first)
    if ground is None and carry is None:
        for pattern, relation in ((cues.forward, "forwards"), (cues.issue, "issues")):
            issued = pattern.search(text, last, end)
            if issued:
                return _Reading(relation, first, issued.end())
        return _Reading("mentions", first, last)
    found = carry if ground is None or (carry and carry.start() > ground.start()) else ground
    at = found.start() if found else first
    if text[clause:at].endswith(_NOT):
        return _Reading("mentions", at, last)
    if _founds(text, (begin, end), (at, first), passage, places, cues):
        return _Reading("basis", at, last)
    if found is carry or cues.demand.match(text, behind, end) or cues.demand.match(text, last, end):
        return _Reading("implements", at, last)
    return _Reading("mentions", at, last)


def _founds(text: str, sentence: Span, cue: Span, passage: Passage, places: Places, cues: _Cues) -> bool:
    """Whether the sentence says why this text is made."""
    if cues.making.search(text, cue[1], sentence[1]) or places.article_of(passage) == "第一条":
        return True
    if passage.kind == "opening":
        # 为贯彻落实《甲》，加快发展。现提出如下意见。
        purpose = _FOR.search(text, sentence[0], cue[0]) is not None
        return purpose or cues.making.search(text, sentence[0], passage.end) is not None
    return passage.kind == "principles" and not places.article_of(passage)


def _above(text: str, group: tuple[CitedTitle, ...], places: Places) -> bool:
    """Whether titles stand in the lines above the text: in a title (关于印发《…》的通知), not in a sentence."""
    passage = places.passage_at(group[0].begin)
    if passage is None:
        return True
    ends = passage.kind == "opening" and _TITLE_END.match(text, group[-1].end, passage.end) is not None
    return ends and "。" not in text[passage.begin : passage.end]


def _read_title_line(text: str, group: tuple[CitedTitle, ...], cues: _Cues) -> _Reading | None:
    """Read a title in the lines above the text: 关于印发《…》的通知."""
    first, last = group[0].begin, group[-1].end
    for pattern, relation in cues.titles:
        if pattern.search(text, max(0, first - 8), first):
            return _Reading(relation, first, last)
    for pattern, relation in cues.before:
        if pattern.search(text, max(0, first - 8), first):
            return _Reading(relation, first, last)
    return None


def _citation(text: str, cited: CitedTitle, title: str, relation: str, reading: _Reading | None) -> Citation:
    begin, end = cited.begin, cited.end
    if reading and (relation != "mentions" or text[reading.begin] != "《"):
        begin = reading.begin if cited.end - reading.begin <= _LONGEST_QUOTE else begin
        end = max(end, reading.end) if relation in _ACTS else end
        end = end if end - begin <= _LONGEST_QUOTE else cited.end
    return Citation(title, cited.number, relation, text[begin:end], begin, end, _issuer(text, cited))


def _issuer(text: str, cited: CitedTitle) -> str:
    """Return who issued a document where the text names the body right before its title, "" elsewhere."""
    start = max(0, cited.begin - _REACH, *(text.rfind(mark, 0, cited.begin) + 1 for mark in "，；：。》（）\n"))
    words = re.sub(r"^.*(?:根据|依据|按照|依照|落实|贯彻|执行|实施|遵照|以及|和|与|年)", "", text[start : cited.begin])
    match = _ISSUER.search(words.strip("、 \u3000"))
    return match["issuer"] if match and match.start() == 0 and not _NO_ISSUER.search(match["issuer"]) else ""


def _numbered(
    text: str, document: Document, places: Places, spans: list[tuple[int, int]], cues: _Cues
) -> Iterator[Citation]:
    """Yield documents named by their number alone (按照国发〔2019〕4号文件要求)."""
    for written, begin, end in find_numbers(text):
        passage = places.passage_at(begin)
        if passage is None or passage.kind == "closing" or any(a <= begin < b for a, b in spans):
            continue
        words = re.sub(r"^.*(?:根据|依据|按照|依照|按|落实|贯彻|执行|实施|以及|和|与|及|废止|转发)", "", written)
        number = re.sub(r"\s", "", words)
        start = end - len(words)
        if number == document.number or _OWN_NUMBER.fullmatch(text[passage.begin : passage.end].strip()):
            continue
        stand_in = CitedTitle("", number, "", start, end)
        reading = _read(text, (stand_in,), places, cues)
        if reading and (reading.begin < start or text.startswith(("文件", "文", "号文"), end)):
            yield _citation(text, stand_in, "", reading.relation, reading)
