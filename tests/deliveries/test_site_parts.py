"""The steps from a notebook to a page, one by one."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import v4

from born_into_care.errors import PackError
from tools.site import (
    addresses,
    calls,
    cells,
    contents,
    offline,
    parts,
    policy,
    shared,
    stage,
)

PLOTLY = "application/vnd.plotly.v1+json"
SPEC = {
    "data": [{"type": "scatter", "x": [1], "y": [2], "name": "</script><b>"}],
    "layout": {"title": {"text": "One<br>point"}, "height": 400, "margin": {"t": 100, "l": 5}},
    "config": {"displayModeBar": False},
}


class TestCalls:
    def test_a_call_with_values(self):
        found = calls.last_call('explore("regions", measure="Incidence", ranks=True)', {})
        assert found == calls.Call("explore", ("regions",), {"measure": "Incidence", "ranks": True})

    def test_a_name_set_in_an_earlier_cell(self):
        names: dict[str, object] = {}
        assert calls.last_call('where = "Wales"', names) is None
        assert calls.last_call("explore('nations', area=where)", names).choices == {"area": "Wales"}

    @pytest.mark.parametrize(
        "source",
        [
            "explore(unknown)",
            "explore('a', b=1 + unknown)",
            "a.panel()",
            "1 + 1",
            "x = 5",
            "",
            "not python(",
        ],
    )
    def test_what_cannot_be_known_without_running_is_left_to_the_saved_output(self, source):
        assert calls.last_call(source, {}) is None


class TestAddresses:
    @pytest.mark.parametrize(
        ("written", "led"),
        [
            ('<a href="../data/figures.md#x-1">', '<a href="../data/figures.html#x-1">'),
            ("<a href='05_a.ipynb'>", "<a href='05_a.html'>"),
            ('<a href="https://example.org/a.md">', '<a href="https://example.org/a.md">'),
            ('<a href="#here">', '<a href="#here">'),
            ('<a href="table.csv">', '<a href="table.csv">'),
        ],
    )
    def test_links_in_html(self, written, led):
        assert addresses.as_pages(written) == led

    def test_links_in_data(self):
        data = {"a": [{"link": "../data/derived.md#d"}], "b": 'x <a href="g.md">g</a>', "c": "a.md"}
        assert addresses.data_as_pages(data) == {
            "a": [{"link": "../data/derived.html#d"}],
            "b": 'x <a href="g.html">g</a>',
            "c": "a.md",
        }


class TestCells:
    def test_a_chart_takes_the_words_that_follow_it(self):
        outputs = [
            v4.new_output("display_data", data={PLOTLY: SPEC, "text/plain": "Chart"}),
            v4.new_output("display_data", data={"text/html": "<figure>words</figure>"}),
        ]
        shown = cells.outputs_html(outputs)
        assert shown.count("data-bic-chart") == 1
        assert shown.endswith("<figure>words</figure></div>")
        assert '<p class="bic-title">One point</p>' in shown

    def test_the_title_leaves_the_drawing_and_its_height_is_kept_free(self):
        shown = cells.chart_html(SPEC, "")
        drawn = json.loads(re.search(r'class="bic-spec">(.*?)</script>', shown)[1])
        assert "title" not in drawn["layout"]
        assert drawn["layout"]["height"] == 400 - 100 + 24
        assert f"height:{400 - 100 + 24}px" in shown

    def test_no_text_in_the_data_can_end_its_block(self):
        block = cells.data_block(SPEC, kind="bic-spec")
        assert block.count("</script>") == 1
        inside = block.split(">", 1)[1].removesuffix("</script>")
        assert json.loads(inside) == SPEC

    def test_a_plain_table_can_be_reached_and_scrolled_by_keyboard(self):
        output = v4.new_output("execute_result", data={"text/html": "<table><tr></tr></table>"})
        assert 'tabindex="0"' in cells.outputs_html([output])

    def test_plain_text_is_escaped(self):
        output = v4.new_output("execute_result", data={"text/plain": "<b>&"})
        assert cells.outputs_html([output]) == "<pre>&lt;b&gt;&amp;</pre>"

    def test_a_cell_saved_with_an_error_is_refused(self):
        with pytest.raises(ValueError, match="NameError: no"):
            cells.outputs_html([v4.new_output("error", ename="NameError", evalue="no")])


class TestContents:
    def test_a_title_is_asked_for(self, tmp_path):
        page = tmp_path / "a.md"
        page.write_text("no title")
        with pytest.raises(ValueError, match=r"Begin it with a line such as '# Title'"):
            contents.label(page)

    def test_a_notebook_keeps_its_number(self, tmp_path):
        page = tmp_path / "07_who.ipynb"
        nbformat.write(v4.new_notebook(cells=[v4.new_markdown_cell("# Who?\n\nWhy.")]), page)
        assert contents.label(page) == "07 Who?"


class TestParts:
    def test_a_self_check_gives_no_answer_away(self):
        from born_into_care.activities.questions import question

        asked = question("01-trend")
        made = parts.for_call(calls.Call("check", ("01-trend",))).html
        for option in asked.options:
            assert option.text.plain in made
            assert option.feedback.plain not in made
        assert '"correct"' not in made

    def test_an_unknown_explorer_says_which_there_are(self):
        with pytest.raises(PackError, match="regions"):
            parts.for_call(calls.Call("explore", ("nowhere",)))

    def test_a_verb_that_only_shows_is_left_to_its_saved_output(self):
        assert parts.for_call(calls.Call("show", ("regions",))) is None

    def test_each_kind_of_fact_has_a_number_to_set_a_guess_beside(self):
        count = parts._fact("newborns-england-2019-20")
        assert (count["value"], count["per"], count["bound"]) == (2914, None, False)
        share = parts._fact("same-day-england-wales-2019-20")
        assert share["value"] == pytest.approx(1 / 6)
        assert share["per"] == 1


class TestStage:
    @pytest.fixture
    def pack(self, tmp_path):
        for folder in ("notebooks", "data", "teaching"):
            (tmp_path / folder).mkdir()
        (tmp_path / "README.md").write_text("# Pack\n\nText.\n\n## Open it\n\n[r](teaching/)\n")
        (tmp_path / "teaching" / "README.md").write_text("# Kit\n")
        return tmp_path

    def notebook(self, pack, *code, outputs=()):
        cells_ = [v4.new_markdown_cell("# Why?\n\nSo.")]
        cells_ += [v4.new_code_cell(source, outputs=list(outputs)) for source in code]
        nbformat.write(v4.new_notebook(cells=cells_), pack / "notebooks" / "01_why.ipynb")

    def test_a_notebook_without_its_outputs_is_refused(self, pack, tmp_path):
        self.notebook(pack, 'show("regions")')
        with pytest.raises(PackError, match="Run 'make notebooks'"):
            stage.stage(pack, tmp_path / "out")

    def test_a_cell_with_an_error_is_refused(self, pack, tmp_path):
        self.notebook(pack, "1 / 0", outputs=[v4.new_output("error", ename="E", evalue="bad")])
        with pytest.raises(PackError, match="E: bad"):
            stage.stage(pack, tmp_path / "out")

    def test_what_is_made_ready(self, pack, tmp_path):
        self.notebook(pack, 'explore("notice")')
        staged = stage.stage(pack, tmp_path / "out")
        assert staged.explorers == {"notice"}
        assert "notebooks/01_why" in staged.pages
        home = (tmp_path / "out" / "index.md").read_text()
        assert home.index("[01 Why?](notebooks/01_why.ipynb)") < home.index("## Open it")
        assert "(teaching/README.md)" in home

    def test_every_page_says_how_to_have_it_as_a_notebook(self, pack, tmp_path):
        self.notebook(pack, "2")
        stage.stage(pack, tmp_path / "out")
        made = nbformat.read(tmp_path / "out" / "notebooks" / "01_why.ipynb", as_version=4)
        assert 'href="01_why.ipynb" download' in made.cells[1].source
        assert "Binder" not in made.cells[1].source

    def test_binder_is_offered_once_the_pack_has_an_address(self, pack, tmp_path):
        address = "https://mybinder.org/v2/gh/OWNER/x/main?urlpath=lab/tree/notebooks/00_a.ipynb"
        readme = pack / "README.md"
        readme.write_text(f"{readme.read_text()}\n[binder]: {address}\n")
        self.notebook(pack, "2")
        stage.stage(pack, tmp_path / "one")
        made = (tmp_path / "one" / "notebooks" / "01_why.ipynb").read_text()
        assert "mybinder.org" not in made
        readme.write_text(readme.read_text().replace("OWNER", "someone"))
        stage.stage(pack, tmp_path / "two")
        made = (tmp_path / "two" / "notebooks" / "01_why.ipynb").read_text()
        assert "gh/someone/x/main?urlpath=lab/tree/notebooks/01_why.ipynb" in made


def put_together(table):
    made = []
    for kind, *rest in table["nodes"]:
        if kind == shared.PLAIN:
            made.append(rest[0])
        elif kind == shared.TEXT:
            made.append("".join(made[place] for place in rest))
        elif kind == shared.LIST:
            made.append([made[place] for place in rest])
        else:
            keys = table["shapes"][rest[0]]
            made.append({key: made[place] for key, place in zip(keys, rest[1:], strict=True)})
    return made[-1]


PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


class TestShared:
    @given(PLAIN_DATA)
    def test_nothing_is_lost(self, data):
        assert put_together(json.loads(json.dumps(shared.shared(data)))) == data

    @given(st.lists(st.sampled_from(["<tr>", "</tr>", "<li>", "</li>", "<p class='a'>", "words"])))
    def test_no_text_is_lost_at_a_seam(self, parts):
        text = "".join(parts) * 5
        assert put_together(shared.shared([text, text])) == [text, text]

    def test_what_comes_again_is_written_once(self):
        long = {"title": "Newborn babies in care proceedings", "words": "x" * 500}
        once = len(json.dumps(shared.shared([long])))
        assert len(json.dumps(shared.shared([long] * 50))) < once + 50 * 4


class TestPolicy:
    def test_nothing_from_elsewhere_and_no_script_in_a_page(self):
        told = policy.policy()
        assert "http" not in told
        assert "*" not in told
        scripts = re.search(r"script-src ([^;]*)", told)[1]
        assert "unsafe" not in scripts
        assert "data:" not in scripts


class TestOffline:
    def site(self, folder, text="one"):
        (folder / "a").mkdir(parents=True)
        (folder / "index.html").write_text(text)
        (folder / "a" / "b.js").write_text("b")
        return folder

    def test_the_worker_keeps_every_file_and_its_version_follows_what_they_hold(self, tmp_path):
        versions = []
        for name, text in (("x", "one"), ("y", "one"), ("z", "two")):
            site = self.site(tmp_path / name, text)
            offline.write_worker(site)
            head = (site / "worker.js").read_text().splitlines()
            assert head[1] == 'const FILES = ["a/b.js", "index.html"];'
            versions.append(head[0])
        assert versions[0] == versions[1] != versions[2]

    def test_what_is_downloaded_is_in_the_archive_and_not_kept_by_the_worker(self, tmp_path):
        site = self.site(tmp_path / "site")
        for name in ("slides/01.html", "slides/01.pdf", "questions/moodle.xml", "handouts/01.pdf"):
            (site / name).parent.mkdir(exist_ok=True)
            (site / name).write_text("x", "utf-8")
        offline.write_worker(site)
        kept = (site / "worker.js").read_text().splitlines()[1]
        assert "slides/01.html" in kept
        assert ".pdf" not in kept
        assert "questions" not in kept

    def test_the_archive_is_the_same_byte_for_byte(self, tmp_path):
        site = self.site(tmp_path / "site")
        for name in ("one.zip", "two.zip"):
            offline.write_archive(site, tmp_path / name)
        assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
