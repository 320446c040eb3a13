"""Who is told to act: the names of bodies inside a clause (支持|规模以上企业|设立研发机构)."""

from collections.abc import Iterator

from .measure_words import Words
from .segmentation import Token, segment

_GOES_ON = ("的", "、", "和", "与", "及", "或", "/", "以及")
_AMOUNT = ("一", "若干", "各类", "多个", "更多", "具有")
_LONG = 4  # characters: an entry of the segmenter's dictionary that may be two words
_NAME = 4  # characters: 创新|创业人才, 养护|企业; more is a verb with its object
_VERB = frozenset(("verb", "compound"))
_NO_NAME = frozenset(("verb", "compound", "effect", "frame", "adverb", "manner", "auxiliary"))
_PREDICATE = frozenset(("verb", "compound", "intransitive", "adverb", "frame", "auxiliary", "manner", "effect"))


class Clause:
    """The text of a clause without white space; its words are cut when first asked for.

    ``names`` are the places where the names of agencies, divisions and groups end that have been found before.
    """

    __slots__ = ("_starts", "_tokens", "names", "text", "words")

    def __init__(self, text: str, words: Words, names: tuple[int, ...] = ()) -> None:
        self.text = text
        self.words = words
        self.names = names
        self._tokens: tuple[Token, ...] | None = None
        self._starts: dict[int, Token] = {}

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the clause."""
        if self._tokens is None:
            tokens: list[Token] = []
            for token in segment(self.text):
                if token[1] - token[0] < _LONG:
                    tokens.append(token)
                else:
                    tokens += self._parts(token)
            self._tokens = tuple(tokens)
            self._starts = {token.begin: token for token in tokens}
        return self._tokens

    def _parts(self, token: Token) -> tuple[Token, ...]:
        """Part a long entry of the segmenter's dictionary that hides one of our words: 积极|开展, 企业|应用."""
        form, _ = self.words.at(self.text, token.begin)
        body = None if form else self.words.bodies.match(self.text, token.begin)
        place = body.end() if body else token.begin + len(form)
        if not token.begin < place < token.end - 1:
            return (token,)
        return Token(token.begin, place, token.tag), Token(place, token.end, token.tag)

    def token_at(self, place: int) -> Token | None:
        """Return the word that starts at a place."""
        return self._starts.get(place) if self.tokens else None

    def cut_at(self, place: int) -> bool:
        """Tell whether a word starts or the clause ends at a place."""
        if place >= len(self.text) or self.token_at(place) is not None:
            return True
        # 消费地以…为…: the segmenter sometimes ties 以 to the word before.
        return self.text[place] == "以" and "为" in self.text[place:]

    def is_named(self, place: int) -> bool:
        """Tell whether a verb starts here that only names a thing: 建设|单位, 试点|工作."""
        match = self.words.named.match(self.text, place)
        return match is not None and self.cut_at(match.end())


def body_end(clause: Clause, begin: int, *, ends: bool = False, strict: bool = False) -> int:
    """Return where the body that a clause names from a place on ends; -1 where what stands there is no body.

    A body ends in one of the rule file's words (企业, 院校, 各县（市）) and something that it is to do follows. With
    ``ends`` it may also stand at the end of the clause (扶持小微企业). ``strict`` does not take a verb for its act
    that could be part of a longer name (推动|县域创新创业平台|升级). A 等 behind it is not part of it.

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.ingest.measure_words import measure_words
    >>> words = measure_words(load_ontology())
    >>> [body_end(Clause(text, words), 2) for text in ("支持小微企业应用新技术", "支持企业技术改造项目")]
    [6, -1]
    """
    text = clause.text
    first = before_more = -1
    for end in _ends(clause, begin):
        if text.startswith("（", end):
            end = text.find("）", end) + 1 or end
        first = end if first < 0 else first
        more = text.startswith("等", end)
        behind = end + more
        if text.startswith(_GOES_ON, behind):
            continue
        if behind >= len(text):
            if not (ends or more) or _frame_inside(clause, begin, begin, end):
                break
            return end if _is_named(clause, begin, first, end) else -1
        if _acts(clause, behind, strict=strict, free=more):
            return end if _is_named(clause, begin, first, end) else -1
        if more and before_more < 0:
            before_more = end
    return before_more if before_more > 0 and _is_named(clause, begin, first, before_more) else -1


