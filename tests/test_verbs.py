"""Load the verbs when they are used, and not before."""

import json
import subprocess
import sys

import pytest

import born_into_care

HEAVY = {"pandas", "numpy", "plotly", "ipywidgets", "scipy", "IPython", "pandera", "papermill"}


def list_modules(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter holds after running the code."""
    program = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    printed = subprocess.check_output([sys.executable, "-c", program], text=True)
    return {name.split(".")[0] for name in json.loads(printed)}


def test_import_loads_nothing_heavy():
    assert list_modules("import born_into_care") & HEAVY == set()
    # A learner waits for the first interval too, and scipy alone costs a fifth of a second.
    interval = "from born_into_care.estimates import wilson\nwilson(1, 2)"
    assert list_modules(interval) & HEAVY == set()
    assert "pandas" in list_modules("import born_into_care, pandas")


def test_every_verb_is_there_and_an_unknown_one_names_them():
    assert set(born_into_care.__all__) <= set(dir(born_into_care))
    verbs = set(born_into_care.__all__) - {"__version__"}
    assert [verb for verb in verbs if not callable(getattr(born_into_care, verb))] == []
    assert not hasattr(born_into_care, "removal")
    with pytest.raises(AttributeError, match="Did you mean 'predict'"):
        born_into_care.prdict  # noqa: B018
    with pytest.raises(ImportError):
        from born_into_care import predictt  # noqa: F401
