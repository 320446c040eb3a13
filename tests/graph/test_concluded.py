"""Which document a citation means."""

from dataclasses import replace
from itertools import permutations

import pytest

from zhengtu.graph.concluded import resolve_citations
from zhengtu.graph.opening import open_store
from zhengtu.graph.quads import record_quads
from zhengtu.graph.shared_names import prune_shared_names
from zhengtu.graph.store import Store
from zhengtu.ingest.document_id import document_id
from zhengtu.ingest.finding import Citation
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology

IRI = "https://w3id.org/zhengtu/id/document/"


def citing(record: Record, *cited: tuple[str, str, str]) -> Record:
    """Return a record that cites (title, number, issuer), each with the same words of its text."""
    text = record.source.text
    return replace(record, citations=tuple(Citation(t, n, "basis", text[:5], 0, 5, issuer) for t, n, issuer in cited))


def titled(record: Record, title: str, number: str = "", *issuers: str, aliases: tuple[str, ...] = ()) -> Record:
    identifier = document_id(number, title, issuers)
    document = replace(record.document, id=identifier, title=title, number=number, issuers=issuers, aliases=aliases)
    return replace(record, document=document)


def resolved(store: Store) -> dict[str, str]:
    answer = store.select("SELECT ?cited ?document WHERE { GRAPH ?g { ?cited zt:resolvesTo ?document } }")
    return {str(row["cited"]).removeprefix(IRI): str(row["document"]).removeprefix(IRI) for row in answer.plain()}


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        (("北川省乡村科技振兴规划(2031-2035年)", "", ""), "北政发-2031-7"),
        (("《北川省 乡村科技振兴规划（2031—2035年）》", "", ""), "北政发-2031-7"),
        (("乡村科技振兴规划（2031－2035年）", "", ""), "北政发-2031-7"),  # the title of its annex
        (("乡村科技振兴规划", "", ""), None),
        (("北川省乡村科技振兴规划（2036－2040年）", "", ""), None),
        (("北川省乡村科技振兴规划（2031－2035年）", "北政发〔2031〕8号", ""), None),  # another number
        (("关于办好驿站的意见", "", "南溪县人民政府"), "南政发-2031-3"),
        (("关于办好驿站的意见", "", "西岭县人民政府"), None),
        (("关于办好驿站的意见", "", ""), None),  # whose?
        (("南溪县人民政府关于办好驿站的意见", "", ""), "南政发-2031-3"),
        (("规划", "", ""), None),  # a short name, which means something in one document only
    ],
)
def test_a_title_is_found_where_it_means_one_document(
    plan: Record, notice: Record, ontology: Ontology, cited: tuple[str, str, str], found: str | None
) -> None:
    known = replace(plan.document, aliases=(*plan.document.aliases, "规划"))
    opinion = titled(notice, "南溪县人民政府关于办好驿站的意见", "南政发〔2031〕3号", "南溪县人民政府")
    with open_store("memory:") as store:
        for record in (replace(plan, document=known), citing(opinion), citing(notice, cited)):
            store.replace_document(record_quads(record, ontology))
        resolution = resolve_citations(store)
        assert list(resolved(store).values()) == ([found] if found else [])
        assert (resolution.resolved, resolution.problems) == (1 if found else 0, ())


def test_a_number_needs_no_resolving(plan: Record, notice: Record, ontology: Ontology) -> None:
    with open_store("memory:") as store:
        for record in (plan, citing(notice, ("某规划", "北政发[2031]7号", ""))):
            store.replace_document(record_quads(record, ontology))
        resolve_citations(store)
        assert resolved(store) == {}
        answer = store.select("SELECT ?title WHERE { ?n eli:based_on ?p . ?p a zt:PolicyDocument ; rdfs:label ?title }")
        assert answer.plain() == ({"title": plan.document.title},)


def test_a_title_that_fits_two_documents_is_left_open(plan: Record, notice: Record, ontology: Ontology) -> None:
    twins = [replace(titled(plan, "工作实施方案样例"), citations=()) for _ in "ab"]
    twins = [replace(t, document=replace(t.document, id=f"twin-{n}", number="")) for n, t in enumerate(twins)]
    with open_store("memory:") as store:
        for record in (*twins, citing(notice, ("工作实施方案样例", "", ""))):
            store.replace_document(record_quads(record, ontology))
        resolution = resolve_citations(store)
        assert resolved(store) == {}
    (problem,) = resolution.problems
    assert (problem.where, problem.severity) == ("工作实施方案样例", "info")
    assert "fits 2 documents" in problem.what


def test_the_order_of_reading_does_not_matter(plan: Record, notice: Record, ontology: Ontology) -> None:
    other = citing(titled(notice, "另一份通知", "南政发〔2033〕1号"), ("乡村科技振兴规划（2031－2035年）", "", ""))
    dumps = set()
    for records in permutations((plan, notice, other)):
        with open_store("memory:") as store:
            for record in records:
                store.replace_document(record_quads(record, ontology))
                resolve_citations(store)
            dumps.add(store.dump_nquads())
    assert len(dumps) == 1


def test_everything_has_one_label_once_citations_are_resolved(plan: Record, notice: Record, ontology: Ontology) -> None:
    ways = ("全国乡村科技纲要", "《全国乡村科技纲要》", "全国 乡村科技纲要")
    others = [
        citing(titled(notice, f"通知{number}", f"南政发〔2033〕{number}号"), (way, "", ""))
        for number, way in enumerate(ways, start=1)
    ]
    with open_store("memory:") as store:
        store.load_vocabularies(ontology)
        for record in (plan, notice, *others):
            store.replace_document(record_quads(record, ontology))
        resolve_citations(store)
        several = store.select("SELECT ?x WHERE { ?x rdfs:label ?l } GROUP BY ?x HAVING (COUNT(?l) != 1)")
        assert several.rows == ()
        cited = store.select("SELECT ?label WHERE { ?x a zt:CitedDocument ; rdfs:label ?label } ORDER BY ?label")
        assert [row["label"] for row in cited.plain()] == ["全国乡村科技纲要", plan.document.title]


def test_what_is_no_longer_named_goes(plan: Record, notice: Record, ontology: Ontology) -> None:
    with open_store("memory:") as store, open_store("memory:") as fresh:
        for each in (store, fresh):
            each.load_vocabularies(ontology)
        store.replace_document(record_quads(plan, ontology))
        store.replace_document(record_quads(citing(notice, ("别的文件", "", "")), ontology))
        resolve_citations(store)
        later = replace(
            plan,
            mentions=(),
            responsibilities=tuple(r for r in plan.responsibilities if "science" not in r.agency),
        )
        for record in (later, notice):
            store.replace_document(record_quads(record, ontology))
            fresh.replace_document(record_quads(record, ontology))
        assert prune_shared_names(store) > 0
        for each in (store, fresh):
            resolve_citations(each)
        assert store.dump_nquads() == fresh.dump_nquads()


def test_a_name_that_only_one_text_had_goes_with_it(plan: Record, ontology: Ontology) -> None:
    renamed = replace(
        plan,
        responsibilities=tuple(replace(r, agent="省科学技术厅") for r in plan.responsibilities[:1]),
        mentions=(),
    )
    with open_store("memory:") as store:
        store.replace_document(record_quads(plan, ontology))
        store.replace_document(record_quads(renamed, ontology))
        prune_shared_names(store)
        names = store.select('SELECT ?name WHERE { ?a rdfs:label "北川省科学技术厅"@zh ; skos:altLabel ?name }')
        assert names.plain() == ({"name": "省科学技术厅"},)
