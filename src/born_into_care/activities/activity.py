"""What every activity shares: its text in a notebook, its widget, and its entries in the record.

What a learner writes travels in messages and is never part of a widget's state, so that no saved
notebook can hold it.
"""

import html
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import anywidget
import traitlets

from born_into_care.activities.record_file import EntryKind, record_file
from born_into_care.activities.rich_text import RichText, as_rich
from born_into_care.errors import PackError
from born_into_care.explorers.frontend import compress_plotly, read_frontend
from born_into_care.paths import read_tokens
from born_into_care.text import verb_entry

FRONTEND = Path(__file__).parent / "frontend"

UNEXPECTED = (
    "Something went wrong that should not have. What you entered is kept. Run the set-up cell and "
    "this cell again; if it stays, tell the person who gave you this pack."
)


def where_it_runs() -> Literal["computer", "hub", "binder"]:
    """Return where this Python runs: the learner's computer, a course's hub, or Binder."""
    # A Binder is a hub, too: it is asked for first.
    names = ("BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST", "BINDER_REPO_URL")
    if any(map(os.environ.get, names)):
        return "binder"
    return "hub" if os.environ.get("JUPYTERHUB_USER") else "computer"


def privacy_notice() -> str:
    """Return what a writer is told about where the words go, as it is true where Python runs."""
    location = {
        "computer": "on this computer.",
        "hub": "in your own folder on this server.",
        "binder": "on Binder, which forgets it when it closes: download your record before you "
        "leave.",
    }[where_it_runs()]
    return (
        f"Saved as you type, in your own record {location} Write nothing by which a family could "
        "be known."
    )


def frontend_module(*names: str, shared: Sequence[str] = ()) -> str:
    """Return the code of a front end as one module, with what it shares with the explorers."""
    own = [(FRONTEND / f"{name}.js").read_text("utf-8") for name in ("common", *names)]
    return "\n".join([read_frontend("page.js", *shared), *own, "export default { render };\n"])


class ActivityWidget(anywidget.AnyWidget):
    """A widget that answers messages: subclasses have a method `do_<name>` for what one may ask."""

    _css = read_tokens() + (FRONTEND / "activities.css").read_text("utf-8")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, **spec: Any) -> None:
        super().__init__(spec=spec)
        self.on_msg(self._on_message)

    def receive(self, content: Mapping[str, Any]) -> None:
        """Do what a message asks, and answer it; an unexpected error is told, then raised."""
        action = getattr(self, f"do_{content.get('do')}", None)
        if action is None:
            raise PackError(f"This activity cannot do {content.get('do')!r}.")
        try:
            action(content)
        except PackError as problem:
            self.answer(content, what="problem", problem=str(problem))
        except Exception:
            self.answer(content, what="problem", problem=UNEXPECTED)
            # Raised again for the log and for the tests: a callback never swallows an error.
            raise

    def answer(
        self, content: Mapping[str, Any], *, buffers: list[bytes] | None = None, **parts: Any
    ) -> None:
        """Send an answer to one message."""
        self.send({**parts, "number": content.get("number", 0)}, buffers=buffers)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("want") == "plotly":
            self.send({"have": "plotly"}, buffers=[compress_plotly()])
        else:
            self.receive(content)


class Activity(ActivityWidget):
    """An activity as a cell gives it: live where Python runs, as plain text everywhere else.

    Its text forms hold what an untouched activity shows, whatever its learner has done, so that a
    saved notebook is the same for everybody and holds nobody's words.
    """

    def __init__(
        self, name: str, lines: Sequence[tuple[str, RichText | str]], note: str,
        call: tuple[str, ...], choices: Mapping[str, Any] | None = None, **spec: Any,
    ) -> None:  # fmt: skip
        """Take what is shown where no Python runs, and what the front end begins with.

        Parameters:
            lines: each after the bullet of an item of a list, or after none.
            call, choices: the verb and what it was called with.
        """
        super().__init__(**spec)
        self.name, self.note = name, note
        self.lines = [(bullet, as_rich(text)) for bullet, text in lines]
        self.call = verb_entry(*call, **(choices or {}))

    @property
    def html(self) -> str:
        """The plain form as HTML."""
        lines = "".join(
            f"<li>{html.escape(bullet)} {text.html}</li>" if bullet else f"<p>{text.html}</p>"
            for bullet, text in self.lines
        )
        listed = re.sub(r"(?:<li>.*?</li>)+", r"<ul>\g<0></ul>", lines)
        note = html.escape(self.note)
        return f'<div class="bic-activity-text">{listed}<p><em>{note}</em></p></div>'

    def __repr__(self) -> str:
        # Without a random id, so that saved notebooks stay the same.
        lines = (f"{bullet} {text.plain}".strip() for bullet, text in self.lines)
        return "\n".join([self.name, *lines, self.note])

    def _repr_mimebundle_(self, **_: Any) -> Any:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        forms = {"text/plain": repr(self), "text/html": self.html, **self.call}
        return {**forms, "application/vnd.jupyter.widget-view+json": view}


class RecordingActivity(Activity):
    """An activity whose page opens, saves and removes entries of the learner's record.

    The page reaches no entry whose name does not fit `names` as a regular expression.
    """

    kind: EntryKind
    names: str
    field_names: tuple[str, ...]

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with its entries, and where its drafts lie."""
        file = record_file()
        entries = {
            entry.id: {**entry.fields, "updated": entry.updated}
            for entry in file.read().of_kind(self.kind)
            if re.fullmatch(self.names, entry.id)
        }
        notice = file.take_notices()
        self.answer(content, what="opened", record=file.draft_name, entries=entries, notice=notice)

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save an entry, and answer with the time."""
        entry, typed = self.find_entry(content), content.get("fields", {})
        fields = {name: str(typed.get(name, "")) for name in self.field_names}
        at = record_file().save(entry, self.kind, fields)
        notice = record_file().take_notices()
        self.answer(content, what="saved", entry=entry, at=at, notice=notice)

    def do_remove(self, content: Mapping[str, Any]) -> None:
        """Remove an entry."""
        record_file().remove(self.find_entry(content))
        self.answer(content, what="removed")

    def find_entry(self, content: Mapping[str, Any]) -> str:
        """Return the name of the entry that a message is about, which must be this activity's."""
        entry = str(content.get("entry", ""))
        if not re.fullmatch(self.names, entry):
            raise PackError(f"{entry!r} is no part of this activity.")
        return entry
