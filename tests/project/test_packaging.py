"""What pyproject.toml says of the packages, held against the folders on disk."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
PACKAGES: list[str] = SETUPTOOLS["packages"]


def folder(package: str) -> Path:
    return ROOT / package.removeprefix("zhengtu.")


def distribution(name: str) -> str:
    """Fold a distribution's name as the package index does."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_names(path: Path) -> set[str]:
    """Return the first parts of the names that a module imports absolutely, at its top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_the_list_of_packages_is_the_folders_with_an_init_file() -> None:
    on_disk = {f"zhengtu.{init.parent.name}" for init in ROOT.glob("*/__init__.py") if init.parent.name != "tests"}
    assert set(PACKAGES) == on_disk
    assert set(SETUPTOOLS["package-dir"]) == on_disk
    assert {link.name for link in (ROOT / ".typing/zhengtu").iterdir()} == {p.name for p in map(folder, on_disk)}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_mapped_to_its_own_folder_and_holds_no_further_package(package: str) -> None:
    assert SETUPTOOLS["package-dir"][package] == folder(package).name
    # A package inside a package would be missing from the wheel, and nobody would notice in a checkout.
    assert not list(folder(package).glob("*/**/*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_data_file_of_a_package_goes_into_the_wheel(package: str) -> None:
    globs = SETUPTOOLS["package-data"]["*"] + SETUPTOOLS["package-data"].get(package, [])
    packed = {path for glob in globs for path in folder(package).glob(glob)}
    present = {
        path
        for path in folder(package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".md"} and not path.name.startswith(".")
    }
    assert sorted(str(path.relative_to(ROOT)) for path in present - packed) == []
    assert folder(package) / "py.typed" in packed


def test_no_folder_at_the_root_shadows_the_installed_package() -> None:
    assert not (ROOT / "zhengtu").exists()


def undeclared(paths: Iterable[Path], lines: Iterable[str]) -> set[str]:
    """Return which libraries are imported without being among the declared dependencies."""
    declared = {distribution(re.split(r"[<>=!~\[; ]", line)[0]) for line in lines}
    providers = packages_distributions()
    return {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imported_names(path) - {"zhengtu", *sys.stdlib_module_names}
        if not declared & {distribution(provider) for provider in providers.get(name, [])}
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_every_library_that_a_package_imports_is_a_declared_dependency(package: str) -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    optional = [line for name, lines in extras.items() if name != "dev" for line in lines]
    assert undeclared(folder(package).glob("*.py"), PROJECT["project"]["dependencies"] + optional) == set()


def test_every_library_that_the_tests_import_is_declared() -> None:
    own = {path.stem for folder in ("tests", "bench") for path in (ROOT / folder).glob("*.py")}
    lines = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    found = undeclared((ROOT / "tests").rglob("*.py"), lines)
    assert {each for each in found if each.rpartition(" ")[2] not in own} == set()


def test_the_layers_that_imports_must_keep_are_all_packages() -> None:
    contracts = PROJECT["tool"]["importlinter"]
    assert set(contracts["root_packages"]) == set(PACKAGES)
    assert set(contracts["contracts"][0]["layers"]) == set(PACKAGES)
