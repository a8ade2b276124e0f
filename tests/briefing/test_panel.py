"""Each control of the panel is driven; no cell of a learner's file becomes part of a widget."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as parser
from playwright.sync_api import expect

from born_into_care.briefing import panel as make_panel
from born_into_care.briefing.table_panel import LARGEST_UPLOAD, WITHOUT_KERNEL, Panel
from tests.support.activity_page import Opener, opener
from tests.support.browser import chromium
from tests.your_area.test_cases import CASES, summary
from tests.your_area.test_cases import HERE as YOUR_AREA

HEAD = "Record number,Which council,Child name,Date of birth,Date of issue,Date of first hearing\n"
BABIES = HEAD + "".join(
    f"ZE19C{i:05d}{place[0]}{year},{place},Canary Person {i},"
    f"{year}-{1 + i % 12:02d}-{1 + i % 11 // 2:02d},"
    f"{year}-{1 + i % 12:02d}-{1 + i % 11:02d},{year}-{1 + i % 12:02d}-{2 + i % 11 + i % 8:02d}\n"
    for i in range(240)
    for year in (2018, 2019)
    for place in ("Leeds", "York", "Bradford", "Wakefield")
)
COUNTS = "Local authority,Year,Newborns,Same day\nLeeds,2018/19,60,21\nLeeds,2019/20,70,30\n"


class Driven:
    """A panel with what it has sent; `ask` does as its page does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.panel = make_panel()
        self.sent: list[dict[str, Any]] = []
        monkeypatch.setattr(self.panel, "send", lambda content, **_: self.sent.append(content))

    def ask(self, do: str, name: str = "", value: Any = "", **fields: Any) -> dict[str, Any]:
        content = {"do": do, "name": name, "value": value, "fields": fields, "number": 1}
        self.panel._on_message(None, content, [])
        return self.sent[-1]

    def send_file(self, content: bytes, name: str = "table.csv") -> dict[str, Any]:
        half, size = len(content) // 2, len(content)
        for number, piece in enumerate((content[:half], content[half:])):
            portion = {"do": "file", "name": name, "size": size, "last": number == 1}
            portion["upload"] = len(self.sent)
            self.panel._on_message(None, portion, [piece])
        return self.sent[-1]

    def confirm(self) -> dict[str, Any]:
        self.send_file(BABIES.encode())
        self.ask("column", "area", "Which council")
        self.ask("answer", "others", "fine")
        return self.ask("confirm")

    @property
    def text(self) -> str:
        return " ".join(parser.fromstring(self.panel.page()).text_content().split())


@pytest.fixture
def driven(monkeypatch: pytest.MonkeyPatch) -> Driven:
    return Driven(monkeypatch)


def test_a_file_is_opened_matched_confirmed_and_shown(driven: Driven) -> None:
    assert "Then you check what each column is read as." in driven.ask("hello")["page"]
    opened = driven.send_file(BABIES.encode())
    assert opened["focus"] == "columns" and "Next: answer" in opened["sentence"]
    assert "Next: answer the question" in driven.ask("column", "area", "Which council")["sentence"]
    assert "Next: check each column" in driven.ask("answer", "others", "fine")["sentence"]
    assert "Leeds, York and Bradford" in driven.text and "1 January 2018" in driven.text
    shown = driven.ask("confirm")
    assert "Showing all areas of the table, " in shown["sentence"] and len(shown["charts"]) == 2
    page = parser.fromstring(shown["page"])
    assert page.xpath("//section[@data-part='result']//h4") and not page.xpath("//h1 | //h2")
    assert page.xpath("//a[contains(@href, 'figures.md#short-notice-england')]")
    back = driven.ask("back", value="columns")
    assert back["focus"] == "columns" and "These columns are right" in back["page"]


def test_no_cell_of_a_personal_column_is_in_the_page_or_in_a_widget(driven: Driven) -> None:
    driven.confirm()
    saved = json.dumps([driven.panel.get_state(), driven.sent], default=str)
    saved += repr(driven.panel) + str(driven.panel._repr_mimebundle_())
    assert "Canary" not in saved and "ZE19C" not in saved
    assert "Leeds" not in json.dumps(driven.panel.get_state(), default=str)
    assert driven.panel._repr_mimebundle_()["text/plain"] == WITHOUT_KERNEL


def test_what_cannot_be_opened_or_comes_too_early_is_answered(
    driven: Driven, tmp_path: Path
) -> None:
    for do in ("confirm", "setting", "brief"):
        assert driven.ask(do, "threshold", 6)["what"] == "problem"
    assert "Type the name of a file" in driven.ask("open", value=" ")["problem"]
    wrong = driven.ask("open", value=str(tmp_path / "none.csv"))
    assert "none.csv' can't be opened" in wrong["problem"]
    portion = {"do": "file", "name": "x", "upload": 0.1, "size": LARGEST_UPLOAD + 1, "last": True}
    driven.panel._on_message(None, portion, [b""])
    assert "type where it is" in driven.sent[-1]["problem"]
    driven.panel._on_message(None, portion | {"size": 9}, [b"half"])
    assert "Only a part of the file came" in driven.sent[-1]["problem"]
    # An upload that was cut off is no part of the next file.
    portion |= {"last": False, "size": 99}
    driven.panel._on_message(None, portion, [COUNTS.replace("Leeds", "York").encode()])
    driven.send_file(COUNTS.encode())
    assert len(driven.panel.reading.rows) == 2 and "Leeds" in driven.text
    assert "can't be counted yet" in driven.send_file(b"%PDF-1.7")["sentence"]
    assert "CSV UTF-8" in driven.text and "can't be counted" in driven.ask("confirm")["problem"]
    assert driven.panel.findings is None


