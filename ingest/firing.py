"""Whether a rule fires in a sentence, told by what the extractors find in it.

Each function answers for one layer: True or False, or None for a rule whose values no extractor knows. The sentence
is read as the body of a small county document, so that 县 and 区 words have a place to mean.
"""

from collections.abc import Callable

from zhengtu.ontology import Ontology, Rule

from .citations import find_citations
from .deadlines import find_deadlines
from .document import Document
from .duty_cues import duty_cues
from .facts import document_type
from .finding import Responsibility
from .front_matter import read_front_matter
from .instruments import find_instrument
from .mentions import find_mentions
from .outline import Outline, Passage
from .programme_names import find_programme_names
from .responsibilities import find_responsibilities
from .section_tree import section_kind
from .structure import split_sections
from .titles import find_titles

Fires = Callable[[Rule, str, Ontology], bool | None]

DOCUMENT = Document("example", "安吉县工作方案", level="county", jurisdiction="330523")
_HEAD = "一、重点任务\n（一）示例事项\n"
_YEARLY = "2030年工作要点\n"  # 年内 means nothing in a text without a year
_NO_KIND = "?"
_WHOLE_NATION = ("国家", "全国", "中国")


def passage_of(sentence: str, kind: str = "tasks") -> Outline:
    """Return the outline of a text that is one paragraph of one provision."""
    return Outline(sentence, passages=(Passage(0, len(sentence), "", "t1", kind),))


def responsibilities_of(sentence: str, ontology: Ontology) -> tuple[Responsibility, ...]:
    """Return the responsibilities that a sentence states as a paragraph below the heading of a task."""
    return find_responsibilities(split_sections(f"{_HEAD}{sentence}\n", ontology), DOCUMENT, ontology)


def firing_of_responsibilities(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where somebody answers for something by it."""
    if rule.values.get("form") == "past":
        return bool(duty_cues(ontology).past.search(sentence))
    if rule.values.get("form") not in ("tail", "joint", "label", "prose", "statement"):
        return None
    return any(found.rule == rule.id for found in responsibilities_of(sentence, ontology))


def firing_of_agencies(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where its words are part of a body's name as the rule says."""
    agents = [(found.agent, found.generic) for found in responsibilities_of(sentence, ontology)]
    mentions = find_mentions(passage_of(sentence), DOCUMENT, ontology)
    named = [(mention.text, mention.generic) for mention in mentions if mention.type == "Agency"]
    if rule.id == "level-words":
        return any(name.startswith(rule.cues) for name, _ in agents + named)
    if rule.id in ("body-endings", "persons"):
        return any(name.endswith(rule.cues) for name, _ in agents)
    if rule.id == "generic-scopes":
        return any(generic and any(cue in name for cue in rule.cues) for name, generic in agents)
    if rule.id == "generic-openings":
        return any(generic and name.startswith(rule.cues) for name, generic in agents)
    if rule.id == "generic-bodies":
        return any(generic and name in rule.cues for name, generic in agents)
    if rule.id == "industries":
        return any(generic and name.endswith(rule.cues) and name not in rule.cues for name, generic in agents)
    return None


def firing_of_sections(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where it alone, and the whole layer, says of a heading what it is about."""
    heading = next(iter(split_sections(f"{sentence}\n说明文字如下。\n", ontology).sections), None)
    kind = rule.values.get("kind", "")
    if kind:
        rules = ontology.rules["sections"]
        return heading is not None and (
            section_kind(heading.title, _NO_KIND, (rule,)) == section_kind(heading.title, _NO_KIND, rules) == kind
        )
    if rule.id == "standard-titles":
        return heading is not None and heading.run_in and heading.title in rule.cues
    return None


def firing_of_documents(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where a header line gives its field, or a title its type."""
    field, kind = rule.values.get("field", ""), rule.values.get("type", "")
    if field:
        return field in read_front_matter(f"{sentence}\n", ontology).facts
    return document_type(sentence, ontology) == kind if kind else None


def firing_of_programmes(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where a name has its form; the stop words fire where they keep a phrase from being a name."""
    spans = list(find_programme_names(sentence, 0, len(sentence), ontology))
    names = [sentence[begin:end] for begin, end in spans]
    form = rule.values.get("form", "")
    if form == "quoted":
        return any("“" in name and name.endswith(rule.cues) for name in names)
    if form == "governed":
        return any("“" not in sentence[begin:end] and sentence[:begin].endswith(rule.cues) for begin, end in spans)
    if form == "ending":
        return any(name.endswith(rule.cues) for name in names)
    if form == "weak-ending":
        return any(name.startswith(_WHOLE_NATION) and name.endswith(rule.cues) for name in names)
    if form == "stop":
        return not names and any(cue in sentence for cue in rule.cues)
    return None


def firing_of_deadlines(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where work is due, where a date is none of a deadline, or where a column holds dates."""
    aspect = rule.values.get("aspect", "")
    if aspect in ("done", "standing"):
        text = _YEARLY + sentence
        body = Passage(len(_YEARLY), len(text), "", "t1", "tasks")
        found = find_deadlines(Outline(text, passages=(body,)), ontology)
        return bool(found) if aspect == "done" else not found
    if aspect == "column":
        table = f"{_HEAD}重点任务 | {sentence}\n改造老旧管网设施 | 2030年6月\n"
        return bool(find_deadlines(split_sections(table, ontology), ontology))
    return None


def firing_of_citations(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where a document is cited for its reason; short titles fire where they are not cited themselves."""
    aspect, relation = rule.values.get("aspect", ""), rule.values.get("relation", "")
    if not aspect or not relation:
        return None
    # Titles stand above the text, grounds and acts of issuing in its first sentences, work to do in its provisions.
    kind = "opening" if aspect in ("title", "issue", "forward", "making", "ground") else "tasks"
    citations = find_citations(passage_of(sentence, kind), DOCUMENT, ontology)
    if aspect == "short":
        short = {title.title for title in find_titles(sentence)} & set(rule.cues)
        return bool(short) and not any(citation.title in short for citation in citations)
    return any(citation.relation == relation for citation in citations)


def firing_of_instruments(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where its instrument is the one that a clause's words speak for."""
    instrument = rule.values.get("instrument", "")
    return find_instrument(sentence, ontology) == instrument if instrument else None
