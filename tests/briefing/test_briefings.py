"""What a briefing says of published areas and of tables, and how it prints: two tagged pages."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as parser

from born_into_care.briefing import PUBLISHED_AREAS, brief_findings, brief_published
from born_into_care.briefing.document import find_published
from born_into_care.briefing.files import to_pdf
from born_into_care.documents import Document, Items, to_html
from born_into_care.your_area import Protected, collect_findings, protect
from born_into_care.your_area.protection import Counts

from ..support.browser import chromium, require_chromium
from ..your_area.test_findings import many, newborns
from ..your_area.test_findings import table as leeds
from .conftest import Maker

NAN = float("nan")


def of_table(table: Protected, area: str, region: str = "") -> Document:
    return brief_findings(collect_findings(table, area=area, region=region))


def page_of(document: Document) -> parser.HtmlElement:
    return parser.fromstring(to_html(document))


def test_every_published_area_has_a_briefing_with_all_its_parts() -> None:
    for area in PUBLISHED_AREAS:
        page = page_of(brief_published(area))
        assert [heading.text for heading in page.iter("h2")] == [
            "What the figures say", "How sure we are", "What the figures can’t say",
            "Three questions to ask next", "Sources",
        ]  # fmt: skip
        after = "//h2[.='Three questions to ask next']/following-sibling::ol[1]/li"
        assert len(page.xpath(after)) == 3


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("South West", "This pack has no figure for South West alone"),
        ("South West", ">South West not in this pack; England 47.7"),
        ("Wales", "newborns in care proceedings 203 or 241 babies (accounts differ)"),
        ("Wales", "at short notice 74.8 per cent"),
        ("Wales", "from 74.75 to 74.85 if it was rounded; no whole number of babies of either"),
        ("England", "printed as 86.3, so it lay between 86.25 and 86.35"),
        # An area stands beside England and Wales on the same measure, with the charts' interval.
        ("North East", ">North East 41 (33.9 to 48.4); England and Wales one in six. In brackets"),
        ("North East", "<td>41%</td><td>33.9 to 48.4</td>"),
        ("North East", "the interval takes about 200 babies"),
        ("Wales", ">Wales 74.8 (68.4 to 80.3); England 86.3 (85.0 to 87.5). In brackets"),
    ],
)
def test_a_published_briefing_says_what_is_held_and_how_accounts_differ(
    area: str, words: str
) -> None:
    assert words in to_html(brief_published(area))


@pytest.mark.parametrize("area", ["North East", "Wales"])
def test_a_briefing_that_travels_alone_names_the_row_of_each_figure(area: str) -> None:
    page = page_of(brief_published(area))
    named = " ".join(item.text_content() for item in page.xpath("//ol[@class='sources']/li"))
    for figure in find_published(area):
        assert f" {figure.id}," in named or f" {figure.id}." in named
    addresses = page.xpath("//ol[@class='sources']/li/a/@href")
    assert addresses and all(address.startswith("https://") for address in addresses)


@pytest.mark.parametrize(
    ("counts", "present", "absent"),
    [
        pytest.param(
            {"infants": 90, "newborns": 70, "notice_known": 60, "short_notice": 45, "births": 9000},
            ("For 75 per cent of the newborns whose notice is known,",
             "These three are shares of the newborns whose notice is known.",
             "a share of the infants under one year old in care proceedings"),
            ("all newborns",), id="notice known",
        ),
        pytest.param(
            {"newborns": 60, "short_notice": 45},
            ("For 75 per cent of all newborns,", "These three are shares of all newborns.",
             "Over all newborns: the table does not say whose notice is known (short notice).",
             "The table has no column for it (newborns among infants; emergency; same day).",
             "table has no live births for this area and period (incidence)."),
            ("of the newborns whose notice is known", "a share of the infants"), id="all newborns",
        ),
        pytest.param(
            {"newborns": 18, "short_notice": 9},
            ("Fewer than 20 babies: unsure, whatever is made of it. A",
             "Fewer than 20 babies: unsure, whatever is made of it (newborns in care proceedings)"),
            (), id="few",
        ),
        pytest.param(
            {"infants": 90, "newborns": 3, "notice_known": 3, "short_notice": 3, "births": 9000},
            ("in Leeds in 2019/20 is not given here. Withheld: a count behind it is hidden",),
            ("Not known",), id="hidden",
        ),
        pytest.param(
            {"infants": 90, "newborns": NAN, "notice_known": 60, "short_notice": 45},
            ("is not given here. Not known: the table does not give a count behind it.",),
            ("is not given here. Withheld", "pointing to families"), id="blank",
        ),
        pytest.param(
            {"infants": 90, "births": 9000},
            ("is not given here. The table has no column for it.",),
            ("is not given here. Withheld", "These three are shares"), id="no such column",
        ),
    ],
)  # fmt: skip
def test_a_briefing_says_what_the_table_holds_and_no_more(
    counts: dict[str, float], present: tuple[str, ...], absent: tuple[str, ...], make_table: Maker
) -> None:
    page = page_of(of_table(make_table(**counts), "Leeds"))
    text = " ".join(page.find(".//main").text_content().split())
    assert [words for words in present if words not in text] == []
    assert [words for words in absent if words in text] == []


@pytest.mark.parametrize(
    ("counts", "area", "asked"),
    [
        (leeds(), "Leeds", "known to us before the birth"),
        (replace(newborns(A=[40]), newborn=""), "A", "count again by the definition"),
        (newborns(A=[60, 170]), "A", "counted or recorded differently"),
        (newborns(A=[40]), "A", "In which week of pregnancy"),
        (newborns(A=[40, 3]), "A", "could be put together"),
        (many(), "Area 0", "compare ten records"),
    ],
)
def test_there_are_three_questions_and_they_follow_from_the_result(
    counts: Counts, area: str, asked: str
) -> None:
    items, _ = of_table(protect(counts), area).section("Three questions to ask next")
    assert isinstance(items, Items) and len(items.items) == 3
    assert any(asked in question for question in items.items)


def test_the_account_of_rows_gives_no_hidden_count_away(make_table: Maker) -> None:
    account = (("read", 62), ("counted as newborn", 60), ("set aside: no date", 2))

    def rows(account: tuple[tuple[str, int], ...], **counts: float) -> str:
        table = replace(make_table(**counts), account=account)
        return to_html(of_table(table, "Leeds")).partition("Rows of the table: ")[2][:60]

    assert rows(account, newborns=60).startswith("set aside: no date fewer than 6.")
    whole = (*account[:2], ("set aside: no date", 20))
    assert rows(whole, newborns=60).startswith("read 62; counted as newborn 60; set aside")
    assert rows(whole, newborns=3).startswith("set aside: no date 20.")


def test_a_name_from_a_table_is_a_name_on_the_page(table: Protected) -> None:
    text = to_html(of_table(table, "<script>alert(1)</script>"))
    assert "&lt;script&gt;alert(1)" in text and "<script" not in text
    assert not re.search(r"(src|href)=\"(?!https?://)", text.split("<main>")[1])
    assert "\u202e" not in to_html(of_table(table, "\u202eHull\u202c"))


def test_no_hidden_count_is_written(table: Protected) -> None:
    text = to_html(of_table(table, "York"))
    assert "withheld" in text or "hidden" in text
    # In York two newborns had a first hearing on the day of issue, four within three days.
    body = re.sub(r"<svg.*?</svg>|<style.*?</style>", "", text, flags=re.S)
    assert not re.search(r"<td>[24]</td>|\b[24] of 8\b|\b[24] over 8\b", body)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("area", "region"),
    [
        ("Leeds", "North East"), ("Leeds", "London"), ("Leeds", "Wales"), ("Leeds", ""),
        ("York", ""), ("South West", ""), ("Wales", ""),
    ],
)  # fmt: skip
def test_the_pdf_has_two_tagged_pages_a_title_and_a_language(
    table: Protected, area: str, region: str
) -> None:
    require_chromium()
    own = area in table.areas
    page = to_html(of_table(table, area, region) if own else brief_published(area))
    printed = to_pdf(page)
    read = pypdf.PdfReader(io.BytesIO(printed))
    assert len(read.pages) == 2 and read.metadata is not None
    assert read.metadata.title == f"Newborn babies in care proceedings: {area}"
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert "What the figures say" in read.pages[0].extract_text()
    assert "How sure we are" in read.pages[1].extract_text()


@pytest.mark.browser
def test_axe_finds_nothing_on_three_areas_wide_and_narrow(table: Protected) -> None:
    pages = of_table(table, "Leeds"), of_table(table, "York"), brief_published("North East")
    with chromium() as started:
        # The page forbids scripts, which axe needs: it is let in for the test alone.
        page = started.new_context(bypass_csp=True).new_page()
        for made, width in itertools.product(pages, (1100, 360)):
            page.set_viewport_size({"width": width, "height": 900})
            page.set_content(to_html(made))
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wider, f"{made.title} scrolls sideways at {width}"
