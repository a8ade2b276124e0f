"""Each control of the panel is driven; no cell of a learner's file becomes part of a widget."""

from __future__ import annotations

import json
from pathlib import Path

import ipywidgets as widgets
import pytest
from born_into_care.briefing.one import Outcome
from born_into_care.briefing.run import Summary
from lxml import html as parser

from born_into_care import your_area
from born_into_care.briefing import panel as panel_module
from born_into_care.briefing.panel import LARGEST_UPLOAD, NOT_USED, Panel

CASE = "Case number,Where,Child name,Date of birth,Issue date,First hearing date\n" + "".join(
    f"ZE19C{i:05d},{area},Canary Person,{1 + i % 20:02d}/03/{year},{2 + i % 20:02d}/03/{year},"
    f"{3 + i % 20 + i % 9:02d}/03/{year}\n"
    for area in ("Leeds", "York", "Hull", "Selby")
    for year in (2018, 2019)
    for i in range(30)
)
AGGREGATE = "Area,Period,Newborns,Same day\nLeeds,2018/19,60,21\nLeeds,2019/20,70,30\n"


@pytest.fixture
def panel() -> Panel:
    return your_area.panel()


def send(panel: Panel, content: bytes, name: str = "table.csv") -> None:
    """Hand a file over as the page does, in two parts."""
    half = len(content) // 2
    for part, piece in enumerate((content[:half], content[half:])):
        panel.upload.receive(
            {"name": name, "size": len(content), "part": part, "parts": 2}, [piece]
        )


def confirmed(panel: Panel) -> Panel:
    send(panel, CASE.encode())
    panel.columns["area"].value = "Where"
    panel.confirm.click()
    assert panel.faults == []
    return panel


def everything(widget: widgets.Widget, seen: set[str] | None = None) -> str:
    """All that a notebook would save of a widget and of what it holds."""
    seen = seen if seen is not None else set()
    if widget.model_id in seen:
        return ""
    seen.add(widget.model_id)
    state = widget.get_state()
    text = json.dumps(state, default=str)
    for child in getattr(widget, "children", ()):
        text += everything(child, seen)
    return text


def test_a_file_is_opened_matched_confirmed_and_shown(panel: Panel) -> None:
    send(panel, CASE.encode())
    assert "remarks" in panel.status.value
    assert panel.columns["birth_date"].value == "Date of birth"
    assert panel.columns["area"].value == NOT_USED
    confirmed(panel)
    assert "Showing all areas of the table, 2018/19" in panel.status.value
    assert "What the figures say" in panel.shown.value
    assert " In All areas" not in panel.shown.value and ">In All areas" not in panel.shown.value
    assert "In all areas of the table, " in panel.shown.value
    assert panel.shown.value.count("<h4") == 1 and "<h1" not in panel.shown.value


def test_no_cell_of_a_personal_column_is_in_any_widget(panel: Panel) -> None:
    confirmed(panel)
    saved = everything(panel)
    assert "Canary" not in saved and "ZE19C" not in saved and "03/2019" not in saved
    assert "Canary" not in repr(panel) and "Canary" not in str(panel._repr_mimebundle_())


def test_a_broken_file_says_what_to_do_and_gives_nothing(panel: Panel) -> None:
    send(panel, b"%PDF-1.7", "table.csv")
    assert "can't be counted" in panel.status.value and "PDF" in panel.problems.value
    panel.confirm.click()
    assert panel.protected is None and panel.faults == []
    assert "Mend what stands first" in panel.status.value


def test_a_file_can_be_named_and_a_wrong_name_is_answered(panel: Panel, tmp_path: Path) -> None:
    panel.open_button.click()
    assert "Type the name of a file" in panel.status.value
    panel.path.value = str(tmp_path / "none.csv")
    panel.open_button.click()
    assert "There is no file" in panel.status.value
    (tmp_path / "table.csv").write_text(AGGREGATE)
    panel.path.value = str(tmp_path / "table.csv")
    panel.open_button.click()
    assert panel.reading is not None and panel.reading.shape == "aggregate"


def test_a_file_that_is_too_large_to_send_is_answered(panel: Panel) -> None:
    panel.upload.receive({"name": "x", "size": LARGEST_UPLOAD + 1, "part": 0, "parts": 30}, [b""])
    assert "read from the disk" in panel.status.value


