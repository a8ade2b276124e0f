"""Files as they arrive: each damaged in one way, with what the pack has to say about it."""

# ruff: noqa: E501  (one file a line reads better than one file a paragraph)
from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook

CASE = "Case number,Local authority,Child name,Date of birth,Issue date,First hearing date\n"
GOOD = "".join(
    f"ZE19C{i:05d},Leeds,Canary Person,{1 + i % 20:02d}/03/2019,{2 + i % 20:02d}/03/2019,{4 + i % 20:02d}/03/2019\n"
    for i in range(30)
)
AGGREGATE = "Area,Period,Infants,Newborns,Short notice,Emergency,Same day,Live births\n"
ROWS = "Leeds,2018/19,60,30,25,15,8,9000\nLeeds,2019/20,64,34,28,17,9,9100\n"


@dataclass(frozen=True)
class Bad:
    """A file, what is wrong with it, and where.

    Attributes:
        name: what the file is called.
        content: its bytes.
        kind: the problem that has to be named.
        rows: the rows that have to be named, as a spreadsheet numbers them.
        column: the column that has to be named.
        stops: whether nothing may be counted.
    """

    name: str
    content: bytes
    kind: str
    rows: tuple[int, ...] = ()
    column: str = ""
    stops: bool = False


def case(row: str, *, header: str = CASE, encoding: str = "utf-8") -> bytes:
    """A good case-level table with one more row at the end, spreadsheet row 32."""
    return (header + GOOD + row + "\n").encode(encoding)


def aggregate(row: str) -> bytes:
    """A good aggregate table with one more row, spreadsheet row 4."""
    return (AGGREGATE + ROWS + row + "\n").encode()


