"""Sphinx's settings for the site: nothing is run, nothing is fetched, every link is followed."""

import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent

project = "Born into care"
author = "The Born into care pack"
# Without a year: a page is the same whenever it is built.
project_copyright = "The Born into care pack. Text under CC BY 4.0, code under BSD-3-Clause"
language = "en_GB"

extensions = ["myst_nb"]
templates_path = [str(HERE / "templates")]

nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_heading_anchors = 4
# The tables' pages go from a title to a heading of level three, whose anchors code hosts then show;
# Sphinx nests them by what is inside what, so that no level is skipped on the page.
suppress_warnings = ["myst.header"]
myst_enable_extensions = ["attrs_inline"]

html_theme = "pydata_sphinx_theme"
html_title = "Born into care"
html_copy_source = False
html_show_sourcelink = False
# A summary of each hit would be fetched, which no page opened from a USB stick may do.
html_show_search_summary = False
html_sidebars = {"index": [], "**": ["sidebar-nav-bs"]}
html_use_index = False
html_permalinks_icon = "#"
html_favicon = str(HERE.parent / "static" / "favicon.svg")
html_css_files = [f"pack/{name}.css" for name in ("tokens", "explorer", "activities", "site")]
html_theme_options: dict[str, Any] = {
    "navigation_with_keys": False,
    "search_bar_text": "Search the pack",
    "show_toc_level": 2,
    "header_links_before_dropdown": 3,
    # Shortened addresses come with a mark from a font that is not shipped.
    "shorten_urls": False,
    "navbar_persistent": ["search-button"],
    "navbar_end": ["bic-support-link.html", "theme-switcher"],
    "article_header_start": ["breadcrumbs"],
    "secondary_sidebar_items": {"index": [], "**": ["page-toc"]},
    "primary_sidebar_end": [],
    "footer_start": ["bic-support.html", "copyright"],
    "footer_end": ["bic-offline.html"],
    "back_to_top_button": False,
    "show_prev_next": True,
}


# The theme's own words, as they are written here.
WORDS = {
    "Color mode": "Light or dark",
    "System Settings": "As this device",
    "Skip to main content": "Skip to the text",
    "Site navigation": "All pages",
    "Section Navigation": "In this part",
    "previous": "Before",
    "next": "Next",
}


# MyST-NB gives every line that opens a cell's code this name, instead of the words that are seen.
UNHEARD = ' aria-label="Toggle hidden content"'

# A row of the evidence: a section whose heading is its id, a value in bold and a list of facts.
ROW = re.compile(
    r'<section id="(?P<id>[\w-]+)">\s*<(?P<level>h[23])>(?P=id)<a [^>]*>#</a></(?P=level)>\s*'
    r"<p><strong>(?P<value>.*?)</strong>(?P<kind>.*?)</p>\s*(?P<facts><ul.*?)</section>",
    re.DOTALL,
)
FACTS = r"<p>(?:Where|When|Publisher|Published): (.*?)</p>"


def fold_rows(body: str) -> str:
    """Return a page with each row of the evidence folded below its value, place and period.

    A link to a row leads into its fold, which a browser then opens by itself.
    """

    def fold(row: re.Match[str]) -> str:
        facts = ", ".join(re.findall(FACTS, row["facts"]))
        account = " (one of several accounts)" if "Standing: disputed" in row["facts"] else ""
        return (
            f'<details class="bic-entry"><summary><strong>{row["value"]}</strong>{row["kind"]} '
            f"<span>{facts}{account}</span></summary>"
            f'<div id="{row["id"]}">{row["facts"]}<p class="bic-id">Row: {row["id"]}</p></div>'
            "</details>"
        )

    return ROW.sub(fold, body)


def setup(app: Any) -> None:
    """Prepare each page before its template is filled in."""
    app.connect("html-page-context", _prepare_page)


def _prepare_page(app: Any, page: str, _template: str, context: dict[str, Any], _tree: Any) -> None:
    """Give a page names that can be heard, and only the scripts that it uses."""
    context["_"] = lambda text: WORDS.get(text, text)
    body = context.get("body", "").replace(UNHEARD, "")
    body = context["body"] = fold_rows(body) if page.startswith("data/") else body
    if "bic-entry" in body:
        app.add_js_file("pack/rows.js", loading_method="defer")
    if "data-bic-chart" in body or "data-bic-explorer" in body:
        app.add_js_file("pack/plotly-basic.min.js", loading_method="async", id="bic-plotly")
        for name in ("explorer", "states", "charts"):
            app.add_js_file(f"pack/{name}.js", loading_method="defer")
    if "data-bic-activity" in body:
        app.add_js_file("pack/activities.js", loading_method="defer")
