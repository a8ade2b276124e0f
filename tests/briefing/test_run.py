"""Briefings of many areas: resumed, apart from each other's faults, out of one notebook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import papermill
import pytest

from born_into_care.briefing import make_briefings, run, warm, workers
from born_into_care.briefing.blocks import BLOCKS_MIME, Document
from born_into_care.briefing.one import NOTEBOOK, Job, Outcome, _written, collected
from born_into_care.briefing.run import COUNTS, JOURNAL, stem_of
from born_into_care.errors import PackError
from born_into_care.paths import data_folder, data_from, pack_folder
from born_into_care.your_area import Protected


@pytest.fixture
def engine() -> Iterator[str]:
    yield warm.register()
    warm.close()


def execute(area: str, engine: str | None, **parameters: str):  # type: ignore[no-untyped-def]
    return papermill.execute_notebook(
        str(NOTEBOOK), None, parameters={"area": area, **parameters}, engine_name=engine,
        progress_bar=False, execution_timeout=60,
    )  # fmt: skip


def outputs(notebook) -> list[object]:  # type: ignore[no-untyped-def]
    return [output.data for cell in notebook.cells for output in cell.get("outputs", [])]


# The notebook -----------------------------------------------------------------------------------


def test_the_notebook_has_one_tagged_cell_of_parameters_and_no_output() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    tagged = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    for name in ("area", "table", "period", "region"):
        assert f"{name} = " in tagged[0].source
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_two_sets_of_parameters_give_two_briefings(engine: str) -> None:
    first, second = collected(execute("London", engine)), collected(execute("Wales", engine))
    assert first.title.endswith("London") and second.title.endswith("Wales")
    assert first.blocks != second.blocks


@pytest.mark.parametrize("area", ['"; import os; os._exit(1) #', "x'\"\\\n\u2028y", "{area}"])
def test_an_area_is_a_text_to_the_notebook_and_never_code(engine: str, area: str) -> None:
    with pytest.raises(papermill.PapermillExecutionError) as error:
        execute(area, engine)
    assert error.value.ename == "PackError"


def test_a_markdown_cell_with_the_tag_goes_into_the_document(engine: str) -> None:
    notebook = execute("London", engine)
    cell = nbformat.v4.new_markdown_cell("Our own remark.", metadata={"tags": ["briefing"]})
    notebook.cells.append(cell)
    assert collected(notebook).blocks[-1].text == "Our own remark."
    notebook.cells = notebook.cells[:2]
    with pytest.raises(PackError, match="gave no briefing"):
        collected(notebook)


# The kernel that stays up -----------------------------------------------------------------------


def scratch(*sources: str) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "x", "language": "python"}
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return notebook


def run_scratch(engine: str, *sources: str):  # type: ignore[no-untyped-def]
    return papermill.execute_notebook(
        scratch(*sources), None, engine_name=engine, progress_bar=False, execution_timeout=30
    )


def test_nothing_of_one_run_is_left_for_the_next(engine: str) -> None:
    run_scratch(engine, "secret = 'Leeds'\nimport json", "secret")
    left = run_scratch(
        engine,
        "[name for name in ('secret', 'json') if name in globals()]",
        # Written in two parts, so that this cell itself does not hold the word.
        "'Lee' + 'ds' in repr(Out) + repr(In) + repr([globals().get(n) for n in ('_', '__')])",
    )
    assert [o.data["text/plain"] for c in left.cells for o in c.outputs] == ["[]", "False"]


def test_the_kernel_is_the_same_one_and_is_stopped_at_the_end(engine: str) -> None:
    pids = [
        int(run_scratch(engine, "import os; os.getpid()").cells[0].outputs[0].data["text/plain"])
        for _ in range(2)
    ]
    assert pids[0] == pids[1]
    warm.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_a_warm_run_gives_what_a_fresh_kernel_gives(engine: str) -> None:
    execute("London", engine)
    assert outputs(execute("North East", engine)) == outputs(execute("North East", None))


def test_a_notebook_that_fails_or_kills_its_kernel_leaves_a_clean_one(engine: str) -> None:
    with pytest.raises(papermill.PapermillExecutionError):
        run_scratch(engine, "left_over = 1", "1 / 0")
    with pytest.raises(Exception, match=r"(?i)kernel|dead"):
        run_scratch(engine, "import os; os._exit(1)")
    after = run_scratch(engine, "'left_over' in globals()")
    assert after.cells[0].outputs[0].data["text/plain"] == "False"


# Many areas -------------------------------------------------------------------------------------


def test_areas_are_made_kept_and_made_anew(table: Protected, tmp_path: Path) -> None:
    seen: list[Outcome] = []
    first = make_briefings(
        table.areas[:3], folder=tmp_path, table=table, formats=["html", "docx"],
        progress=seen.append, workers=2,
    )  # fmt: skip
    assert [o.status for o in first.outcomes] == ["made"] * 3 and len(seen) == 3
    held = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    again = make_briefings(
        table.areas[:3], folder=tmp_path, table=table, formats=["html", "docx"]
    )  # fmt: skip
    assert [o.status for o in again.outcomes] == ["kept"] * 3
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == held

    name = first.outcomes[1].files[0]
    (tmp_path / name).write_text("damaged")
    with (tmp_path / JOURNAL).open("a") as journal:
        journal.write('{"area": "torn off in the mid')
    mended = make_briefings(
        table.areas[:3], folder=tmp_path, table=table, formats=["html", "docx"], workers=1
    )  # fmt: skip
    assert [o.status for o in mended.outcomes] == ["kept", "made", "kept"]
    assert (tmp_path / name).read_bytes() == held[name]
    assert not list(tmp_path.glob(".*"))


def test_a_briefing_is_made_anew_in_a_live_kernel_when_a_figure_is_corrected(
    tmp_path: Path,
) -> None:
    copy = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    job = Job("Wales", "wales", str(tmp_path), {"area": "Wales"}, ("html",))
    with data_from(copy):
        before = run._fingerprint(job, None)
        assert run._fingerprint(job, None) == before
        table = copy / "figures.csv"
        table.write_text(table.read_text("utf-8").replace("2914", "2915"), "utf-8")
        assert run._fingerprint(job, None) != before


def test_one_areas_fault_does_not_stop_the_others(tmp_path: Path) -> None:
    summary = make_briefings(
        ["London", "Lundon", "Wales"], folder=tmp_path, formats=["html"], workers=1
    )
    assert [o.status for o in summary.outcomes] == ["made", "failed", "made"]
    assert "Did you mean 'London'" in summary.failed[0].message
    assert "2 briefings made, 0 kept from before, 1 failed" in summary.text
    assert "Lundon,failed" in (tmp_path / "summary.csv").read_text(encoding="utf-8-sig")


WORKER = """
import json, os, sys
for line in sys.stdin:
    area = json.loads(line)["area"]
    if area == "Wales":
        os.kill(os.getpid(), 9)
    print(json.dumps({"area": area, "status": "made", "files": [], "message": ""}), flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="ends a process the POSIX way")
