"""The poster: the seven pictures on one page of A3, with their words and doubts."""

from pathlib import Path

from born_into_care.charts.headline import NOTEBOOKS as PICTURES
from born_into_care.charts.headline import headline
from born_into_care.evidence import source, sources_of
from tools.build.browser import chromium, print_fitting
from tools.build.cell_content import chart_data
from tools.build.notebook import read_notebook
from tools.build.pack import BUILT, NOTEBOOKS, STATIC, render
from tools.build.packages import PLOTLY, package_file

FOLDER = BUILT / "poster"
NAME = "seven-pictures.pdf"


def write_poster(folder: Path = FOLDER) -> list[Path]:
    """Print the poster as a PDF, and return the file.

    Raises:
        ValueError: if it does not fit one page.
    """
    with chromium() as browser:
        remedy = "Shorten the words of a picture."
        return [print_fitting(browser, make_poster(), folder / NAME, remedy=remedy)]


def make_poster() -> str:
    """Return the poster as one HTML page that holds all it needs."""
    notebook = read_notebook(NOTEBOOKS / "00_start_here.ipynb")
    charts = [headline(number=number) for number in range(1, len(PICTURES) + 1)]
    names = dict.fromkeys(name for chart in charts for key in chart.sources
                          for name in sources_of(key))  # fmt: skip
    return render(
        "poster.html.j2",
        title=notebook.title,
        pictures=[
            {
                "chart": chart,
                "data": chart_data(chart),
                "told": chart.sentence.split("One doubt: "),
                "more": chart.description.removeprefix(chart.sentence).strip(),
            }
            for chart in charts
        ],
        sources=list(dict.fromkeys(f"{one.publisher} ({one.year})" for one in map(source, names))),
        style=(STATIC / "poster.css").read_text(encoding="utf-8"),
        scripts=[
            path.read_text(encoding="utf-8")
            for path in (package_file(PLOTLY), STATIC / "handout.js")
        ],
    )
