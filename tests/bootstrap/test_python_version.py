"""A too old Python gets a sentence, not a traceback."""

import ast
import subprocess
import sys

import pytest

from symgeo.bootstrap.places import CHECKOUT


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 7, 16), (3, 10, 13)])
def test_too_old_python_gets_one_sentence(version: tuple[int, int, int]) -> None:
    pretence = (
        f"import sys, runpy; sys.version_info = {version}; runpy.run_module('symgeo', run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", pretence], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer" in ended.stderr
    assert ".".join(map(str, version)) in ended.stderr


@pytest.mark.parametrize("name", ["__init__", "__main__"])
def test_first_files_can_be_read_by_old_pythons(name: str) -> None:
    source = (CHECKOUT / "symgeo" / f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert "from __future__" not in source
