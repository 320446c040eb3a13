"""Names are resolved as people write them; what is doubtful is asked back, never guessed."""

import pytest

from zhengtu.graph import Store
from zhengtu.queries.error import UnresolvedNameError
from zhengtu.queries.names import resolve

BASE = "https://w3id.org/zhengtu/id/"


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("agency", "科学技术部", "agency/most"),
        ("agency", "科技部", "agency/most"),
        ("agency", " 科技部 ", "agency/most"),
        ("agency", "agency:most", "agency/most"),
        ("agency", f"{BASE}agency/most", "agency/most"),
        ("agency", f"<{BASE}agency/most>", "agency/most"),
        ("agency", "安吉县科技局", "agency/330523/keji"),
        ("agency", "长兴县科学技术局", "agency/330522/keji"),
        ("division", "安吉", "division/330523"),
        ("division", "安吉县", "division/330523"),
        ("division", "330523", "division/330523"),
        ("division", "３３０５２３", "division/330523"),
        ("division", "浙江安吉", "division/330523"),
        ("division", "浙江省湖州市安吉县", "division/330523"),
        ("division", "北京朝阳区", "division/110105"),
        ("division", "吉林省朝阳区", "division/220104"),
        ("document", "国发〔2030〕1号", "document/国发-2030-1"),
        ("document", "国发[2030]1号", "document/国发-2030-1"),
        ("document", "国发-2030-1", "document/国发-2030-1"),
        ("document", "《全国乡村创新规划》", "document/国发-2030-1"),
        ("document", "全国 乡村创新规划", "document/国发-2030-1"),
        ("document", "乡村创新规划", "document/国发-2030-1"),
        ("document", "安吉", "document/安政发-2030-15"),
        ("document", "创新发展纲要", "document/创新发展纲要"),
    ],
)
def test_a_name_as_people_write_it_is_resolved(kind: str, text: str, iri: str, model: Store) -> None:
    assert [name.iri for name in resolve(kind, text, model)] == [BASE + iri]


def test_a_title_that_a_document_of_the_store_has_never_means_the_one_that_is_only_cited(model: Store) -> None:
    assert resolve("document", "浙江省乡村创新意见", model)[0].iri == f"{BASE}document/浙政发-2030-8"


@pytest.mark.parametrize("text", ["牵头", "lead", "Lead"])
def test_a_role_has_a_name_in_both_languages(text: str, model: Store) -> None:
    assert [name.key for name in resolve("role", text, model)] == ["lead"]


def test_part_of_a_task_title_may_mean_several_tasks(model: Store) -> None:
    assert [name.label for name in resolve("task", "创新", model)] == ["创新能力明显增强", "完善创新平台"]


@pytest.mark.parametrize(
    ("kind", "text", "candidates"),
    [
        ("agency", "县科技局", ["长兴县科学技术局（县科技局）", "安吉县科学技术局（县科技局）"]),
        ("division", "朝阳区", ["朝阳区（北京市 110105）", "朝阳区（吉林省 220104）"]),
        (
            "document",
            "乡村创新",
            [
                "全国乡村创新规划（国发〔2030〕1号）",
                "安吉县乡村创新方案（安政发〔2030〕15号）",
                "浙江省乡村创新意见（浙政发〔2030〕8号）",
            ],
        ),
    ],
)
def test_a_name_that_several_things_have_is_asked_back(
    kind: str, text: str, candidates: list[str], model: Store
) -> None:
    with pytest.raises(UnresolvedNameError) as error:
        resolve(kind, text, model)
    assert error.value.ambiguous
    assert list(error.value.candidates) == candidates


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("agency", "科技步", "科学技术部（科技部）"),
        ("division", "安几县", "安吉县（浙江省湖州市 330523）"),
        ("document", "国发〔2030〕2号", "全国乡村创新规划（国发〔2030〕1号）"),
        ("role", "牵头单位们", "牵头"),
    ],
)
def test_an_unknown_name_is_told_with_those_that_look_alike(kind: str, text: str, meant: str, model: Store) -> None:
    with pytest.raises(UnresolvedNameError) as error:
        resolve(kind, text, model)
    assert not error.value.ambiguous
    assert meant in error.value.candidates


@pytest.mark.parametrize("text", ["", "  ", "《》", "完全不相干的名称啊啊啊", "https://example.org/x", '"; DROP ALL'])
def test_what_means_nothing_here_is_not_guessed(text: str, model: Store) -> None:
    with pytest.raises(UnresolvedNameError, match="库中没有"):
        resolve("agency", text, model)
