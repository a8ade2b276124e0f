"""The command line: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from born_into_care.cli import MEND, MISUSE, OK, main

TABLE = "Area,Period,Newborns,Same day\nLeeds,2018/19,60,21\nLeeds,2019/20,70,3\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def test_check_lists_the_columns_and_the_problems(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(table)]) == OK
    said = capsys.readouterr().out
    assert "Newborns: Newborns in care proceedings" in said
    assert "This table can be counted." in said


def test_check_of_a_table_that_has_to_be_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text("Area,Newborns\n")
    assert main(["check", str(tmp_path / "x.csv")]) == MEND
    assert "no rows below them" in capsys.readouterr().out


def test_check_writes_protected_counts_when_asked(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "shown.csv"
    assert main(["check", str(table), "--protected", str(out)]) == OK
    text = out.read_text(encoding="utf-8-sig")
    assert "hidden" in text and ",3\r" not in text


def test_a_threshold_above_the_smallest_denominator_is_kept_to(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "shown.csv"
    assert main(["check", str(table), "--threshold", "25", "--protected", str(out)]) == OK
    counts = [line.rsplit(",", 1)[1] for line in out.read_text("utf-8-sig").splitlines()[1:]]
    assert not [count for count in counts if count.isdigit() and int(count) < 25]


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        (["check", "none.csv"], "There is no file"),
        (["check", "{table}", "--match", "area"], "names no column"),
        (["check", "{table}", "--match", "area=Ares"], "Did you mean 'Area'"),
        (["briefing", "--area", "London", "--format", "odt"], "no format 'odt'"),
        (["briefing", "{table}", "--yes", "--all", "--threshold", "1"], "Choose a whole number"),
        (["briefing", "--area", "London", "--workers", "-1"], "Choose 1 or more"),
        (["check", "{table}", "--protected", "{table}/no/out.csv"], "/no' can't be"),
        (["illustrate", "--out", "{table}"], "choose another place"),
    ],
)
def test_misuse_says_what_to_type(
    arguments: list[str], match: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([a.replace("{table}", str(table)) for a in arguments]) == MISUSE
    assert match in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["brief"], ["briefing"], ["check"]])
def test_a_command_that_is_not_one_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == MISUSE


def test_a_briefing_of_a_table_waits_for_the_columns_to_be_confirmed(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["briefing", str(table), "--all", "--out", str(tmp_path / "out")]
    assert main(arguments) == MISUSE
    assert "use --yes" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_no_answer_is_no(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", ended)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["briefing", str(table), "--all"]) == MISUSE


def test_briefings_are_made_and_a_failed_one_shows_in_the_exit_code(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    common = ["--out", str(out), "--format", "html", "--workers", "1"]
    assert main(["briefing", str(table), "--yes", "--all", *common]) == OK
    assert (out / "briefing-leeds.html").is_file() and not (out / "briefing-leeds.docx").exists()
    assert main(["briefing", str(table), "--yes", "--area", "Leds", *common]) == MEND
    assert "Did you mean 'Leeds'" in capsys.readouterr().out


def test_illustrate_writes_templates_that_are_recognised_and_a_practice_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from born_into_care.your_area import open_table

    assert main(["illustrate", "--out", str(tmp_path)]) == OK
    for path in map(Path, capsys.readouterr().out.split("\n")[:-1]):
        reading = open_table(path)
        if path.name.startswith("template"):
            assert len(reading.mapping) == len(reading.headings)
        if "practice" in path.name:
            assert reading.ready and reading.illustrative


def test_help_names_the_commands_and_loads_no_heavy_package() -> None:
    code = (
        "import sys\nfrom born_into_care.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as e:\n    assert e.code == 0\n"
        "assert not {'pandas', 'plotly', 'scipy', 'papermill'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for command in ("check", "briefing", "illustrate", "Exit codes"):
        assert command in done.stdout
