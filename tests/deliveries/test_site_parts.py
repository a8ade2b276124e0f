"""The steps from a notebook to a page, one by one."""

import json
import re

import nbformat
import pytest
from nbformat import v4

from born_into_care.errors import PackError
from born_into_care.explorers import explorer, export
from tests.support.site import read_states
from tools.build import policy
from tools.build.cell_content import to_json
from tools.build.explorer_states import write_states
from tools.build.pack import write_text
from tools.build.site import build, sources


def cell(source, *outputs):
    return v4.new_code_cell(source, outputs=list(outputs))


def test_no_text_in_the_data_can_end_its_block():
    written = to_json({"name": "</script><b>"})
    assert "<" not in written and json.loads(written) == {"name": "</script><b>"}


class TestSources:
    @pytest.fixture
    def pack(self, tmp_path):
        for folder in sources.SECTIONS:
            (tmp_path / folder).mkdir(parents=True)
        for name in sources.TOGETHER:
            (tmp_path / name).touch()
        (tmp_path / "README.md").write_text("# Pack\n\nText.\n\n## Open it\n\n[r](teaching/)\n")
        (tmp_path / "teaching" / "README.md").write_text("# Kit\n")
        return tmp_path

    def notebook(self, pack, *code):
        found = [v4.new_markdown_cell("# Why?\n\nSo."), *code]
        nbformat.write(v4.new_notebook(cells=found), pack / "notebooks" / "01_why.ipynb")

    @pytest.mark.parametrize(
        ("code", "problem"),
        [
            (cell('show("regions")'), "Run 'make notebooks'"),
            (cell("1 / 0", v4.new_output("error", ename="E", evalue="bad")), "E: bad"),
        ],
    )
    def test_a_notebook_that_was_not_saved_as_it_should_be_is_refused(self, pack, code, problem):
        self.notebook(pack, code)
        with pytest.raises(PackError, match=problem):
            sources.write_sources(pack, pack / "out", pack / "extra")


def test_a_script_of_states_holds_all_of_them(tmp_path):
    path = write_states("hundred", lambda link: link, tmp_path)
    found, wanted = json.loads(read_states(path)), export(explorer("hundred"))
    assert found["states"].keys() == wanted["states"].keys()
    for state, places in wanted["states"].items():
        parts = [found["parts"][place] for place in found["states"][state]]
        assert parts == json.loads(json.dumps([wanted["parts"][place] for place in places]))


def test_the_policy_lets_nothing_in_from_elsewhere_and_no_script_in_a_page():
    assert not re.search(r"http|\*|script-src [^;]*(?:unsafe|data:)", policy.write_policy())


def test_the_worker_keeps_what_is_shown_and_its_version_follows_what_files_hold(tmp_path):
    heads = []
    for text in ("one", "one", "two"):
        for file in ("index.html", "a/b.js", "slides/01.pdf", "questions/moodle.xml"):
            write_text(tmp_path / file, text)
        build.write_worker(tmp_path)
        heads.append((tmp_path / "worker.js").read_text().splitlines()[:2])
        (tmp_path / "worker.js").unlink()
    assert heads[0][1] == 'const FILES = ["a/b.js", "index.html"];'
    assert heads[0][0] == heads[1][0] != heads[2][0]