def test_a_worker_that_dies_takes_no_other_area_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "COMMAND", (sys.executable, "-c", WORKER))
    jobs = [Job(a, a, "", {}, ()) for a in ("London", "Wales", "England", "North West")]
    outcomes = {o.area: o for o in workers.made(jobs, 2)}
    assert {a: o.status for a, o in outcomes.items()} == {
        "London": "made", "England": "made", "Wales": "failed", "North West": "made",
    }  # fmt: skip
    assert "ended from outside" in outcomes["Wales"].message


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = WORKER.replace("os.kill(os.getpid(), 9)", "__import__('time').sleep(60)")
    monkeypatch.setattr(workers, "COMMAND", (sys.executable, "-c", hanging))
    monkeypatch.setattr(workers, "PATIENCE", 2)
    jobs = [Job(a, a, "", {}, ()) for a in ("Wales", "London")]
    outcomes = {o.area: o for o in workers.made(jobs, 1)}
    assert outcomes["London"].status == "made"
    assert outcomes["Wales"].status == "failed" and "longer than" in outcomes["Wales"].message


def test_a_script_without_a_main_guard_can_make_briefings(tmp_path: Path) -> None:
    script = tmp_path / "x.py"
    script.write_text(
        "from born_into_care.briefing import make_briefings\n"
        f"made = make_briefings(['London', 'Wales'], folder={str(tmp_path)!r}, formats=['html'])\n"
        "print(made.text)"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout.count("briefings made") == 1 and done.stdout.startswith("2 briefings made")


def test_without_a_browser_the_pdf_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    summary = make_briefings(["London"], folder=tmp_path, workers=1)
    assert summary.outcomes[0].files == ("briefing-london.html", "briefing-london.docx")
    assert "choose Print" in summary.text


PRINTER = """#!{python}
import sys
for word in sys.argv:
    if word.startswith("--print-to-pdf="):
        with open(word.split("=", 1)[1], "wb") as pdf:
            pdf.write(b"a PDF of " + open(sys.argv[-1][7:], "rb").read())
"""


@pytest.fixture
def printer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stands in for a browser: it 'prints' by copying."""
    path = tmp_path_factory.mktemp("bin") / "printer"
    path.write_text(PRINTER.format(python=sys.executable))
    path.chmod(0o755)
    return path


@pytest.mark.skipif(os.name != "posix", reason="plays a browser by a script")
def test_the_pdf_is_made_once_there_is_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printer: Path
) -> None:
    def made() -> run.Summary:
        return make_briefings(["London"], folder=tmp_path, formats=["html", "pdf"], workers=1)

    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    assert made().outcomes[0].status == "made"
    without = made()
    assert without.outcomes[0].status == "kept" and "choose Print" in without.text
    monkeypatch.setenv("BROWSER_PATH", str(printer))
    with_one = made()
    assert with_one.outcomes[0].status == "made" and "choose Print" not in with_one.text
    assert with_one.outcomes[0].files == ("briefing-london.html", "briefing-london.pdf")
    assert made().outcomes[0].status == "kept"


@pytest.mark.skipif(os.name != "posix", reason="plays a browser by a script")
def test_printing_leaves_the_page_of_an_earlier_run_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printer: Path
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(printer))
    (tmp_path / "briefing-x.html").write_text("of an earlier run")
    job = Job("X", "briefing-x", str(tmp_path), {}, ("pdf",))
    assert _written(job, Document("X")).files == ("briefing-x.pdf",)
    assert (tmp_path / "briefing-x.html").read_text() == "of an earlier run"
    printer.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(OSError, match="wrote no PDF"):
        _written(job, Document("X"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["briefing-x.html", "briefing-x.pdf"]


def test_a_learners_table_is_never_written_into_the_pack(table: Protected) -> None:
    with pytest.raises(PackError, match="not written into the pack"):
        make_briefings(["Leeds"], folder=pack_folder() / "build", table=table)


def test_where_the_pack_is_the_home_itself_briefings_go_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "pack_folder", lambda: tmp_path)
    with pytest.raises(PackError, match="not written into the pack"):
        run._folder(tmp_path / "born-into-care" / "briefings", own=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert run._folder("~/born-into-care/briefings", own=True).is_dir()


@pytest.mark.parametrize(
    ("areas", "formats", "workers", "match"),
    [
        ([], ["html"], 1, "No area was named"),
        (["London"], ["odt"], 1, "no format 'odt'"),
        (["London"], ["html"], -1, "Choose 1 or more, or 0"),
    ],
)
def test_a_wrong_wish_says_what_to_choose(
    areas: list[str], formats: list[str], workers: int, match: str, tmp_path: Path
) -> None:
    with pytest.raises(PackError, match=match):
        make_briefings(areas, folder=tmp_path, formats=formats, workers=workers)


def test_file_names_are_safe_and_differ(tmp_path: Path) -> None:
    jobs = run._jobs(["A/B", "A:B", "../A B", "Ünï", "\u202e"], tmp_path, "", "", "", ())
    stems = [job.stem for job in jobs]
    assert len(set(stems)) == 5
    assert all(s == s.encode("ascii", "ignore").decode() and "/" not in s for s in stems)
    assert stem_of("CON") == "briefing-con"


def test_what_is_kept_beside_the_briefings_holds_protected_counts_only(
    table: Protected, tmp_path: Path
) -> None:
    make_briefings(["Leeds"], folder=tmp_path, table=table, formats=["html"], workers=1)
    held = json.loads((tmp_path / COUNTS).read_text())
    york = held["counts"][held["areas"].index("York")]
    assert all(count is None or count >= 6 for period in york for count in period)
    assert BLOCKS_MIME not in (tmp_path / JOURNAL).read_text()
