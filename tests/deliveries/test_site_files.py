"""What the files of the built site hold: whole, small, and saying nothing about who built them."""

import re
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from born_into_care.evidence import select
from tests.support.site import decks, documents, pages, read_states
from tools.build.pack import list_notebooks
from tools.build.policy import DECK, write_policy
from tools.build.questions import FILES
from tools.build.site.build import ARCHIVE


@cache
def tree(page: Path):
    return html.parse(str(page), html.HTMLParser(encoding="utf-8")).getroot()


@cache
def anchors(page: Path) -> frozenset[str]:
    return frozenset(tree(page).xpath("//@id")) | {"", "main-content"}


def addresses(page: Path) -> list[str]:
    return [str(one) for one in tree(page).xpath("//@href | //@src | //@action")]


def find_broken(site: Path, name: str, address: str) -> str | None:
    """What is wrong with an address of a page or of data that stands on pages of its folder."""
    parts = urlsplit(address)
    if parts.scheme in {"http", "https", "mailto", "tel", "data"}:
        return None
    target = (site / name).parent / unquote(parts.path) if parts.path else site / name
    if parts.scheme or not target.is_file():
        return f"{name}: {address} is no file"
    if target.suffix == ".html" and unquote(parts.fragment) not in anchors(target.resolve()):
        return f"{name}: {address} is no place on that page"
    return None


def test_every_address_in_every_page_leads_somewhere(site):
    found = [
        find_broken(site, name, address)
        for name in documents(site)
        for address in addresses(site / name)
    ]
    assert [problem for problem in found if problem] == []


def texts_of(site: Path) -> dict[str, str]:
    """The pages that hold charts and explorers, and what their data say, as on such a page."""
    found = {
        name: (site / name).read_text("utf-8").replace("\\u003c", "<")
        for name in documents(site)
        if name.startswith(("notebooks/", "slides/"))
    }
    scripts = site.glob("_static/pack/explorers/*.js")
    return found | {f"notebooks/{one.name}": read_states(one) for one in scripts}


def test_the_links_in_the_data_of_explorers_and_questions_lead_somewhere(site):
    link = r'(?:href=\\?["\']|"link":")(\.\./[^"\'\\]+)'
    found = {
        find_broken(site, name, address)
        for name, text in texts_of(site).items()
        for address in re.findall(link, text)
    }
    assert found == {None}


def test_notebooks_and_kit_are_there_and_led_to(site):
    names = [path.stem for path in list_notebooks()]
    for path in list_notebooks():
        assert (site / "notebooks" / path.name).read_bytes() == path.read_bytes()
    assert decks(site) == [f"slides/{name}.html" for name in names]
    led = [*decks(site), *(f"questions/{one}" for one in FILES)]
    for name, leads in (
        ("teaching/ready_to_use.html", led),
        ("teaching/README.html", ["teaching/ready_to_use.html"]),
        ("notebooks/00_start_here.html", ["teaching/README.html"]),
        ("index.html", [f"notebooks/{name}.html" for name in names]),
    ):
        page = site / name
        found = {(page.parent / one.partition("#")[0]).resolve() for one in addresses(page)}
        assert [one for one in leads if (site / one).resolve() not in found] == [], name


def test_every_figure_has_a_place_of_its_own(site):
    held = anchors(site / "data" / "figures.html")
    assert [name for name in select()["figure_id"] if name not in held] == []


# What only somebody with Python can do.
PYTHON_ONLY = (
    r"Shift\W+and\W+Enter|\b[Rr]un (?:the|both|it all|all|this cell)\b|change one number"
    r"|[Tt]ype [^.]*in a (?:new )?cell\b"
)


