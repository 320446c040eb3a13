"""The two READMEs keep their promises: every command in them runs and prints what they show."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengtu.cli.main import cli

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")


def blocks(text: str, kind: str) -> list[str]:
    """Return the fenced blocks of one kind (sh, text)."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def commands(name: str) -> list[list[str]]:
    """Return the commands of a README as lists of words, comments left out."""
    lines = "\n".join(blocks((ROOT / name).read_text("utf-8"), "sh")).splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def squeeze(text: str) -> str:
    """Drop white space, since tables fit themselves to the terminal."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run the Zhengtu commands of the English README in their order, beside a copy of the samples."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "cli").symlink_to(ROOT / "cli")
    runner = CliRunner()
    output = ""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in [["zhengtu", "demo"], *(each for each in commands("README.md") if each[0] == "zhengtu")]:
            result = runner.invoke(cli, words[1:])
            assert result.exit_code == 0, f"{shlex.join(words)}: {result.output}"
            output += result.output
    return output


@pytest.mark.parametrize("name", READMES)
def test_a_command_is_a_target_of_the_makefile_or_a_command_of_zhengtu(name: str) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    found = commands(name)
    assert ["make", "demo"] in found
    assert ["make", "test"] in found
    for words in found:
        assert words[0] in {"make", "zhengtu", "git", "cd", "pip", "source", ".venv/bin/zhengtu"}, words
        if words[0] == "make":
            assert set(words[1:]) <= set(targets), words


def test_both_languages_give_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh.md")


@pytest.mark.parametrize("name", READMES)
def test_what_a_readme_shows_is_what_the_commands_print(name: str, printed: str) -> None:
    shown = [
        line
        for block in blocks((ROOT / name).read_text("utf-8"), "text")
        for line in block.splitlines()
        if line.strip() not in {"", "…"}
    ]
    assert len(shown) >= 10
    # Rules drawn below a table's head are as long as the terminal is wide.
    missing = [line for line in shown if not set(squeeze(line)) <= {"─"} and squeeze(line) not in squeeze(printed)]
    assert missing == []


@pytest.mark.parametrize("name", READMES)
def test_the_links_of_a_readme_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("http")]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_short_enough_to_be_read(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= 150
