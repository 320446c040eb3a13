"""Every mistake that an expert can make in the tables is found, with file, line and advice."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zhengtu.ontology import Mistake, VocabularyError, check_ontology, load_ontology

Plant = Callable[[str, str, str], tuple[Mistake, ...]]

AGENCIES = "gazetteers/agencies.csv"
DEPARTMENTS = "gazetteers/departments.csv"
DIVISIONS = "gazetteers/divisions.csv"
AMBIGUOUS = "gazetteers/ambiguous_names.csv"
SETS = "sets/index.csv"
KEY_COUNTIES = "sets/key-counties-160.csv"


def row(**cells: str) -> str:
    """An agency's row with everything in place but what the test says."""
    filled = {"id": "x-y", "name": "试验局", "kind": "state", "name_en": "Test Bureau"} | cells
    columns = ("id", "name", "short_names", "kind", "parent", "department", "valid_from", "valid_until", "successor")
    return ",".join(filled.get(column, "") for column in (*columns, "name_en", "note")) + "\n"


def test_the_copied_tables_have_no_mistake(folder: Path) -> None:
    assert check_ontology(folder) == ()


@pytest.mark.parametrize(
    ("cells", "what", "advice"),
    [
        ({"id": ""}, "the id is missing", "give the row a short id of its own"),
        ({"id": "Test_Bureau"}, "“Test_Bureau” is not of the form", "small letters, digits and hyphens"),
        ({"id": "most"}, "“most” already stands in line", "give one of the two rows another"),
        ({"name": ""}, "the name is missing", "full official name"),
        ({"name_en": ""}, "试验局 has no English name", "fill name_en"),
        ({"kind": "ministry"}, "kind “ministry” is unknown", "kinds are party, state"),
        ({"short_names": "试局、试验"}, "“试局、试验” in short_names", "put | between names"),
        ({"short_names": "试局|试局"}, "“试局” stands twice in short_names", "delete one of them"),
        ({"short_names": "科技部"}, "“科技部” is also a name of most", "one ends before the other begins"),
        ({"short_names": "央行"}, "“央行” is also a name of pbc", "one ends before the other begins"),
        ({"valid_from": "2018"}, "valid_from “2018” is not a date", "write it as 2018-03-17"),
        ({"valid_until": "2018-02-30"}, "valid_until “2018-02-30” is not a date", "leave it empty if not known"),
        ({"valid_from": "20180317"}, "“20180317” is not a date", "write it as 2018-03-17"),
        ({"valid_until": "2018-03-17"}, "试验局 ends in 2018 but names no successor", "fill successor"),
        (
            {"valid_from": "2018-03-17", "valid_until": "2013-03-14", "successor": "most"},
            "ends on 2013-03-14, not after it began on 2018-03-17",
            "correct one of the two dates",
        ),
        ({"successor": "mots"}, "successor “mots” of 试验局 is not the id of any agency", "the id of another row"),
        ({"successor": "x-y"}, "试验局 is its own successor", "the id of another row"),
        ({"parent": "council"}, "parent “council” of 试验局 is not the id of any agency", "leave it empty"),
        ({"department": "sciense"}, "“sciense” of 试验局 does not stand in departments.csv", "a department type"),
    ],
)
def test_a_mistake_in_an_agency_is_told(plant: Plant, cells: dict[str, str], what: str, advice: str) -> None:
    (mistake,) = plant(AGENCIES, "", row(**cells))
    assert mistake.file == AGENCIES
    assert mistake.line == len((load_ontology().folder / AGENCIES).read_text("utf-8").splitlines()) + 1
    assert what in mistake.what
    assert advice in mistake.advice


def test_a_note_explains_an_end_without_successor(plant: Plant) -> None:
    assert plant(AGENCIES, "", row(valid_until="2018-03-17", note="its work was split")) == ()


def test_two_bodies_may_bear_a_name_one_after_the_other(plant: Plant) -> None:
    ended = row(short_names="数据局", valid_until="2023-03-10", successor="nda")
    assert plant(AGENCIES, "", ended) == ()


