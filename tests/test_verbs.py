"""The verbs load when they are used, and not before."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import born_into_care

HEAVY = ("pandas", "numpy", "plotly", "ipywidgets", "scipy", "IPython", "pandera", "papermill")


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running the code."""
    program = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


def test_import_loads_nothing_heavy():
    loaded = modules_after("import born_into_care")
    assert "born_into_care" in loaded
    assert not loaded.intersection(HEAVY)


def test_the_same_look_does_see_a_heavy_module():
    assert "pandas" in modules_after("import born_into_care, pandas")


def test_an_unknown_verb_names_those_that_exist():
    with pytest.raises(AttributeError) as caught:
        born_into_care.prdict  # noqa: B018
    text = str(caught.value)
    assert "'predict'" in text
    for verb in ("check", "explore", "show", "figure"):
        assert verb in text


def test_an_unknown_verb_on_import_is_an_import_error():
    with pytest.raises(ImportError):
        from born_into_care import predictt  # noqa: F401


def test_hasattr_answers_no():
    assert not hasattr(born_into_care, "removal")


def test_dir_lists_the_verbs():
    assert set(born_into_care.__all__) <= set(dir(born_into_care))


@pytest.mark.parametrize("verb", sorted(set(born_into_care.__all__) - {"__version__"}))
def test_every_verb_is_there(verb):
    assert callable(getattr(born_into_care, verb))
