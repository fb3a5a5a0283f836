"""Who may import whom: each sentence of docs/architecture.md is a test."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("lab", "ui", "recordings", "protocols")
SCREENS = (
    "today",
    "services",
    "schedule",
    "session",
    "debrief",
    "round_debrief",
    "review",
    "findings",
    "comparison",
    "portfolio",
    "path",
    "reports",
    "standards",
    "settings",
)
PUBLIC_RECORDINGS = {
    "clock", "plan", "messages", "process", "manifest", "devices", "repair", "record", "playback", "clips",
    "ending", "judging", "cue", "clap", "checking", "device_trial",
    "loudness", "remux", "thumbnails", "camera_logins", "media_queue",
}  # fmt: skip


def modules(room: str) -> Iterator[tuple[str, ast.Module]]:
    """Dotted name and syntax tree of every module of a room."""
    for path in sorted((ROOT / room).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    """Every dotted name that a module imports, `from a import b` as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(room: str, forbidden: tuple[str, ...], *, allowed: tuple[str, ...] = (), inside: str = "") -> list[str]:
    """`module imports name` for every import of something forbidden and not allowed; not within `inside`."""
    found: list[str] = []
    for module, tree in modules(room):
        if inside and (module == inside or module.startswith(inside + ".")):
            continue
        wrong = (name for name in imports(tree) if starts(name, forbidden) and not starts(name, allowed))
        found.extend(f"{module} imports {name}" for name in wrong)
    return found


def starts(name: str, prefixes: tuple[str, ...]) -> bool:
    """Whether the dotted name is one of the prefixes or lies under one."""
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def test_that_protocols_import_nothing_of_ours() -> None:
    assert offenders("protocols", ("lab", "ui", "recordings")) == []


def test_that_recordings_import_nothing_of_ours() -> None:
    assert offenders("recordings", ("lab", "ui", "protocols")) == []


def test_that_lab_imports_only_the_public_names_of_recordings() -> None:
    allowed = tuple(f"recordings.{name}" for name in PUBLIC_RECORDINGS)
    assert offenders("lab", ("recordings",), allowed=allowed) == []


def test_that_the_public_names_of_recordings_are_those() -> None:
    import recordings

    assert set(recordings.__all__) == PUBLIC_RECORDINGS


def test_that_only_the_command_imports_ui_and_only_inside_a_function() -> None:
    assert offenders("lab", ("ui",), inside="lab.__main__") == []
    tree = dict(modules("lab")).get("lab.__main__")
    top_level = [node for node in (tree.body if tree else []) if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert not [name for name in imports(ast.Module(top_level, [])) if starts(name, ("ui",))]


def test_that_ui_imports_only_what_it_may() -> None:
    allowed = (
        "lab.services", "lab.domain", "lab.live.client", "lab.live.messages", "lab.live.starter", "lab.i18n",
        "lab.wording", "lab.settings", "lab.folder", "lab.charts", "recordings.playback", "recordings.clock",
    )  # fmt: skip
    assert offenders("ui", ("lab", "recordings"), allowed=allowed) == []


def test_that_no_screen_takes_from_another() -> None:
    for screen in SCREENS:
        others = tuple(f"ui.{other}" for other in SCREENS if other != screen)
        found = offenders(f"ui/{screen}", others)
        assert found == []


def test_that_what_the_screens_share_takes_nothing_from_one() -> None:
    screens = tuple(f"ui.{screen}" for screen in SCREENS)
    assert [
        found for room in ("held", "keys", "second_room", "widgets") for found in offenders(f"ui/{room}", screens)
    ] == []


@pytest.mark.parametrize("room", ["lab", "ui", "protocols"])
def test_that_only_recordings_import_media_libraries(room: str) -> None:
    assert offenders(room, ("av", "cv2", "sounddevice")) == []


@pytest.mark.parametrize("room", ["lab", "protocols"])
def test_that_the_laboratory_knows_no_qt(room: str) -> None:
    assert offenders(room, ("PySide6", "qtawesome")) == []


def test_that_recordings_know_no_qt_but_in_one_source() -> None:
    assert offenders("recordings", ("PySide6",), inside="recordings.sources.screen_qt") == []


def test_that_only_the_database_room_imports_sqlmodel() -> None:
    database = ("sqlmodel", "sqlalchemy", "alembic")
    assert offenders("lab", database, inside="lab.database") == []
    assert [found for room in ("ui", "recordings", "protocols") for found in offenders(room, database)] == []


def test_that_the_domain_is_pure() -> None:
    impure = ("lab.database", "lab.services", "lab.live", "lab.archive", "lab.reports", "recordings", "sqlite3")
    assert [found for found in offenders("lab", impure) if found.startswith("lab.domain")] == []


def test_that_the_live_room_opens_no_database_but_the_journals() -> None:
    found = offenders("lab", ("lab.database", "lab.services"))
    assert [line for line in found if line.startswith(("lab.live", "lab.archive"))] == []


def executed(tree: ast.AST) -> Iterator[ast.stmt]:
    """Every statement but those for the type checker alone: those of functions too, which are executed late."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.stmt):
            yield node
        yield from executed(node)


def test_that_no_imports_run_in_a_circle_not_even_late_ones() -> None:
    trees = {name: tree for room in ROOMS for name, tree in modules(room)}
    needs = {}
    for name, tree in trees.items():
        statements = [node for node in executed(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        imported = imports(ast.Module(list(statements), []))
        needs[name] = {one if one in trees else one.rpartition(".")[0] for one in imported} & trees.keys()
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the circle


def test_that_no_module_is_an_attic() -> None:
    attics = {"utils", "helpers", "common", "managers"}
    names = [module for room in ROOMS for module, _tree in modules(room)]
    assert [name for name in names if attics & set(name.split("."))] == []


def test_that_every_module_says_what_it_is() -> None:
    silent = [module for room in ROOMS for module, tree in modules(room) if ast.get_docstring(tree) is None]
    assert [name for name in silent if ".migrations.versions." not in name] == []