def test_successors_that_lead_back_are_told(plant: Plant) -> None:
    mistakes = plant(AGENCIES, "", row(id="x-y", successor="x-z") + row(id="x-z", name="试验二局", successor="x-y"))
    assert ["lead back to itself" in m.what for m in mistakes] == [True, True]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("science,试验局,,state,,Test,,,\n", "the id “science” already stands in line"),
        ("x,试验局,科技局,state,,Test,,,\n", "“科技局” is also a name of science"),
        ("x,试验局,,state,mots,Test,,,\n", "national “mots” of 试验局 is not the id of any agency"),
        ("x,试验局,,ministry,,Test,,,\n", "kind “ministry” is unknown"),
        ("x,试验局,,state,Test\n", "5 cells where the header has 9"),
        ("x,试验局,,state,,Test,,,试验委|试验局|试验处\n", "试验局 has more than two names in municipalities"),
    ],
)
def test_a_mistake_in_a_department_type_is_told(plant: Plant, line: str, what: str) -> None:
    (mistake,) = plant(DEPARTMENTS, "", line)
    assert mistake.file == DEPARTMENTS
    assert what in mistake.what


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("33052,试验县,county,330500,\n", "code “33052” is not a GB/T 2260 code"),
        ("330523,试验县,county,330500,\n", "code 330523 already stands in line"),
        ("330599,,county,330500,\n", "division 330599 has no name"),
        ("330599,试验县,town,330500,\n", "level “town” of 试验县 is unknown"),
        ("330599,试验县,county,339900,\n", "parent 339900 of 试验县 is not in the table"),
        ("330599,试验县,county,,\n", "试验县 has no parent"),
        ("330599,试验县,county,330523,\n", "parent 安吉县 of 试验县 is a county"),
        ("990000,试验省,province,330000,\n", "parent 浙江省 of 试验省 is a province"),
        ("330599,试验县,county,330500,试\n", "short name “试” of 试验县 is one character"),
        ("330599,试验县,county,330500,资源\n", "short name “资源” of 试验县 is ambiguous"),
    ],
)
def test_a_mistake_in_a_division_is_told(plant: Plant, line: str, what: str) -> None:
    (mistake,) = plant(DIVISIONS, "", line)
    assert mistake.file == DIVISIONS
    assert what in mistake.what


def test_an_ambiguous_name_needs_a_reason(plant: Plant) -> None:
    (mistake,) = plant(AMBIGUOUS, "", "试验,\n")
    assert mistake.what == "“试验” has no reason"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("2021-08-27,160", "2021年8月,160", "as_of “2021年8月” is not a date"),
        ("2021-08-27,160", ",160", "国家乡村振兴重点帮扶县 has no as_of date"),
        ("2021-08-27,160", "2021-08-27,about 160", "size “about 160” of 国家乡村振兴重点帮扶县 is not a number"),
        ("2021-08-27,160", "2021-08-27,80", "国家乡村振兴重点帮扶县 has 90 members but a size of 80"),
        ("innovative-counties-2,第二批", "innovative-counties-1,第二批", "already stands in line 3"),
    ],
)
def test_a_mistake_in_a_set_is_told(plant: Plant, old: str, new: str, what: str) -> None:
    (mistake,) = plant(SETS, old, new)
    assert mistake.file == SETS
    assert what in mistake.what


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("330599,a newspaper\n", "330599 is not the code of any division"),
        ("150422,a newspaper\n", "150422 already stands in line 2"),
        ("330523,\n", "member 330523 has no source"),
    ],
)
def test_a_mistake_in_a_member_is_told(plant: Plant, line: str, what: str) -> None:
    (mistake,) = plant(KEY_COUNTIES, "", line)
    assert (mistake.file, mistake.line) == (KEY_COUNTIES, 92)
    assert what in mistake.what


def test_a_set_whose_members_are_missing_is_told(folder: Path) -> None:
    (folder / KEY_COUNTIES).unlink()
    (mistake,) = check_ontology(folder)
    assert (mistake.file, mistake.what.split(" (")[0]) == (KEY_COUNTIES, "the file cannot be read")


def test_columns_are_checked_by_name(plant: Plant) -> None:
    mistakes = plant(DIVISIONS, "code,name,level,parent,short_names", "code,name,levle,parent,short_names")
    assert [m.what for m in mistakes if m.line == 1] == ["unknown column “levle”", "column “level” is missing"]


def test_a_file_of_another_encoding_is_told_with_its_line(folder: Path) -> None:
    path = folder / AGENCIES
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_bytes("".join(lines[:3]).encode() + lines[3].encode("gb18030"))
    first = check_ontology(folder)[0]
    assert str(first) == f"{AGENCIES}, line 4: the file is not UTF-8; save it again as “CSV UTF-8”"


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    path = folder / AGENCIES
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert check_ontology(folder) == ()


def test_an_open_quotation_mark_is_told(plant: Plant) -> None:
    mistakes = plant(AMBIGUOUS, "", '"试验,reason\n')
    assert "not valid CSV" in mistakes[0].what


def test_all_mistakes_are_raised_together(folder: Path, plant: Plant) -> None:
    plant(AGENCIES, "", row(kind="ministry", parent="council"))
    plant(DIVISIONS, "", "330599,试验县,county,,试\n")
    with pytest.raises(VocabularyError) as caught:
        load_ontology(folder)
    assert len(caught.value.mistakes) == 4
    assert str(caught.value).count("\n") == 3


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    mistakes = check_ontology(tmp_path / "nowhere")
    assert {m.file for m in mistakes} == {AGENCIES, DEPARTMENTS, DIVISIONS, AMBIGUOUS}
    assert all("cannot be read" in m.what for m in mistakes)