def test_questions_and_settings_reach_the_reading(driven: Driven, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(COUNTS)
    driven.ask("open", value=f'"{path}"')
    driven.ask("answer", "newborn", "under-7")
    driven.ask("confirm")
    assert driven.panel.findings is not None
    assert driven.panel.findings.protected.newborn == "under 7 days old at issue"
    driven.send_file(COUNTS.replace("Local authority,", "").replace("Leeds,", "").encode())
    assert "newborn" not in driven.panel.reading.answers
    driven.ask("answer", "area", "Leeds")
    assert driven.panel.reading.answers["area"] == "Leeds"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_each_case_comes_out_in_the_panel_as_on_the_command_line(
    case: dict[str, str], driven: Driven
) -> None:
    driven.ask("open", value=str(YOUR_AREA / "cases" / case["file"]))
    words = shlex.split(case["words"])
    for option, pair in zip(words[::2], words[1::2], strict=True):
        key, _, value = pair.partition("=")
        driven.ask(option.removeprefix("--"), key, value)
    assert summary(driven.panel.reading) == case["right"]
    said = driven.ask("confirm")
    counted = not case["right"].startswith(("asks", "stops"))
    assert (driven.panel.findings is not None) is counted
    assert ("can't be counted" in said.get("problem", "")) is not counted


def test_each_choice_changes_what_is_shown(driven: Driven) -> None:
    driven.confirm()
    assert "care proceedings: Leeds" in driven.ask("setting", "area", "Leeds")["page"]
    assert "Leeds, all periods." in driven.ask("setting", "period", "All periods")["sentence"]
    assert "Region that it lies in" not in driven.text
    driven.ask("setting", "area", "All areas of the table")
    assert "London" in driven.ask("setting", "region", "London")["sentence"] + driven.text
    driven.ask("setting", "area", "Leeds")
    driven.ask("setting", "threshold", "12")
    driven.ask("setting", "rounding", True)
    assert driven.panel.findings is not None
    protected = driven.panel.findings.protected
    assert (protected.threshold, protected.rounded_to) == (12, 5)
    assert driven.panel.choice["area"] == "Leeds"
    assert "Choose a whole number" in driven.ask("setting", "threshold", "1")["problem"]
    assert driven.panel.choice["threshold"] == "12"


def test_the_practice_table_is_called_illustrative_wherever_it_is_shown(driven: Driven) -> None:
    driven.ask("practice")
    driven.ask("answer", "areas", "own")
    driven.ask("confirm")
    assert driven.panel.findings is not None and driven.panel.findings.protected.illustrative
    assert "Illustrative." in driven.text


def test_briefings_are_made_where_they_are_told_to_with_a_warning_for_other_settings(
    driven: Driven, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    driven.confirm()
    driven.ask("setting", "area", "York")
    fields = {"folder": str(tmp_path), "html": True, "docx": False, "pdf": False}
    driven.ask("brief", value="one", **fields)
    assert [path.name for path in tmp_path.glob("briefing-*")] == ["briefing-york.html"]
    driven.ask("brief", value="all", **fields)
    assert len(list(tmp_path.glob("briefing-*.html"))) == 4 and "briefing-leeds" in driven.text
    progress = {"what": "progress", "done": 4, "all": 4, "doing": "Making briefings"}
    assert driven.sent[-2] == progress
    monkeypatch.setattr("born_into_care.briefing.table_panel.exposes_small_counts", lambda *_: True)
    assert "with other settings" not in driven.text
    assert "with other settings" in driven.ask("setting", "threshold", "12")["page"]


@pytest.fixture(scope="module")
def open_panel() -> Iterator[Opener]:
    with chromium() as browser, pytest.MonkeyPatch.context() as patch:
        yield from opener(browser, patch)


@pytest.mark.browser
def test_the_whole_path_can_be_gone_by_keyboard_and_axe_finds_nothing(
    open_panel: Opener, tmp_path: Path
) -> None:
    table = tmp_path / "my table.csv"
    table.write_text(BABIES)
    page = open_panel(Panel())
    choose = page.get_by_label("Choose a table on this computer")
    expect(page.get_by_role("link", name="Empty Excel").first).to_be_visible()
    reports = [Axe().run(page)]
    choose.set_input_files(str(table))
    expect(page.get_by_role("heading", name="2 Columns")).to_be_focused()
    expect(page.get_by_text("my table.csv, 1,920 rows")).to_be_visible()
    area = page.get_by_label("Area", exact=True)
    area.focus()
    page.keyboard.type("Which")
    expect(page.get_by_text("Leeds, York and Bradford")).to_be_visible()
    expect(area).to_be_focused()
    page.locator("select[name=others]").select_option("fine")
    reports.append(Axe().run(page))
    page.get_by_role("button", name="These columns are right").press("Enter")
    expect(page.get_by_role("heading", name="3 Result")).to_be_focused()
    expect(page.locator(".bic-panel-charts .bic-plot[role=img]")).to_have_count(2, timeout=60_000)
    page.get_by_label("Hide counts under").fill("12")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Round counts")).to_be_focused()
    expect(page.locator(".bic-spoken")).to_contain_text("under 12")
    for width in (980, 360):
        page.set_viewport_size({"width": width, "height": 900})
        reports.append(Axe().run(page))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    assert [report.generate_report() for report in reports if report.violations_count] == []
    # Whatever takes longer is said at once, in words.
    page.evaluate("killPython()")
    page.get_by_role("button", name="Make one for every area").press("Enter")
    expect(page.get_by_text("Making the briefings")).to_be_visible()
