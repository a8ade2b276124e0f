"""Notebooks are run and saved so that a second run changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from tools.check import NBVAL
from tools.notebooks import WIDGET, main

SLIDER = "import ipywidgets\nipywidgets.IntSlider()"


def write(path: Path, *sources: str) -> Path:
    cells = [v4.new_code_cell(source) for source in sources]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    cells[0].metadata["tags"] = ["parameters"]
    cells[0].metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata["born_into_care"] = {"minutes": {"read": 1, "do": 1}}
    notebook.metadata["language_info"] = {"name": "python", "version": "3.1.4"}
    notebook.metadata["papermill"] = {"duration": 1.5}
    nbformat.write(notebook, path)
    return path


def test_a_second_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write(tmp_path / "a.ipynb", "print('one')\nprint('two')", SLIDER)
    assert main([str(path)]) == 0
    first = path.read_bytes()
    assert main([str(path)]) == 0
    assert path.read_bytes() == first
    assert capsys.readouterr().out == "a.ipynb: saved anew\na.ipynb: as it was\n"


def test_what_differs_from_run_to_run_is_left_out(tmp_path: Path):
    path = write(tmp_path / "a.ipynb", "2 + 2", SLIDER)
    main([str(path)])
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata == {
        "born_into_care": {"minutes": {"read": 1, "do": 1}},
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    assert notebook.cells[0].metadata == {"tags": ["parameters"]}
    assert notebook.cells[0].outputs[0].data == {"text/plain": "4"}
    assert WIDGET not in path.read_text()


def test_a_notebook_that_fails_stays_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write(tmp_path / "a.ipynb", "1 / 0")
    before = path.read_bytes()
    assert main([str(path)]) == 1
    assert path.read_bytes() == before
    assert "ZeroDivisionError" in capsys.readouterr().out


def held_to_its_outputs(path: Path) -> bool:
    """Whether nbval, as `make test` calls it, finds what is saved."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *NBVAL, str(path)]
    return subprocess.run(command, cwd=path.parent, capture_output=True).returncode == 0


def test_a_saved_notebook_is_held_to_its_outputs(tmp_path: Path):
    path = write(tmp_path / "a.ipynb", "print('one')", "2 + 2", SLIDER)
    main([str(path)])
    assert held_to_its_outputs(path)
    path.write_text(path.read_text().replace('"4"', '"5"'))
    assert not held_to_its_outputs(path)