def _ends(clause: Clause, begin: int) -> Iterator[int]:
    """Yield where the name of a body may end, from left to right."""
    matches = clause.words.bodies.finditer(clause.text, begin)
    found = {match.end(): match.end() - match.start() for match in matches if match.end() - begin > 1}
    names = [end for end in clause.names if end - begin > 1]
    for end in sorted({*found, *names}) if names else found:
        if end in names or (clause.cut_at(end) and (found[end] > 1 or _is_name(clause, end))):
            yield end


def _is_named(clause: Clause, begin: int, first: int, end: int) -> bool:
    """Tell whether the words up to a body's end name it: 创新创业人才 and 参与整改的企业 do, 建设一批县域 does not.

    ``first`` is where the first body of a list ends.
    """
    text, words = clause.text, clause.words
    if text[begin] in "“《" and not {"”", "》"} & set(text[begin:end]):
        return False
    form, parts = words.at(text, begin)
    inner = text[begin + len(form) : end]
    if not _NO_NAME.isdisjoint(parts):
        named = "modifier" in parts and first - begin - len(form) <= _NAME
        if not named and ("的" not in inner or inner.startswith(_AMOUNT)):
            return False
    # 疾病防治技术|在县域: what a preposition leads is no part of the name, unless a 的 closes it.
    return not _frame_inside(clause, begin, text.rfind("的", begin, end) + 1 or begin, end)


def _frame_inside(clause: Clause, begin: int, place: int, end: int) -> bool:
    """Tell whether a preposition, or a verb that addresses others (用于支持…), stands between two places."""
    text, words = clause.text, clause.words
    for token in clause.tokens:
        if not max(place, begin + 1) <= token.begin < end or text[token.begin] in "与以为":
            continue
        form, parts = words.at(text, token.begin)
        if "frame" in parts and token.end - token.begin == 1:
            return True
        verb = parts.get("verb")
        if ("placing" in parts and "predicate" in parts) or (verb is not None and verb.takes_actor and len(form) > 1):
            return "modifier" not in parts and form != "组织"
    return False


def _acts(clause: Clause, place: int, *, strict: bool, free: bool) -> bool:
    """Tell whether what follows a name is something to do."""
    text, words = clause.text, clause.words
    form, parts = words.at(text, place)
    if not _PREDICATE.isdisjoint(parts):
        if not (free or clause.cut_at(place)) or clause.is_named(place):
            return False
        end = place + len(form)
        if "adverb" in parts and _VERB.isdisjoint(parts):
            return _leads(clause, end)
        if "modifier" not in parts or ("intransitive" in parts and end >= len(text)):
            return True
        if strict:
            return "predicate" in parts
        return not _is_part_of_name(clause, end)
    if "stop" in parts:
        return False
    token = clause.token_at(place)
    if token is None or token.end >= len(text):
        return False
    if token.tag in ("d", "p"):
        return True
    # An unknown verb counts where another verb or a number follows; the segmenter's v alone is often a noun (知识).
    behind = clause.token_at(token.end)
    follows = words.at(text, token.end)[1]
    known = not _PREDICATE.isdisjoint(follows)
    return token.tag == "v" and (known or (behind is not None and behind.tag in ("v", "m")))


def _leads(clause: Clause, place: int) -> bool:
    """Tell whether an adverb that ends at a place leads to a verb: 积极|参与 does, 系统|方案 does not."""
    _, parts = clause.words.at(clause.text, place)
    if not _PREDICATE.isdisjoint(parts):
        return True
    token = clause.token_at(place)
    return clause.text.startswith("地", place) or (token is not None and token.tag in ("v", "d", "p"))


def _is_part_of_name(clause: Clause, place: int) -> bool:
    """Tell whether a noun-like verb that ends at a place belongs to a longer name: 企业厂房|改造, 农村发展|研究院等."""
    text, words = clause.text, clause.words
    if place >= len(text):
        return True
    body = words.bodies.match(text, place)
    if body and text.startswith(("等", "、"), body.end()):
        return True
    # 人才改革举措|在新区先行先试: where a preposition leads to another verb, that one is the act.
    if any(token.begin > place and text[token.begin : token.end] in ("在", "向", "由") for token in clause.tokens):
        return True
    return words.plays(text[clause.tokens[-1].begin :], "deverbal")


def _is_name(clause: Clause, end: int) -> bool:
    """Tell whether a body's one-character name (县, 村) is a word or a name's last character, not part of 返乡."""
    token = next(token for token in clause.tokens if token.end >= end)
    return token.tag != "v"
