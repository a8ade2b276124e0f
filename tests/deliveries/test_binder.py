"""What Binder would build: read by its own builder, without a container."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.support.browser import ROOT


@pytest.fixture(scope="module")
def recipe(tmp_path_factory) -> str:
    """The recipe of the image, as repo2docker writes it for what git holds at the top."""
    folder = tmp_path_factory.mktemp("pack")
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, folder / path.name)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


def test_the_builder_takes_our_environment_and_the_python_that_we_ask_for(recipe):
    assert re.search(r'env update -p \$\{NB_PYTHON_PREFIX\} --file "environment\.yml"', recipe)
    (version,) = re.findall(r"- python=(\S+)", (ROOT / "environment.yml").read_text("utf-8"))
    # The builder writes the name of its own list of packages with its signs as numbers.
    assert f"environment-2epy-2d{version.replace('.', '-2e')}-2dlinux-2d64-2elock" in recipe


def test_our_own_code_is_installed_last_and_nothing_makes_the_image_bigger(recipe):
    assert recipe.index("env update") < recipe.index("RUN ./postBuild")
    # Each of these would add a step: system packages, another language, a start script.
    files = {"apt.txt", "requirements.txt", "runtime.txt", "DESCRIPTION", "start"}
    assert files & {path.name for path in ROOT.iterdir()} == set()
    assert "apt-get install" not in recipe.split("# Copy stuff")[1]
