"""The command line: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from born_into_care.cli import MEND, MISUSE, OK, STOPPED, main

TABLE = "Local authority,Year,Newborns,Same day\nLeeds,2018/19,60,21\nYork,2018/19,44,12\n"
TABLE += TABLE.split("\n", 1)[1].replace("2018/19", "2019/20").replace(",12", ",3")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def test_check_says_how_columns_are_read_and_the_account_of_rows(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(table)]) == OK
    text = capsys.readouterr().out
    assert "'Newborns'" in text and "60" in text and "This table can be counted." in text
    assert [path.name for path in table.parent.iterdir()] == ["table.csv"]


def test_a_question_is_answered_by_the_line_that_it_prints(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = table.rename(table.with_name("my table.csv"))
    table.write_text(TABLE.replace("Newborns", "Babies we saw"))
    assert main(["check", str(table)]) == MEND
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if "newborns=Babies we saw" in line and "check" in line]
    assert main(shlex.split(line.replace("others=...", "others=fine"))[1:]) == OK


def test_columns_are_confirmed_once_and_kept_beside_the_table(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["briefing", str(table), "--all", "--out", str(out), "--format", "html"]
    assert main(command) == MISUSE
    assert "type --yes as well" in capsys.readouterr().out and not out.exists()
    assert main([*command, "--yes"]) == OK
    assert {path.name for path in out.glob("*.html")} == {
        "briefing-leeds.html",
        "briefing-york.html",
    }
    assert main(command) == OK
    assert "2 kept from before" in capsys.readouterr().out


def test_a_failed_briefing_shows_in_the_exit_code(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "out"), "--format", "html"]
    assert main(["briefing", str(table), "--yes", "--area", "Leds", *out]) == MEND
    assert "Did you mean 'Leeds'" in capsys.readouterr().out


def test_protected_counts_hide_small_ones_and_are_for_their_owner(
    table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "shown.csv"
    arguments = ["check", str(table), "--threshold", "25", "--protected", str(out)]
    assert main(arguments) == OK and main(arguments) == OK
    text = out.read_text(encoding="utf-8-sig")
    counts = [cell for line in text.splitlines()[1:] for cell in line.split(",") if cell.isdigit()]
    assert "hidden" in text and all(int(count) >= 25 for count in counts)
    assert out.stat().st_mode & 0o777 == 0o600


def test_no_command_writes_over_its_input_or_a_file_of_somebody_elses(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(table), "--protected", str(table)]) == MISUSE
    assert "somebody's work" in capsys.readouterr().err and table.read_text() == TABLE
    assert main(["template", "counts", "--out", str(tmp_path / "t")]) == OK
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.suffix for path in written} == {".csv", ".xlsx"} and len(written) == 4
    mine = written[0].read_text() + "my own rows"
    written[0].write_text(mine)
    assert main(["template", "counts", "--out", str(tmp_path / "t")]) == MISUSE
    assert written[0].read_text() == mine


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        (["check", "none.csv"], "none.csv"),
        (["check", "{table}", "--column", "area"], "has no '='"),
        (["check", "{table}", "--column", "area=Locl authority"], "Did you mean 'Local authority'"),
        (["briefing", "--area", "London", "--format", "odt"], "no format 'odt'"),
        (["briefing", "{table}", "--yes", "--all", "--threshold", "1"], "Choose a whole number"),
        (["briefing", "--area", "London", "--workers", "-1"], "not in the range x>=0"),
        (["check", "{table}", "--protected", "{table}/no/out.csv"], "can't be read or written"),
        (["briefing", "--area", "London", "--format", ","], "Choose a format: html"),
        *((["briefing", "--area", "Wales", "--format", "html", *of_a_table], "Name the FILE")
          for of_a_table in (["--period", "1066"], ["--region", "Mars"], ["--threshold", "10"])),
        (["briefing", "", "--area", "Wales"], "can't be opened"),
        (["briefing"], "Name an area with --area"),
        (["briefing", "--all", "--area", "London"], "Name an area with --area"),
        (["brief"], "No such command"),
        (["template", "cases"], "'babies', 'counts'"),
    ],
)  # fmt: skip
def test_misuse_says_what_to_type(
    arguments: list[str], match: str, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.replace("{table}", str(table)) for word in arguments]) == MISUSE
    assert match in capsys.readouterr().err


def test_a_stop_from_the_keyboard_says_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("born_into_care.briefing.make_briefings", stop)
    assert main(["briefing", "--all"]) == STOPPED
    assert "Stopped. What was made so far is kept" in capsys.readouterr().out


def test_help_names_the_commands_and_loads_no_heavy_package() -> None:
    code = (
        "import sys\nfrom born_into_care.cli import main\nassert main(['--help']) == 0\n"
        "assert not {'pandas', 'plotly', 'scipy', 'papermill'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for command in ("check", "briefing", "template", "Exit codes"):
        assert command in done.stdout
