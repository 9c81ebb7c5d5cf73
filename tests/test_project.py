"""The project as a whole: its documents tell of commands that exist, its packages carry what they need,
its lock is whole, its contracts hold."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "bots", "evals", "ingest", "knowledge")
UNREAD = {".git", ".env", "__pycache__", "build", "data", "runs", "artefacts"}
"""What stands at the top and is not kept; folders that begin with a dot are the tools'."""
COMES_WITH = {"starlette": "fastapi", "anyio": "fastapi", "pydantic-core": "pydantic"}
"""Libraries that are a part of another one's interface."""

MAKE = re.compile(r"\bmake ([a-z][a-z-]*)(?=[\s`]|$)")
RUN = re.compile(r"python -m ([a-z_.]+)(?: ([a-z][a-z-]*(?:\|[a-z-]+)*)(?!\w))?")
COMMAND = re.compile(r"python -m ([a-z_]+) ([a-z][a-z-]*)( [a-z][a-z-]*)?")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
OF_A_MACHINE = re.compile(r"/(?:home|Users)/\w+/|/(?:root|work)/[\w.]")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files() -> Iterator[Path]:
    """Every file a person keeps."""
    for top in ROOT.iterdir():
        if top.name in UNREAD or top.suffix == ".egg-info":
            continue
        if top.is_file():
            yield top
        elif not top.name.startswith(".") or top.name == ".ci":
            yield from (path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    for path in files():
        if path.suffix in suffixes and ROOT / "knowledge/data/documents" not in path.parents:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def code_of(markdown: str) -> str:
    return "\n".join(CODE.findall(markdown))


# --- what documents and messages say a person can run


def test_make_targets_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {(str(path), target) for path, text in texts(".md") for target in MAKE.findall(code_of(text))} | {
        (str(path), target) for path, text in texts(".py") for target in re.findall(r"`make ([a-z-]+)`", text)
    }
    assert [(path, target) for path, target in sorted(named) if target not in targets] == []


def test_commands_that_documents_and_messages_name_exist() -> None:
    named = {
        (str(path), module, command)
        for path, text in texts(".md", ".py")
        for module, commands in RUN.findall(code_of(text) if path.suffix == ".md" else text)
        for command in (commands.split("|") if commands else [""])
        if module.split(".")[0] in PACKAGES
    }
    assert [
        (path, f"{module} {command}") for path, module, command in sorted(named) if not runs(module, command)
    ] == []


@cache
def runs(module: str, command: str) -> bool:
    found = find_spec(module)
    if found is None:
        return False
    if not found.submodule_search_locations:  # a module of its own: its arguments are not commands
        return found.origin is not None and '"__main__"' in Path(found.origin).read_text(encoding="utf-8")
    return find_spec(f"{module}.__main__") is not None and (not command or command in commands(module))


@cache
def commands(module: str) -> dict[str, Any]:
    app = getattr(importlib.import_module(f"{module}.__main__"), "app", None)
    return dict(getattr(typer.main.get_command(app), "commands", {})) if app else {}


def test_options_that_documents_name_exist() -> None:
    named = [
        (str(path), line, option)
        for path, text in texts(".md")
        for line in code_of(text).splitlines()
        for option in OPTION.findall(line.split("#")[0])
        if option not in options(line)
    ]
    assert named == []


def options(line: str) -> set[str]:
    """The options of the command on a line; of any other line the ones it names."""
    said = COMMAND.search(line)
    if said is None or said[1] not in PACKAGES:
        return set(OPTION.findall(line))
    found: Any = commands(said[1]).get(said[2])
    inner = getattr(found, "commands", {}).get((said[3] or "").strip())
    return {name for param in getattr(inner or found, "params", ()) for name in param.opts}


def test_rooms_that_the_architecture_names_exist() -> None:
    package, named = "", []
    for line in (ROOT / "docs/architecture.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (?:(\w+):)?", line):
            package = heading[1] or ""
        elif package and line.startswith("| ") and "`" in line:
            column = 2 if re.match(r"\| \w+ \| `", line) else 1  # a step's name stands before its rooms
            rooms = re.findall(r"`([^`]+)`", line.split("|")[column])
            named += [(package, room.rstrip("/…")) for room in rooms]
    assert len(named) > 80
    assert [
        f"{package}/{room}"
        for package, room in named
        if not (ROOT / package / f"{room}.py").is_file()
        and not (ROOT / package / room).is_dir()
        and not list((ROOT / package).glob(f"{room}_*.py"))
    ] == []


def test_readme_names_the_two_commands() -> None:
    named = MAKE.findall(code_of((ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"run", "test"} <= set(named)


def test_changelog_tells_of_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert project()["project"]["version"] in headings


# --- the package and its lock


def test_packages_carry_every_file_they_need() -> None:
    carried = {
        path
        for package, patterns in project()["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package).glob(pattern if not pattern.endswith("**") else f"{pattern}/*")
    }
    kept = {path for path in files() if path.relative_to(ROOT).parts[0] in PACKAGES and path.suffix != ".py"}
    assert sorted(str(path.relative_to(ROOT)) for path in kept - carried) == [
        "evals/README.md",
        "evals/baseline.json",
    ]


def requirements(*extras: str) -> dict[str, Requirement]:
    """What the project says it needs, its own extras left out, by canonical name."""
    told = project()["project"]
    lines = told["dependencies"] + [line for extra in extras for line in told["optional-dependencies"][extra]]
    found = {str(canonicalize_name(Requirement(line).name)): Requirement(line) for line in lines}
    found.pop(told["name"], None)
    return found


def test_every_requirement_is_locked() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {
        str(canonicalize_name(name)): version
        for name, _, version in (line.partition("==") for line in lines if not line.startswith("#"))
    }
    assert all(re.fullmatch(r"[\w.]+", version) for version in pins.values()), (
        "a version alone, no path, no build tag"
    )
    wanted = requirements("bots", "evals", "dev")
    assert {
        name: str(wanted[name]) for name in wanted if not wanted[name].specifier.contains(pins.get(name, ""))
    } == {}


def test_what_is_imported_is_required_and_the_reverse() -> None:
    owners = importlib.metadata.packages_distributions()
    imported = {
        canonicalize_name(owners[name][0]) for name in imports() if name in owners and name not in PACKAGES
    }
    own = {COMES_WITH.get(name, name) for name in imported}
    assert own ^ set(requirements("bots", "evals", "mcp")) == set()


def imports() -> set[str]:
    """Top-level names of the modules that our packages import, wherever in the file."""
    found: set[str] = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


# --- the house


def test_import_contracts_hold() -> None:
    command = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{path}: {match[0]}"
        for path, text in texts(".py", ".md", ".toml", ".txt", ".yaml", ".json", ".html", ".js", ".css", "")
        for match in OF_A_MACHINE.finditer(text)
    ]
    assert found == []


# --- make on a machine that lacks something


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Any]:
    """Runs `make install` with a shell script in place of Python; gives what it said when it gave up."""
    if shutil.which("make") is None:
        pytest.skip("no make on PATH")
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).touch()

    def install(script: str) -> str:
        python = tmp_path / "python"
        python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        python.chmod(0o755)
        done = subprocess.run(
            ["make", "install", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode != 0
        assert not (tmp_path / ".venv").exists()
        return done.stderr

    yield install


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ('case "$2" in *print*) echo 3.9.2;; *) exit 1;; esac', "Cần Python 3.11 trở lên"),
        ('case "$2" in *print*) echo 3.12.1;; *ensurepip*) exit 1;; esac', "apt install python3-venv"),
        ("exit 127", "Không tìm thấy Python"),
    ],
)
def test_make_says_what_is_missing(make: Any, script: str, said: str) -> None:
    assert said in make(script)
