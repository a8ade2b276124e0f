"""The Content Security Policy of the site: nothing runs or loads that is not its own."""

from collections.abc import Mapping

# `file:` is for a copy that is opened from a folder or a USB stick, where some browsers do not
# count a neighbouring file as 'self'. A page from a web server cannot load one, so there it weakens
# nothing.
OWN = "'self' file:"

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": OWN,
    # plotly.js puts one empty style element into a page and its rules into that: this is the digest
    # of nothing, so that no style with any text in it is let through.
    "style-src": f"{OWN} 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    # Style attributes only: Sphinx gives table columns their width, and plotly its text its place.
    "style-src-attr": "'unsafe-inline'",
    "img-src": f"{OWN} data:",
    "font-src": OWN,
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": OWN,
    "base-uri": "'none'",
    "object-src": "'none'",
}

# A deck opens the speaker's view, a window that the player writes with its script and styles inside
# it, and that holds the deck twice in frames. Nobody types into a deck, and it still loads nothing
# from elsewhere.
DECK = DIRECTIVES | {
    "script-src": f"{OWN} 'unsafe-inline'",
    "style-src": f"{OWN} 'unsafe-inline'",
    "frame-src": OWN,
}


def write_policy(directives: Mapping[str, str] = DIRECTIVES) -> str:
    """Return a policy as it stands in a page or in a server's header; the site's by default."""
    return "; ".join(f"{name} {value}" for name, value in directives.items())
