"""What stands around a text in a copy: a page's header table, YAML front matter, 【字段】 records.

These forms name the facts of a document outright; the text proper begins behind them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhengtu.ontology import Ontology

_YAML = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_YAML_LINE = re.compile(r"(?P<key>[^\s:：#]{1,12})[ \t]*[:：][ \t]*(?P<value>.*)")
_BRACKET = re.compile(r"【(?P<key>[^】\n]{2,8})】[ \t\u3000]*(?P<value>[^\n]*)")
_PAIR = re.compile(r"(?P<key>[^\s|：:]{2,6})[ \u3000]*[：:][ \t\u3000]*(?:\|[ \t]*)?(?P<value>[^|\n]*)")
_HEAD_LINES = 30
_BODY_FIELD = "正文"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The named facts (``title``, ``number``, ``issuer``, ``issued`` …) and where the text proper begins and ends."""

    begin: int
    end: int
    facts: Mapping[str, str] = field(default_factory=dict)


def read_front_matter(text: str, ontology: Ontology) -> FrontMatter:
    """Read the named facts of a copy and the span of its text.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "---\\n文号: 安政发〔2022〕3号\\n---\\n一、总体要求"
    >>> matter = read_front_matter(text, load_ontology())
    >>> matter.facts["number"], text[matter.begin:]
    ('安政发〔2022〕3号', '一、总体要求')
    """
    names = _field_names(ontology)
    start = 1 if text.startswith("\ufeff") else 0
    yaml = _YAML.match(text, start)
    if yaml:
        facts: dict[str, str] = {}
        for line in yaml["fields"].splitlines():
            pair = _YAML_LINE.match(line.strip())
            if pair and pair["key"] in names:
                facts.setdefault(names[pair["key"]], pair["value"].strip().strip("\"'"))
        return FrontMatter(yaml.end(), len(text), _present(facts))
    if text.startswith("【", start):
        return _bracket_record(text, start, names)
    return _header(text, start, names)


def _field_names(ontology: Ontology) -> dict[str, str]:
    names: dict[str, str] = {}
    for rule in ontology.rules.get("documents", ()):
        fact = rule.values.get("field")
        if fact:
            names.update(dict.fromkeys(rule.cues, fact))
    return names


def _present(facts: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in facts.items() if value}


def _bracket_record(text: str, start: int, names: dict[str, str]) -> FrontMatter:
    """A record of 【字段】 lines; the field of the text itself spans many lines, and further fields may follow it."""
    facts: dict[str, str] = {}
    begin, end = start, len(text)
    body_seen = False
    for match in _BRACKET.finditer(text, start):
        if match.start() > start and text[match.start() - 1] != "\n":
            continue
        key = match["key"]
        if key.endswith(_BODY_FIELD):
            begin, end = match.start("value"), len(text)
            body_seen = True
            continue
        known = names.get(key)
        if known:
            facts.setdefault(known, match["value"].strip())
        elif not facts and not body_seen and not match["value"].strip().isascii():
            # 【中国林业法规】 and its like name the collection and give the title.
            facts["title"] = match["value"].strip()
        if body_seen:
            if known or end < len(text):
                end = min(end, match.start())
        else:
            newline = text.find("\n", match.end())
            begin = len(text) if newline < 0 else newline + 1
    if not body_seen:
        begin = _skip_links(text, begin)
    return FrontMatter(begin, end, _present(facts))


def _skip_links(text: str, begin: int) -> int:
    while text.startswith(("原文链接", "官方链接", "http"), begin):
        newline = text.find("\n", begin)
        if newline < 0:
            return len(text)
        begin = newline + 1
    return begin


def _header(text: str, start: int, names: dict[str, str]) -> FrontMatter:
    """The header table of government pages (索引号 … 发文字号 …) and the source lines of others."""
    facts: dict[str, str] = {}
    begin = position = start
    text_seen = False  # a source line below the title leaves the title in the text
    for _ in range(_HEAD_LINES):
        newline = text.find("\n", position)
        stop = len(text) if newline < 0 else newline
        line = text[position:stop]
        pairs = [m for m in _PAIR.finditer(line) if m["key"] in names] if len(line) < 300 else []
        if pairs and (len(pairs) > 1 or "|" in line or line.strip().startswith(pairs[0]["key"])):
            for pair in pairs:
                facts.setdefault(names[pair["key"]], pair["value"].strip())
            if not text_seen:
                begin = stop + 1
        elif line.strip():
            if begin > start or len(line) > 60:
                break
            text_seen = True
        if newline < 0:
            break
        position = stop + 1
    return FrontMatter(min(begin, len(text)), len(text), _present(facts))
