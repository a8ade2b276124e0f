"""A briefing as HTML, Word and PDF: two pages, accessible, harmless, the same bytes each time."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as parser

from born_into_care.briefing import PUBLISHED_AREAS, Briefing, brief, from_findings
from born_into_care.briefing.blocks import Document, Paragraph, Picture, packed, unpacked
from born_into_care.briefing.html import html
from born_into_care.briefing.parts import PARTS
from born_into_care.briefing.pdf import _same_bytes, browser, pdf
from born_into_care.briefing.published import _published
from born_into_care.briefing.word import word
from born_into_care.your_area import Protected, find, open_table, protect

from ..support.browser import chromium, require_chromium


def document(briefing: Briefing) -> Document:
    blocks = tuple(b for part in PARTS for b in getattr(briefing, part).blocks)
    return Document(briefing.title, blocks, briefing.illustrative)


def of_table(table: Protected, area: str) -> Document:
    return document(from_findings(find(table, area=area)))


@pytest.mark.parametrize("area", PUBLISHED_AREAS)
def test_every_published_area_has_a_briefing_with_all_its_parts(area: str) -> None:
    page = parser.fromstring(html(document(brief(area))))
    assert [h.text for h in page.iter("h2")] == [
        "What the figures say", "How sure we are", "What the figures can’t say",
        "Three questions to ask next", "Sources",
    ]  # fmt: skip
    after = "//h2[.='Three questions to ask next']/following-sibling::ol[1]/li"
    assert len(page.xpath(after)) == 3


def test_an_area_without_published_figures_says_so_and_invents_none() -> None:
    text = html(document(brief("South West")))
    assert "No figure for South West alone is held" in text


def test_accounts_that_differ_stand_side_by_side_in_the_first_sentence() -> None:
    opening = brief("Wales").opening.blocks[1]
    assert isinstance(opening, Paragraph)
    assert "newborns in care proceedings 203 or 241 babies (accounts differ)" in opening.text
    assert "at short notice 74.8 per cent" in opening.text


def test_the_highest_is_named_only_among_several() -> None:
    def described(area: str) -> str:
        blocks = brief(area).figures.blocks
        return " ".join(block.description for block in blocks if isinstance(block, Picture))

    assert described("Wales") == "Short notice: Wales 74.8 per cent."
    assert described("London").endswith("The highest is England 86.3 per cent.")


def test_a_share_that_no_count_gives_is_not_called_rounded() -> None:
    assert (
        "printed as 74.8: from 74.75 to 74.85 if it was rounded; no whole number of babies of "
        "either count gives that." in html(document(brief("Wales")))
    )
    assert "printed as 86.3, so it lay between 86.25 and 86.35" in html(document(brief("England")))


@pytest.mark.parametrize("area", ["North East", "Wales"])
def test_a_briefing_that_travels_alone_names_the_row_of_each_figure(area: str) -> None:
    page = parser.fromstring(html(document(brief(area))))
    named = " ".join(item.text_content() for item in page.xpath("//ol[@class='sources']/li"))
    for figure in _published(area):
        assert f" {figure.id}," in named or f" {figure.id}." in named
    first = page.xpath("//ol[@class='sources']/li/a/@href")
    assert first and all(address.startswith("https://") for address in first)


def words_of(head: str, *rows: str, area: str = "Leeds") -> str:
    """A briefing's page as words, from a table of one's own."""
    read = open_table("\n".join((head, *rows)).encode(), "x.csv").confirm()
    page = parser.fromstring(html(of_table(protect(read.counts), area)))
    return " ".join(page.find(".//main").text_content().split())


NOTICE = "Area,Period,Infants,Newborns,Notice known,Short notice,Live births"


@pytest.mark.parametrize(
    ("head", "row", "said", "unsaid"),
    [
        pytest.param(
            NOTICE, "Leeds,2019/20,90,70,60,45,9000",
            ("For 75 per cent of the newborns whose notice is known,",
             "These three are shares of the newborns whose notice is known.",
             "a share of the infants under one year old in care proceedings"),
            ("all newborns",), id="notice known",
        ),
        pytest.param(
            "Area,Period,Newborns,Short notice", "Leeds,2019/20,60,45",
            ("For 75 per cent of all newborns,", "These three are shares of all newborns.",
             "Over all newborns: the table does not say whose notice is known (short notice).",
             "The table does not say of how many (newborns among infants).",
             "The table does not hold what it is made of (emergency; same day).",
             "table holds no live births for this area and period (incidence)."),
            ("of the newborns whose notice is known", "a share of the infants"), id="all newborns",
        ),
        pytest.param(
            "Area,Period,Newborns,Short notice", "Leeds,2019/20,18,9",
            ("Fewer than 20 babies: unsure, whatever is made of it. A",
             "Fewer than 20 babies: unsure, whatever is made of it (newborns in care proceedings)"),
            (), id="few",
        ),
        pytest.param(
            NOTICE, "Leeds,2019/20,90,3,3,3,9000",
            ("in Leeds in 2019/20 is not given here. Withheld: a count behind it is hidden",),
            ("Not known",), id="hidden",
        ),
        pytest.param(
            NOTICE, "Leeds,2019/20,90,,60,45,9000",
            ("is not given here. Not known: the table does not give a count behind it.",),
            ("is not given here. Withheld", "pointing to families"), id="blank",
        ),
        pytest.param(
            "Area,Period,Infants,Live births", "Leeds,2019/20,90,9000",
            ("is not given here. The table does not hold what it is made of.",),
            ("is not given here. Withheld", "These three are shares"), id="no such column",
        ),
    ],
)  # fmt: skip
def test_a_briefing_says_what_the_table_holds_and_no_more(
    head: str, row: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    text = words_of(head, row)
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def test_blocks_survive_the_way_through_a_notebook(table: Protected) -> None:
    import json

    made = of_table(table, "Leeds")
    assert unpacked(json.loads(json.dumps(packed(made.blocks)))) == made.blocks


def test_the_page_names_its_language_title_and_picture(table: Protected) -> None:
    page = parser.fromstring(html(of_table(table, "Leeds")))
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Newborn babies in care proceedings: Leeds"
    assert len(page.findall(".//h1")) == 1 and len(page.findall(".//main")) == 1
    picture = page.find(".//svg")
    assert picture.get("role") == "img"
    ids = picture.get("aria-labelledby").split()
    assert all(page.find(f".//*[@id='{i}']").text for i in ids)
    assert all(t.find("caption") is not None for t in page.iter("table"))
    assert all(row.find("th") is not None for t in page.iter("table") for row in t.iter("tr"))


def test_the_page_loads_and_runs_nothing(table: Protected) -> None:
    text = html(of_table(table, "<script>alert(1)</script>"))
    assert "default-src 'none'" in text
    page = parser.fromstring(text)
    assert not page.xpath("//script | //img | //link | //iframe | //object")
    assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")]
    assert "&lt;script&gt;alert(1)" in text
    assert not re.search(r"(src|href)=\"(?!https?://)", text.split("<main>")[1])


@pytest.mark.parametrize("area", ["<script>alert(1)</script>", "=HYPERLINK(1)", "Hull"])
def test_a_name_that_tries_to_run_is_words_in_word(table: Protected, area: str) -> None:
    made = docx.Document(io.BytesIO(word(of_table(table, area))))
    assert made.paragraphs[0].text == f"Newborn babies in care proceedings: {area}"
    text = "\n".join(p.text for p in made.paragraphs)
    assert "\u202e" not in text and "\u202c" not in text
    package = made.part.package
    names = [str(part.partname).casefold() for part in package.iter_parts()]
    assert not [name for name in names if "vba" in name or "ole" in name]
    assert "fldSimple" not in made.element.xml and "instrText" not in made.element.xml


def test_word_has_headings_a_title_a_language_and_heading_rows(table: Protected) -> None:
    made = docx.Document(io.BytesIO(word(of_table(table, "Leeds"))))
    assert made.core_properties.title == "Newborn babies in care proceedings: Leeds"
    assert made.core_properties.language == "en-GB"
    assert 'w:lang w:val="en-GB"' in made.styles["Normal"].element.xml
    names = [p.style.name for p in made.paragraphs]
    assert names.count("Heading 1") == 1 and names.count("Heading 2") == 5
    assert all("tblHeader" in t.rows[0]._tr.xml for t in made.tables)


def test_no_hidden_count_is_written(table: Protected) -> None:
    made = of_table(table, "York")
    text = html(made)
    assert "withheld" in text or "hidden" in text
    # In York two newborns had a first hearing on the day of issue, four within three days.
    body = re.sub(r"<svg.*?</svg>|<style.*?</style>", "", text, flags=re.S)
    assert not re.search(r"<td>[24]</td>|\b[24] of 8\b|\b[24] over 8\b", body)


def test_the_same_input_gives_the_same_bytes(table: Protected) -> None:
    first, second = of_table(table, "Leeds"), of_table(table, "Leeds")
    assert html(first) == html(second)
    assert word(first) == word(second)


def test_a_pdf_is_the_same_whenever_and_from_whatever_number_its_browser_counts() -> None:
    pages = [
        b"/ID (node000000%d) (node000000%d) (node000000%d) /ModDate (D:2026112410%d24+00'00')"
        % (n, n + 3, n, n)
        for n in (21, 36)
    ]
    first, second = map(_same_bytes, pages)
    assert first == second and len(first) == len(pages[0])
    assert first.startswith(b"/ID (node00000001) (node00000002) (node00000001)")


@pytest.mark.browser
@pytest.mark.parametrize("area", ["Leeds", "York", "South West", "Wales"])
def test_the_pdf_has_two_tagged_pages_a_title_and_a_language(
    table: Protected, area: str, tmp_path: Path
) -> None:
    require_chromium()
    printer = browser()
    assert printer is not None
    made = of_table(table, area) if area in table.areas else document(brief(area))
    page = tmp_path / "x.html"
    page.write_text(html(made), encoding="utf-8")
    written = [
        pdf(page, tmp_path / f"{i}.pdf", with_browser=printer).read_bytes() for i in range(2)
    ]
    assert written[0] == written[1]
    read = pypdf.PdfReader(io.BytesIO(written[0]))
    assert len(read.pages) == 2
    assert read.metadata is not None
    assert read.metadata.title == f"Newborn babies in care proceedings: {area}"
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"]
    assert "What the figures say" in read.pages[0].extract_text()
    assert "How sure we are" in read.pages[1].extract_text()


@pytest.mark.browser
@pytest.mark.parametrize("region", ["North East", "London", "Wales"])
def test_a_region_beside_a_table_leaves_two_pages(
    table: Protected, region: str, tmp_path: Path
) -> None:
    require_chromium()
    printer = browser()
    assert printer is not None
    page = tmp_path / "x.html"
    made = document(from_findings(find(table, area="Leeds", region=region)))
    page.write_text(html(made), encoding="utf-8")
    printed = pdf(page, tmp_path / "x.pdf", with_browser=printer)
    assert len(pypdf.PdfReader(printed).pages) == 2


@pytest.mark.browser
def test_axe_finds_nothing_on_three_areas_wide_narrow_and_printed(
    table: Protected, tmp_path: Path
) -> None:
    pages = {
        "leeds": of_table(table, "Leeds"),
        "york": of_table(table, "York"),
        "north-east": document(brief("North East")),
    }
    with chromium() as started:
        for name, made in pages.items():
            path = tmp_path / f"{name}.html"
            path.write_text(html(made), encoding="utf-8")
            for width in (1100, 360):
                # The page forbids scripts, which axe needs: it is let in for the test alone.
                size = {"width": width, "height": 900}
                context = started.new_context(bypass_csp=True, viewport=size)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(path.as_uri())
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
                wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
                assert not wider, f"{name} scrolls sideways at {width}"
                context.close()