def test_no_page_asks_for_what_only_python_can_do(site):
    found = {
        name: re.findall(PYTHON_ONLY, tree(site / name).xpath("string(//article)"))
        for name in pages(site)
        if name.startswith("notebooks/") or name == "index.html"
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_pages_load_nothing_from_elsewhere_and_hold_no_script_of_their_own(site):
    loaded = "//script/@src | //img/@src | //iframe/@src | //source/@src"
    loaded += " | //link[not(@rel='next' or @rel='prev')]/@href"
    inside = (
        "//script[not(@src) and not(@type='application/json')] | //@*[starts-with(name(), 'on')]"
    )
    for name in documents(site):
        page = tree(site / name)
        assert [one for one in page.xpath(loaded) if re.match(r"(https?:)?//", one)] == [], name
        assert page.xpath(inside) == [], name


def test_every_page_carries_the_policy_before_its_first_script(site):
    for name in documents(site):
        (meta,) = tree(site / name).xpath("//meta[@http-equiv='Content-Security-Policy']")
        wanted = write_policy(DECK) if name in decks(site) else write_policy()
        assert meta.get("content") == wanted, name
        assert not meta.xpath("preceding::script | preceding::link"), name


def test_every_page_is_heard_as_an_outline_with_names(site):
    for name in pages(site):
        page = tree(site / name)
        assert page.get("lang") == "en-GB" and len(page.xpath("//main//h1")) == 1, name
        headings = page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")
        levels = [int(one.tag[1]) for one in headings]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        # No list of links is a heading or without a name; a line that opens something is called
        # what it says.
        assert not page.xpath("//*[@role='heading'] | //summary[@aria-label]"), name
        assert not page.xpath("//nav[not(@aria-label) and not(@aria-labelledby)]"), name


def test_support_is_the_second_stop_of_every_page_and_stands_at_its_foot(site):
    support = (site / "teaching" / "support.html").resolve()
    for name in pages(site):
        page = tree(site / name)
        first = [link.text_content().strip() for link in page.xpath("//body//a")[:2]]
        assert first == ["Skip to the text", "Where to turn"], name
        assert page.xpath("//footer[contains(@class, 'bd-footer')]//a[.='Where to turn']"), name
        for link in page.xpath("//a[normalize-space()='Where to turn']/@href"):
            there = site / name if link == "#" else site / name / ".." / link
            assert there.resolve() == support, name


# Written in pieces, so that these very lines are not what they look for.
TELLTALES = {
    "a path of a computer": r"/(?:home|root|Users|tmp|var/folders)/\w|[A-Z]:\\\\Users",
    "a secret": r"(?i)(?:api[_-]?key|secret|passw" + r"ord|private[_ ]key)\s*[:=]\s*['\"]?\w{8,}",
    "a computer's own address": r"(?:127\.0\.0\.1|local" + r"host|0\.0\.0\.0[:/])",
    "a content network": r"(?:cdn\.|jsdelivr|unpkg|cdnjs|googleapis|gstatic|plot\.ly/)",
    "an upload": r"sendDataToCloud|showSendToCloud\W{1,3}(?:true|!0)",
}
# plotly.js names its own service in code that the pack's setting keeps out of reach; JupyterLab is
# told of by 127.0.0.1 nowhere. Each entry: a file, what is in it, and why it may stay.
ALLOWED = {
    ("_static/pack/plotly-basic.min.js", "a content network"): "an address that nothing here calls",
    ("_static/pack/plotly-basic.min.js", "an upload"): "the button is off in every chart",
}


@pytest.mark.parametrize("what", TELLTALES)
def test_nothing_built_tells_of_the_computer_that_built_it(site, what):
    pattern = re.compile(TELLTALES[what])
    found = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or (name, what) in ALLOWED:
            continue
        packed = path.parent.name == "explorers"
        text = read_states(path) if packed else path.read_text("utf-8", errors="replace")
        found += [f"{name}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []


def test_the_site_is_small_holds_the_drawing_library_once_and_its_archive_all(site):
    files = [path for path in site.rglob("*") if path.is_file()]
    names = {path.relative_to(site).as_posix() for path in files}
    opening = (site / "_static/pack/plotly-basic.min.js").read_bytes()[:400]
    assert [path.name for path in files if opening in path.read_bytes()] == ["plotly-basic.min.js"]
    assert sum(path.stat().st_size for path in files) < 25_000_000
    archive = site / ARCHIVE
    assert archive.stat().st_size < 8_000_000
    with zipfile.ZipFile(archive) as zipped:
        held = {name.removeprefix("born-into-care/") for name in zipped.namelist()}
        home = zipped.read("born-into-care/index.html").decode()
    assert held == names - {ARCHIVE}
    # The copy that came out of it has no such file to offer.
    assert ARCHIVE not in home and ARCHIVE in (site / "index.html").read_text("utf-8")
