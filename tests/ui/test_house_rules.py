"""Pages arrange; session keys and caches have one home each."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
MODULES = sorted((ROOT / "symgeo" / "ui").rglob("*.py"))


def names_of(path: Path) -> set[str]:
    """Collect the attribute names that a file uses."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_short_and_only_arranges(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 60
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef)
    ]
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported <= {"streamlit"}


@pytest.mark.parametrize("path", [*PAGES, ROOT / "symgeo" / "ui" / "shell.py"], ids=lambda path: path.stem)
def test_no_text_stands_alone_where_streamlit_would_write_it_on_the_page(path: Path) -> None:
    first, *rest = ast.parse(path.read_text(encoding="utf-8")).body
    assert isinstance(first, ast.Expr)
    assert not [line for line in rest if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)]


@pytest.mark.parametrize("page", ["explore", "county", "sites", "hubs", "plan", "handouts", "meeting"])
def test_a_page_with_figures_leads_to_how_they_are_calculated(page: str) -> None:
    assert "link_to_method" in names_of(ROOT / "pages" / f"{page}.py")


@pytest.mark.parametrize("path", [*PAGES, *MODULES], ids=lambda path: path.name)
def test_only_session_spells_session_keys(path: Path) -> None:
    if path.name != "session.py":
        assert not names_of(path) & {"session_state", "query_params"}


@pytest.mark.parametrize("path", [*PAGES, *MODULES], ids=lambda path: path.name)
def test_only_cache_caches(path: Path) -> None:
    if path.name not in ("cache.py", "cached.py"):
        assert not names_of(path) & {"cache_data", "cache_resource", "lru_cache"}


@pytest.mark.parametrize("path", [*PAGES, *MODULES], ids=lambda path: path.name)
def test_names_never_go_through_markdown(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    }
    assert not used & {"write", "markdown", "metric", "caption", "error", "warning", "info", "toast", "table"}