def workbook(rows: list[list[object]], *, merged: str = "") -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def packed(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def bomb() -> bytes:
    """A workbook of a few kilobytes that unpacks to more than a computer should hold."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(1300):
                member.write(b"\0" * 1_000_000)
    return held.getvalue()


H, I, A, D, N = "First hearing date", "Issue date", "Local authority", "Date of birth", "Newborns"  # noqa: E741
FILES: tuple[Bad, ...] = (
    # Dates and days that can't be true
    Bad("hearing-before-issue.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,05/03/2019,02/03/2019"), "hearing-before-issue", (32,), H),
    Bad("born-after-hearing.csv", case("ZE19C99999,Leeds,Canary Person,09/03/2019,05/03/2019,06/03/2019"), "born-after-hearing", (32,), D),
    Bad("born-after-issue.csv", case("ZE19C99999,Leeds,Canary Person,06/03/2019,05/03/2019,08/03/2019"), "born-after-issue", (32,), D),
    Bad("no-such-day.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,31/02/2019,06/03/2019"), "no-such-day", (32,), I),
    Bad("words-for-a-date.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,last Tuesday,06/03/2019"), "not-a-date", (32,), I),
    Bad("date-without-year.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,05/03,06/03/2019"), "no-year", (32,), I),
    Bad("year-2109.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,05/03/2019,06/03/2109"), "in-future", (32,), H),
    Bad("year-1919.csv", case("ZE19C99999,Leeds,Canary Person,01/03/1919,05/03/2019,06/03/2019"), "too-early", (32,), D),
    Bad("two-date-styles.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,03/25/2019,06/04/2019"), "two-styles", (32,), I),
    Bad("month-first.csv", (CASE + "".join(f"ZE19C{i:05d},Leeds,Canary Person,03/{i + 1:02d}/2019,03/{i + 2:02d}/2019,03/{i + 4:02d}/2019\n" for i in range(25))).encode(), "month-first", (), I),
    Bad("day-or-month.csv", (CASE + "ZE19C00001,Leeds,Canary Person,01/03/2019,05/03/2019,06/03/2019\n" * 1).encode(), "day-or-month", (), I),
    Bad("spreadsheet-serials.csv", case("ZE19C99999,Leeds,Canary Person,43525,43529,43530"), "read-otherwise", (32,), I),
    Bad("spreadsheet-error.csv", case("ZE19C99999,Leeds,Canary Person,#REF!,05/03/2019,06/03/2019"), "excel-error", (32,), D),
    Bad("negative-age.csv", b"Area,Year,Age in days,Days of notice\nA,2019/20,3,5\nA,2019/20,-4,2\n", "negative", (3,), "Age in days"),
    Bad("negative-notice.csv", b"Area,Year,Age in days,Days of notice\nA,2019/20,3,5\nA,2019/20,4,-2\n", "negative", (3,), "Days of notice"),
    Bad("age-in-months.csv", b"Area,Year,Age in days,Days of notice\nA,2019/20,3,5\nA,2019/20,1 month,2\n", "not-days", (3,), "Age in days"),
    Bad("half-days.csv", b"Area,Year,Age in days,Days of notice\nA,2019/20,3,5\nA,2019/20,2.5,2\n", "not-whole", (3,), "Age in days"),
    Bad("adults.csv", b"Area,Year,Age in days,Days of notice\nA,2019/20,3,5\nA,2019/20,9999,2\n", "age-in-years", (3,), "Age in days"),
    Bad("notice-disagrees.csv", b"Area,Issue date,First hearing date,Days of notice,Age in days\nA,2019-05-01,2019-05-03,2,1\nA,2019-05-01,2019-05-03,9,1\n", "notice-disagrees", (3,), "Days of notice"),
    Bad("a-year-of-notice.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2017,05/03/2017,06/06/2018"), "very-long-notice", (32,), H),
    # Rows that are no babies, and rows that are there twice
    Bad("row-twice.csv", case(GOOD.splitlines()[0]), "row-twice", (32,)),
    Bad("rows-alike.csv", b"Area,Year,Age in days\nA,2019/20,3\nA,2019/20,3\nA,2019/20,4\n", "rows-alike", (3,)),
    Bad("totals-row-case.csv", case("Total,31,,,,"), "totals-row", (32,)),
    Bad("totals-row.csv", aggregate("Total,,124,64,53,32,17,18100"), "totals-row", (4,), "Area"),
    Bad("nation-among-areas.csv", aggregate("England,2019/20,5000,2914,2500,900,480,610505"), "totals-row", (4,), "Area"),
    Bad("area-and-period-twice.csv", aggregate("Leeds,2019/20,1,1,1,1,1,9100"), "area-and-period-twice", (4,), "", True),
    Bad("blank-area.csv", case("ZE19C99999,,Canary Person,01/03/2019,05/03/2019,06/03/2019"), "no-area", (32,), A),
    Bad("blank-hearing.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,05/03/2019,"), "blank-cells", (32,), H),
    Bad("area-spelled-two-ways.csv", case("ZE19C99999,LEEDS ,Canary Person,01/03/2019,05/03/2019,06/03/2019"), "area-spelled-otherwise", (32,), A),
    Bad("headings-repeated.csv", case(CASE.strip()), "headings-repeated", (32,)),
    Bad("footnote.csv", case("Source: our case system"), "footnotes", (32,)),
    Bad("an-area-a-family.csv", ("Area,Age in days\n" + "".join(f"Family of {a}{b},3\n" for a in "abcdefgh" for b in "stuvwxyz")).encode(), "area-not-an-area", (), "Area", True),
    # Numbers that are none
    Bad("percentages-as-text.csv", aggregate("York,2019/20,20,45%,10,9,7,2000"), "percentage", (4,), N),
    Bad("thousands-separators.csv", aggregate('York,2019/20,20,12,10,9,7,"2,000"'), "read-otherwise", (4,), "Live births"),
    Bad("suppressed-already.csv", aggregate("York,2019/20,20,12,10,c,<5,2000"), "hidden-already", (4,), "Same day"),
    Bad("words-for-a-number.csv", aggregate("York,2019/20,20,a dozen,10,9,7,2000"), "not-a-number", (4,), N),
    Bad("half-a-baby.csv", aggregate("York,2019/20,20,12.5,10,9,7,2000"), "not-whole", (4,), N),
    Bad("minus-a-baby.csv", aggregate("York,2019/20,20,−12,10,9,7,2000"), "negative", (4,), N),
    Bad("digits-typed-twice.csv", aggregate("York,2019/20,20,12121212121212,10,9,7,2000"), "too-large", (4,), N),
    Bad("part-above-whole.csv", aggregate("York,2019/20,20,12,13,9,7,2000"), "part-above-whole", (4,), "Short notice"),
    Bad("no-births.csv", aggregate("York,2019/20,20,12,10,9,7,0"), "no-births", (4,), "Live births"),
    Bad("infants-called-births.csv", b"Area,Year,Newborns,Denominator\nA,2019/20,30,61\nB,2019/20,40,70\n", "births-too-few", (), "Denominator"),
    Bad("blank-count.csv", aggregate("York,2019/20,20,,,,,2000"), "blank-cells", (4,), N),
    Bad("strange-period.csv", aggregate("York,last year,20,12,10,9,7,2000"), "period-not-read", (4,), "Period"),
    Bad("shares-only.csv", b"Area,Year,Newborns\nA,2019/20,45%\nB,2019/20,50%\n", "no-counts", (), "", True),
    # Headings
    Bad("years-as-columns.csv", b"Area,2018/19,2019/20\nA,30,40\nB,20,30\n", "no-count-column", (), "", True),
    Bad("no-headings.csv", GOOD.encode(), "no-headings", (1,), "", True),
    Bad("no-age.csv", b"Area,Issue date,First hearing date\nA,2019-05-01,2019-05-03\n", "no-age-column", (), "", True),
    Bad("birth-without-issue.csv", b"Area,Date of birth,First hearing date\nA,2019-05-01,2019-05-03\n", "no-issue-column", (), "", True),
    Bad("heading-twice.csv", b"Area,Year,Newborns,Newborns\nA,2019/20,30,31\n", "heading-twice", (1,), N),
    Bad("title-above.csv", b"Newborns in our area\n\nArea,Year,Newborns\nA,2019/20,30\n", "title-rows", (1,)),
    Bad("merged-headings.csv", b"Area,Newborns,,\n,All,Same day,Emergency\nA,30,8,12\nB,40,9,20\n", "merged-headings", (1, 2)),
    Bad("merged-headings.xlsx", workbook([["Area", "Newborns", None, None], [None, "All", "Same day", "Emergency"], ["A", 30, 8, 12], ["B", 40, 9, 20]], merged="B1:D1"), "merged-headings", (1, 2)),
    Bad("headings-only.csv", CASE.encode(), "no-rows", (), "", True),
    # Cells and rows out of place
    Bad("comma-in-a-name.csv", case("ZE19C99999,Leeds,Person, Canary,01/03/2019,05/03/2019,06/03/2019"), "too-many-cells", (32,)),
    Bad("row-cut-off.csv", case("ZE19C99999,Leeds,Canary Person,01/03/2019,05/03/2019"), "too-few-cells", (32,)),
    Bad("quotation-mark-open.csv", (CASE + '"ZE19C99998,Leeds,Canary Person,01/03/2019,05/03/2019,06/03/2019\n' + GOOD).encode(), "quotation-mark-open", ()),
    # Files that are not what their name says, or nothing at all
    Bad("empty.csv", b"", "empty-file", (), "", True),
    Bad("blank-lines.csv", b"\r\n\r\n \r\n", "empty-file", (), "", True),
    Bad("commas-only.csv", b",,,\n,,,\n", "empty-file", (), "", True),
    Bad("one-column.csv", b"Area\nLeeds\nYork\n", "one-column", (), "", True),
    Bad("prose.csv", b"Dear all\n\nThe table will follow tomorrow.\nBest wishes\n", "one-column", (), "", True),
    Bad("a-document.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3 a report", "not-a-table", (), "", True),
    Bad("a-picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not-a-table", (), "", True),
    Bad("a-letter.xlsx", packed("[Content_Types].xml", "word/document.xml"), "not-a-table", (), "", True),
    Bad("open-document.xlsx", packed("mimetype", "content.xml"), "not-a-table", (), "", True),
    Bad("many-files.zip", packed("a.csv", "b.csv"), "not-a-table", (), "", True),
    Bad("binary-workbook.xlsb", packed("xl/workbook.bin"), "binary-workbook", (), "", True),
    Bad("web-page.xls", b"<html><table><tr><td>Area</td><td>Newborns</td></tr></table></html>", "web-page", (), "", True),
    Bad("json.csv", b'[{"Area": "Leeds", "Newborns": 30}]', "json", (), "", True),
    Bad("old-workbook.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-workbook", (), "", True),
    Bad("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "locked", (), "", True),
    Bad("damaged.xlsx", workbook([["Area", "Newborns"], ["A", 30]])[:2000], "damaged-workbook", (), "", True),
    Bad("hollow.xlsx", packed("xl/workbook.xml"), "damaged-workbook", (), "", True),
    Bad("bomb.xlsx", bomb(), "too-large", (), "", True),
    Bad("a-workbook.csv", workbook([["Area", "Year", "Newborns"], ["A", "2019/20", 30]]), "named-otherwise", ()),
    Bad("plain-text.xlsx", (AGGREGATE + ROWS).encode(), "named-as-workbook", ()),
    Bad("random-bytes.csv", bytes((i * 37 + i // 7) % 256 for i in range(4000)), "not-text", (), "", True),
    Bad("one-endless-line.csv", b"0," * 200_000, "one-line", (), "", True),
    Bad("wide.csv", (",".join(f"c{i}" for i in range(900)) + "\n" + ",".join("1" for _ in range(900)) + "\n").encode(), "too-many-columns", (), "", True),
    Bad("empty-workbook.xlsx", workbook([]), "empty-file", (), "", True),
    Bad("latin-1.csv", (AGGREGATE + ROWS + "Ynys Môn,2019/20,20,12,10,9,7,2000\n").encode("cp1252"), "encoding", ()),
    Bad("dates-in-a-workbook.xlsx", workbook([["LA", "Date of birth", "Issue date", "First hearing"], ["A", date(2019, 3, 1), datetime(2019, 3, 5, 12), date(2019, 3, 2)]]), "hearing-before-issue", (2,), "First hearing"),
)  # fmt: skip
