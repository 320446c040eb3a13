"""What a name in the text stands for, and what it is called in the graph."""

import pytest

from zhengtu.graph.entity import describe, parse_entity
from zhengtu.ontology import load_ontology


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        ("330523/science", "安吉县科学技术局"),
        ("330000/science", "浙江省科学技术厅"),
        ("310000/science", "上海市科学技术委员会"),
        ("310114/transport", "嘉定区交通委员会"),
        ("310000/finance", "上海市财政局"),
        ("330000/forestry", "浙江省林业局"),
        ("330523/government", "安吉县人民政府"),
        ("330523/office", "安吉县人民政府办公室"),
        ("330000/office", "浙江省人民政府办公厅"),
        ("110000/office", "北京市人民政府办公厅"),
        ("110105/office", "朝阳区人民政府办公室"),
        ("330523/organization", "中共安吉县委组织部"),
        ("450000/organization", "中共广西壮族自治区党委组织部"),
    ],
)
def test_a_department_has_the_name_of_its_level(entity: str, label: str) -> None:
    statements = list(describe(parse_entity(f"agency:{entity}"), "", load_ontology()))
    assert any(f'"{label}"@zh' in statement for statement in statements)
