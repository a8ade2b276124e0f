"""Run and save notebooks so that a second run changes nothing."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from tools.notebooks import WIDGET, main, settle

MINUTES = {"minutes": {"read": 1, "do": 1}}


def write_notebook(path: Path, *sources: str) -> Path:
    """Write a notebook that holds all that differs from run to run."""
    cells = [v4.new_code_cell(text, id=f"cell-{at}") for at, text in enumerate(sources)]
    cells[0].metadata["tags"] = ["parameters"]
    cells[0].metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    metadata = {
        "born_into_care": MINUTES,
        "language_info": {"name": "python", "version": "3.1.4"},
        "papermill": {"duration": 1.5},
    }
    nbformat.write(v4.new_notebook(cells=cells, metadata=metadata), path)
    return path


def test_a_saved_notebook_is_the_same_after_a_second_run_and_held_to_its_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_notebook(
        tmp_path / "a.ipynb", "2 + 2", "print('a')", "import ipywidgets\nipywidgets.IntSlider()",
        "from born_into_care import hint, show\n\nshow('headline')",
    )  # fmt: skip
    assert main([str(path)]) == 0
    first = path.read_text()
    assert main([str(path)]) == 0 and path.read_text() == first
    assert capsys.readouterr().out == "a.ipynb: saved anew\na.ipynb: as it was\n"
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata == {
        "born_into_care": MINUTES,
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    assert notebook.cells[0].metadata == {"tags": ["parameters"]}
    assert notebook.cells[0].outputs[0].data == {"text/plain": "4"}
    # The picture is to be seen, and its code folded.
    assert [cell.metadata.get("jupyter") for cell in notebook.cells] == [
        *(None, None, None), {"source_hidden": True},
    ]  # fmt: skip
    assert WIDGET not in first and passes_nbval(path)
    path.write_text(first.replace('"4"', '"5"'))
    assert not passes_nbval(path)


def test_what_would_give_a_guess_away_is_saved_folded_once() -> None:
    tags = {"tags": ["after-guess"]}
    cells = [
        v4.new_code_cell("1", metadata=tags),
        v4.new_markdown_cell("## A\n\nB.", metadata=tags),
    ]
    code, text = settle(settle(v4.new_notebook(cells=cells))).cells
    assert code.metadata["collapsed"] and code.metadata["jupyter"] == {"outputs_hidden": True}
    assert text.source.startswith('## A\n\n<details class="bic-veil"><summary>')
    assert text.source.count("details") == 2 and "B." in text.source


def test_a_notebook_that_fails_stays_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_notebook(tmp_path / "a.ipynb", "1 / 0")
    before = path.read_bytes()
    assert main([str(path)]) == 1 and path.read_bytes() == before
    assert "ZeroDivisionError" in capsys.readouterr().out


def passes_nbval(path: Path) -> bool:
    """Return whether nbval, as strict as in `make test`, finds what is saved."""
    options = ("-q", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env")
    command = [sys.executable, "-m", "pytest", *options, str(path)]
    return subprocess.run(command, cwd=path.parent, capture_output=True).returncode == 0