def test_a_personal_column_cannot_be_confirmed_as_an_area(panel: Panel) -> None:
    send(panel, CASE.encode())
    panel.columns["area"].value = "Child name"
    panel.confirm.click()
    assert "looks like a name" in panel.status.value and panel.protected is None


def test_each_setting_reaches_the_reading(panel: Panel) -> None:
    text = "Notice\n" + "4\n" * 30
    send(panel, ("Days of notice,Colour\n" + "4,red\n" * 30).encode())
    assert "can't be counted" in panel.status.value, text
    panel.all_newborns.value = True
    panel.named.value = "Our town"
    panel.dates.value = "month first"
    panel.recheck.click()
    assert panel.reading is not None and panel.reading.ready
    assert panel.reading.settings.dates == "month first"
    panel.confirm.click()
    assert panel.protected is not None and panel.protected.areas == ("Our town",)
    send(panel, AGGREGATE.encode())
    panel.newborn.value = "Under seven days old at issue"
    panel.confirm.click()
    assert panel.protected.newborn == "under 7 days old at issue"


AGES = "Area,Year,Age in days\n" + "".join(
    f"{area},2019/20,{age}\n" for area in ("Leeds", "York") for age in (3, 10) for _ in range(30)
)


def test_what_was_said_about_one_file_is_forgotten_with_the_next(panel: Panel) -> None:
    send(panel, AGGREGATE.encode())
    panel.newborn.value = "Under seven days old at issue"
    send(panel, AGES.encode())
    panel.dates.value, panel.all_newborns.value = "month first", True
    panel.newborn.value = "Under seven days old at issue"
    send(panel, AGES.encode())
    panel.confirm.click()
    assert panel.protected is not None and panel.faults == []
    assert panel.protected.newborn == "under 14 days old at issue"
    assert panel.protected.count("newborns", "Leeds", "2019/20") == 60
    assert panel.reading is not None and panel.reading.settings.dates is None


def test_who_is_newborn_can_be_chosen_for_a_table_of_babies_too(panel: Panel) -> None:
    send(panel, AGES.encode())
    assert panel.newborn in panel.for_cases.children and panel.for_cases in panel.children
    assert "The table does not say" not in panel.newborn.options
    panel.newborn.value = "Under seven days old at issue"
    for _ in range(2):
        panel.recheck.click()
        assert panel.newborn.value == "Under seven days old at issue"
    panel.confirm.click()
    assert panel.protected is not None
    assert panel.protected.newborn == "under 7 days old at issue"
    assert panel.protected.count("newborns", "Leeds", "2019/20") == 30
    send(panel, AGGREGATE.encode())
    panel.newborn.value = "The table does not say"
    panel.confirm.click()
    assert panel.protected.newborn == "" and panel.faults == []


def test_the_panel_says_where_a_file_is_read_and_saved(panel: Panel) -> None:
    confirmed(panel)
    text = everything(panel)
    assert "read by the Python that this notebook runs on" in text
    assert "records of real people on Binder" in text
    assert "read on this computer" not in text and "saved where that Python runs" in text


def test_one_remark_is_said_in_the_singular(panel: Panel) -> None:
    send(panel, b"%PDF-1.7", "table.csv")
    assert "Opened. 1 remark. " in panel.status.value
    assert "the list of remarks" in panel.status.value and "Remarks" not in panel.status.value


def test_each_choice_changes_what_is_shown(panel: Panel) -> None:
    confirmed(panel)
    before = panel.shown.value
    panel.area.value = "Leeds"
    assert panel.shown.value != before and "Leeds" in panel.shown.value
    assert panel.protected is not None
    for period in panel.protected.periods:
        panel.period.value = period
        assert f", {period[0].lower()}{period[1:]}." in panel.status.value
    panel.region.value = "London"
    assert "London" in panel.shown.value
    panel.threshold.value = 12
    assert panel.protected.threshold == 12 and panel.area.value == "Leeds"
    panel.rounding.value = True
    assert panel.protected.rounded_to == 5
    assert panel.faults == []


