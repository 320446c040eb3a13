"""The whole way from a file to its record."""

from pathlib import Path

from zhengtu.ontology import Ontology

from .citations import find_citations
from .deadlines import find_deadlines
from .facts import read_document
from .front_matter import read_front_matter
from .inheritance import conclude_inherited
from .measures import find_measures
from .mentions import find_mentions
from .problem import Problem
from .reading import read_source
from .record import Record
from .responsibilities import find_responsibilities
from .source import Source
from .structure import split_sections
from .targets import find_targets


def extract_file(path: Path, ontology: Ontology) -> Record:
    """Read a file and extract its record; raise UnreadableSource with one clear problem where that cannot be done."""
    source, problems = read_source(path)
    return extract(source, ontology, problems)


def extract_text(text: str, ontology: Ontology, uri: str = "") -> Record:
    """Extract the record of a text that is in memory already.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "某县工作方案\\n一、重点任务\\n（一）修路。修好农村公路。（县财政局负责）"
    >>> record = extract_text(text, load_ontology())
    >>> [(r.agent, r.role) for r in record.responsibilities]
    [('县财政局', 'responsible')]
    """
    from hashlib import sha256

    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return extract(Source(uri or f"text:{digest[:12]}", "text/plain", digest, text), ontology)


def extract(source: Source, ontology: Ontology, problems: tuple[Problem, ...] = ()) -> Record:
    """Extract the record of a source: a function of its text and the dictionary alone."""
    text = source.text
    matter = read_front_matter(text, ontology)
    document = read_document(text, matter, ontology, source.sha256)
    outline = split_sections(text, ontology, matter.begin, matter.end)
    mentions = find_mentions(outline, document, ontology, matter.begin, matter.end)
    stated = find_responsibilities(outline, document, ontology)
    return Record(
        document=document,
        source=source,
        sections=outline.sections,
        tasks=outline.tasks,
        measures=find_measures(outline, mentions, ontology),
        responsibilities=stated + conclude_inherited(outline, stated),
        targets=find_targets(outline, ontology),
        deadlines=find_deadlines(outline, ontology),
        citations=find_citations(outline, document, ontology),
        mentions=mentions,
        problems=(*problems, *_doubts(source, document.title, len(outline.sections))),
    )


def _doubts(source: Source, title: str, sections: int) -> tuple[Problem, ...]:
    doubts = []
    if not title:
        doubts.append(
            Problem(source.uri, "no title was found", "put the title on the first line, or in front matter as 标题:")
        )
    if not sections:
        doubts.append(
            Problem(
                source.uri, "no headings were found", "check that this is a policy text with 一、 or 第一条", "info"
            )
        )
    return tuple(doubts)
