"""``zhengtu export`` and ``zhengtu import-rdf``: what a user types, gets, and is told when it goes wrong."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from click.testing import Result

from zhengtu.cli.export import KINDS
from zhengtu.graph import open_store
from zhengtu.graph.export_network import FORMATS
from zhengtu.graph.network_measure import MEASURES
from zhengtu.graph.projection_file import load_projections

Run = Callable[..., Result]


def test_the_kinds_the_networks_and_the_formats_are_listed(zhengtu: Run) -> None:
    kinds, networks = zhengtu("export").stdout, zhengtu("export", "network").stdout
    assert all(kind in kinds for kind in KINDS)
    assert all(name in networks for name in (*load_projections(), *FORMATS))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_help(kind: str, zhengtu: Run) -> None:
    assert "--output" in zhengtu("export", kind, "--help").stdout


def test_a_network_is_written_in_the_format_that_the_name_tells(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    result = zhengtu("export", "network", "agency-agency", "--store", store, "--output", path)
    assert (result.exit_code, result.stdout) == (0, "")
    network = nx.read_graphml(path)
    assert f"{len(network)} 个节点，{network.number_of_edges()} 条边" in result.stderr


def test_a_network_is_printed_without_a_file(zhengtu: Run, store: Path) -> None:
    result = zhengtu("export", "network", "lead-support", "--format", "json", "--store", store)
    network = nx.node_link_graph(json.loads(result.stdout), edges="edges")
    assert any(said["quote"] for _, _, said in network.edges(data=True))


def test_several_files_go_into_a_folder_that_excel_reads(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    given = ("--format", "csv", "--bom", "--output", tmp_path / "n", "--store", store)
    assert zhengtu("export", "network", "agency-task", *given).exit_code == 0
    text = (tmp_path / "n" / "edges.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert {row["label"] for row in rows} >= {"牵头", "配合"}
    assert all(row["source_label"] and row["quote"] for row in rows)


def test_names_are_such_as_people_write(zhengtu: Run, store: Path) -> None:
    given = ("--document", "浙政办发〔2022〕900号", "--around", "省科技厅", "--format", "json", "--store", store)
    network = nx.node_link_graph(
        json.loads(zhengtu("export", "network", "agency-agency", *given).stdout), edges="edges"
    )
    (centre,) = (node for node in network if node.endswith("/330000/science"))
    assert set(network) == {centre, *network[centre]}


def test_a_node_may_also_be_a_task_or_a_programme(zhengtu: Run, store: Path) -> None:
    given = ("--around", "programme:星创天地", "--format", "json", "--store", store)
    network = json.loads(zhengtu("export", "network", "task-programme", *given).stdout)
    assert "星创天地" in {node["label"] for node in network["nodes"]}


def test_measures_become_columns_of_an_export(zhengtu: Run, store: Path) -> None:
    given = ("--measures", "--format", "json", "--store", store)
    network = json.loads(zhengtu("export", "network", "agency-agency", *given).stdout)
    assert all({"degree", "betweenness", "community"} <= set(node) for node in network["nodes"])
    assert all(isinstance(edge["bridge"], bool) for edge in network["edges"])


def test_measures_are_a_table_the_highest_first(zhengtu: Run, store: Path) -> None:
    given = ("--by", "betweenness", "--format", "json", "--store", store)
    found = json.loads(zhengtu("export", "measures", "agency-agency", *given).stdout)
    values = [row["betweenness"] for row in found["rows"]]
    assert values == sorted(values, reverse=True)
    assert found["whole"]["nodes"] == len(values)
    shown = zhengtu("export", "measures", "agency-agency", "--top", "2", "--store", store)
    assert shown.stdout.count("厅") + shown.stdout.count("局") >= 2
    assert "居间度" in shown.stdout
    assert "列出前 2 个" in shown.stderr


def test_measures_without_a_network_are_explained(zhengtu: Run) -> None:
    chinese, english = zhengtu("export", "measures").stdout, zhengtu("export", "measures", "--lang", "en").stdout
    for measure in MEASURES.values():
        assert measure.name in chinese
        assert measure.meaning.zh[:5] in chinese
        assert measure.meaning.en.split()[0] in english


def test_documents_are_compared(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    result = zhengtu("export", "measures", "documents", "--bom", "--output", path, "--store", store)
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row["level"] for row in rows] == ["national", "province", "county"]
    assert [int(row["depth_above"]) for row in rows] == [1, 2, 3]
    assert "%" in zhengtu("export", "measures", "documents", "--store", store).stdout


def test_a_workbook_of_measures_says_what_they_mean(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert zhengtu("export", "measures", "lead-support", "--output", path, "--store", store).exit_code == 0
    nodes, whole, meaning = openpyxl.load_workbook(path).worksheets
    assert (nodes.title, whole.title, meaning.title) == ("各节点", "整个网络", "指标说明")
    titles = [cell.value for cell in nodes[1]]
    explained = {row[0].value for row in meaning.iter_rows(min_row=2)}
    assert {"居间度", "核数"} <= set(titles) & explained


def test_nothing_to_measure_is_no_mistake(zhengtu: Run, store: Path) -> None:
    result = zhengtu("export", "measures", "agency-task", "--since", "2040", "--store", store)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有可测量的" in result.stderr


def test_an_empty_network_says_so_and_is_no_mistake(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.gexf"
    result = zhengtu("export", "network", "agency-task", "--since", "2040", "--output", path, "--store", store)
    assert result.exit_code == 0
    assert "网络是空的" in result.stderr
    assert len(nx.read_gexf(path)) == 0


def test_what_a_format_cannot_hold_is_told(zhengtu: Run, store: Path) -> None:
    result = zhengtu("export", "network", "agency-agency", "--format", "pajek", "--store", store)
    assert result.stdout.startswith("*Vertices ")
    assert "Pajek 只保存名称和权重" in result.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("netwrk",), "did you mean): network"),
        (("network", "agency-agencie"), "did you mean): agency-agency"),
        (("network", "agency-task", "--format", "gexff"), "did you mean): gexf"),
        (("network", "agency-task", "--format", "csv"), "--output"),
        (("network", "agency-task", "--since", "二〇二〇"), "不是日期"),
        (("network", "agency-task", "--hops", "-1"), "--hops"),
        (("rdf", "--output", "store.xyz"), ".nq"),
        (("rdf", "--licence", "mine"), "不是 IRI"),
        (("workbook", "--output", "a.xls"), ".xlsx"),
        (("workbook", "agency-duties", "--output", "a.xlsx"), "--agency"),
        (("measures", "agency-agencie"), "did you mean): agency-agency"),
        (("measures", "documnts"), "did you mean): documents"),
        (("measures", "agency-task", "--by", "betweeness"), "did you mean): betweenness"),
        (("measures", "agency-task", "--format", "xlxs"), "did you mean): xlsx"),
        (("measures", "agency-task", "--format", "xlsx"), "--output measures.xlsx"),
        (("measures", "agency-task", "--output", "a.txt"), "txt"),
        (("measures", "documents", "--type", "task"), "--type"),
        (("workbook", "targts", "--output", "a.xlsx"), "targets"),
    ],
)
def test_wrong_usage_is_told_in_one_line(given: tuple[str, ...], told: str, zhengtu: Run, store: Path) -> None:
    result = zhengtu("export", *given, *(("--store", store) if len(given) > 1 else ()))
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert told in line


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("network", "agency-task", "--output", "{tmp}/missing/a.gexf"), "没有这个文件夹"),
        (("network", "agency-task", "--output", "{tmp}"), "是文件夹"),
        (("network", "agency-task", "--type", "agncy"), "did you mean): agency"),
        (("network", "agency-task", "--link", "led"), "did you mean): lead"),
        (("network", "agency-task", "--document", "没有这份文件"), "没有这份文件"),
        (("network", "agency-task", "--around", "没有这个东西"), "没有这个东西"),
        (("annotations", "没有这份文件"), "没有这份文件"),
        (("rdf", "--output", "{tmp}/missing/a.nq"), "没有这个文件夹"),
        (("workbook", "--output", "{tmp}/missing/a.xlsx"), "没有这个文件夹"),
        (("measures", "agency-task", "--output", "{tmp}/missing/a.csv"), "没有这个文件夹"),
        (("measures", "agency-task", "--output", "{tmp}/missing/a.xlsx"), "没有这个文件夹"),
    ],
)
def test_what_the_user_can_mend_is_told_in_one_line(
    given: tuple[str, ...], told: str, zhengtu: Run, store: Path, tmp_path: Path
) -> None:
    arguments = [each.replace("{tmp}", str(tmp_path)) for each in given]
    result = zhengtu("export", *arguments, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("zhengtu: "))
    assert told in line
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told(zhengtu: Run, store: Path) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("this system has no /dev/full")
    result = zhengtu("export", "network", "agency-task", "--format", "dot", "--output", "/dev/full", "--store", store)
    assert result.exit_code == 1
    assert "磁盘已满" in result.stderr
    assert Path("/dev/full").is_char_device()


def test_the_evidence_of_a_document_is_written(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "e.jsonld"
    assert zhengtu("export", "annotations", "浙政办发〔2022〕900号", "--output", path, "--store", store).exit_code == 0
    printed = zhengtu("export", "annotations", "浙政办发〔2022〕900号", "--store", store).stdout
    assert json.loads(path.read_text("utf-8")) == json.loads(printed)
    assert json.loads(printed)["total"] > 50


def test_a_workbook_has_the_matrix_the_duties_and_the_targets(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    result = zhengtu("export", "workbook", "--document", "安政办发〔2022〕901号", "--output", path, "--store", store)
    assert result.exit_code == 0
    book = openpyxl.load_workbook(path)
    matrix, duties = book["责任矩阵"], book["分工与原文"]
    titles = [cell.value for cell in duties[1]]
    rows = [dict(zip(titles, (cell.value for cell in row), strict=True)) for row in duties.iter_rows(min_row=2)]
    assert all(row["原文"] for row in rows)
    # Every role in the matrix leads to a row that says the same.
    agencies = [cell.value for cell in matrix[2]]
    leads = 0
    for line in range(3, matrix.max_row + 1):
        for column in range(4, matrix.max_column + 1):
            link = matrix.cell(line, column).hyperlink
            if link is not None:
                leads += 1
                row = rows[int(str(link.location).rpartition("!A")[2]) - 2]
                assert row["单位"] == agencies[column - 1]
                assert str(row["角色"]) in str(matrix.cell(line, column).value)
                assert row["任务"] == matrix.cell(line, 3).value
    assert leads > 10


def test_a_workbook_can_be_in_english_and_of_one_question(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    zhengtu("export", "workbook", "targets", "--lang", "en", "--output", path, "--store", store)
    (page,) = openpyxl.load_workbook(path).worksheets
    assert page["A1"].value == "Indicator"


def test_a_store_is_made_again_of_its_export(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    path, again = tmp_path / "store.trig.gz", tmp_path / "again"
    assert zhengtu("export", "rdf", "--output", path, "--store", store).exit_code == 0
    result = zhengtu("import-rdf", path, "--store", again)
    assert "3 份文件" in result.stdout
    with open_store(store, read_only=True) as first, open_store(again, read_only=True) as second:
        assert first.dump_nquads() == second.dump_nquads()


def test_a_store_is_printed_as_nquads(zhengtu: Run, store: Path) -> None:
    with open_store(store, read_only=True) as graph:
        dumped = set(graph.dump_nquads().decode().splitlines())
    assert dumped < set(zhengtu("export", "rdf", "--store", store).stdout.splitlines())


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.nq", "broken", "无法读入"),
        ("a.ttl", "", "no named graphs"),
        ("a.txt", "", "no RDF format"),
        ("missing.nq", None, "missing.nq"),
    ],
)
def test_a_file_that_is_no_export_is_told(
    name: str, content: str | None, told: str, zhengtu: Run, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = zhengtu("import-rdf", tmp_path / name, "--store", tmp_path / "again")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert told in line
    assert not (tmp_path / "again").exists()


def test_an_import_does_not_touch_a_store_that_is_there(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_text("", encoding="utf-8")
    assert "not empty" in zhengtu("import-rdf", tmp_path / "a.nq", "--store", store).stderr
    assert zhengtu("import-rdf", tmp_path / "a.nq", "--store", "https://example.org/sparql").exit_code == 2