def test_the_practice_table_is_called_illustrative_wherever_it_is_shown(panel: Panel) -> None:
    panel.practice.click()
    panel.confirm.click()
    assert panel.faults == []
    assert panel.protected is not None and panel.protected.illustrative
    assert "Illustrative" in panel.shown.value


def test_the_buttons_make_briefings_where_they_are_told_to(
    panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[str], list[str]]] = []

    def make(areas, *, folder, formats, progress, **_):  # type: ignore[no-untyped-def]
        asked.append((list(areas), list(formats)))
        outcomes = tuple(Outcome(a, "made", ("x.html",)) for a in areas)
        for outcome in outcomes:
            progress(outcome)
        return Summary(Path(folder), outcomes)

    monkeypatch.setattr(panel_module, "make_briefings", make)
    panel.make.click()
    assert "Open a table and confirm" in panel.status.value
    confirmed(panel)
    panel.area.value = "York"
    panel.folder.value = str(tmp_path)
    panel.formats["pdf"].value = False
    panel.make.click()
    panel.make_all.click()
    assert asked == [
        (["York"], ["html", "docx"]),
        (["Hull", "Leeds", "Selby", "York"], ["html", "docx"]),
    ]
    assert panel.progress.value == panel.progress.max == 4
    assert "x.html" in panel.made.value


def test_an_unexpected_fault_is_told_and_is_not_swallowed(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(panel_module, "open_table", broken)
    with pytest.raises(ZeroDivisionError):
        panel.opened("x.csv", b"x")
    assert "Something went wrong" in panel.status.value and len(panel.faults) == 1


def test_a_reader_without_a_kernel_is_told_what_to_do(panel: Panel) -> None:
    assert "born-into-care check FILE" in panel._repr_mimebundle_()["text/plain"]


def test_text_from_a_file_is_shown_as_text(panel: Panel) -> None:
    nasty = "Area,Period,Newborns\n<img src=x onerror=alert(1)>,2019/20,60\nB,2019/20,70\n"
    send(panel, nasty.encode(), "<script>x</script>.csv")
    panel.confirm.click()
    panel.area.value = panel.area.options[0]
    html = "".join(w.value for w in (panel.shown, panel.what, panel.problems))
    assert "<img" not in html and "<script" not in everything(panel).replace("\\u003c", "<")


def test_what_has_the_focus_stays_where_it_is(panel: Panel) -> None:
    # The page keeps the views of those children that stay at the front, and builds the rest anew.
    before = list(panel.children)
    panel.practice.click()
    assert list(panel.children)[: len(before)] == before
    opened = list(panel.children)
    for pressed in (panel.recheck, panel.confirm):
        pressed.click()
        assert list(panel.children)[: len(opened)] == opened
    assert panel.faults == []


def test_the_same_sentence_is_said_again(panel: Panel) -> None:
    heard: list[str] = []
    panel.status.observe(lambda change: heard.append(change["new"]), names="value")
    panel.open_button.click()
    panel.open_button.click()
    said = "Type the name of a file with its folder, or choose one."
    assert [one for one in heard if one] == [said, said]
    # Read aloud as text, in a region that is never built anew.
    code = panel_module.Path(panel_module.__file__).with_name("panel.js").read_text("utf-8")
    assert "innerHTML" not in code and "replaceChildren" not in code


def test_each_control_has_a_name(panel: Panel) -> None:
    confirmed(panel)

    def unnamed(widget: widgets.Widget) -> list[widgets.Widget]:
        named = getattr(widget, "description", getattr(widget, "label", None))
        own = [widget] if named == "" and not isinstance(widget, widgets.HTML) else []
        return own + [one for child in getattr(widget, "children", ()) for one in unnamed(child)]

    assert unnamed(panel) == []


def test_each_published_figure_leads_to_its_row(panel: Panel) -> None:
    confirmed(panel)
    assert panel.found is not None and panel.found.comparisons
    page = parser.fromstring(panel.shown.value)
    for comparison in panel.found.comparisons:
        figure = comparison.figure
        links = page.xpath(f"//a[@href='../data/figures.md#{figure.id}']")
        assert figure.id in {link.text for link in links}
        cells = [link.text for link in links if link.getparent().tag == "td"]
        assert any(figure.value_text in cell for cell in cells), figure.id
    assert not page.xpath("//a//a")
