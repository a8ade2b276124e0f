// A box to write in. Each change is kept in this browser at once and saved by Python soon after.

function render({ model, el }) {
  const {
    NO_ANSWER, make, rich, button, liveRegion, say, nextId, prepare, line, day, drafts, saveStatus, download,
  } = BicActivity;
  const PAUSE = 400; // milliseconds without a key before a save
  const LONGEST = 2000; // milliseconds of typing on without a save
  const spec = model.get("spec");
  const id = nextId("note");
  prepare(el, "note");

  const box = make("textarea", { id, rows: spec.rows, readonly: true });
  box.setAttribute("aria-describedby", `${id}-privacy ${id}-status`);
  const status = saveStatus(id);
  const spoken = liveRegion("bic-spoken");
  const tools = make(
    "div",
    { class: "bic-buttons", hidden: true },
    button("Try to save again", () => save()),
    button("Copy what I typed", copy),
    button("Download what I typed", () =>
      download("what-i-typed.txt", [spec.plain, "\n\n", box.value, "\n"], "text/plain")),
  );
  el.replaceChildren(
    make("label", { for: id, class: "bic-stem" }, ...rich(spec.prompt)),
    make("p", { class: "bic-help", id: `${id}-privacy` }, spec.privacy),
    box, status.state, status.problem, tools, spoken,
  );

  let key = null; // where the draft lies; known once the record is open
  let base = ""; // what this page was given or sent last: how a change made elsewhere is noticed
  let last = 0; // the number of the newest save
  let pause = null;
  let longest = null;

  const python = line(model, () => {
    const lost = key === null ? NO_ANSWER : "No answer yet from Python. What you typed is kept in " +
      "this browser, and is saved when you run this cell again.";
    failed(lost);
  });

  function failed(words) {
    status.failed(words);
    tools.hidden = false;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(box.value);
      status.show("Copied. Paste it where you like.");
      say(spoken, status.state.textContent);
    } catch {
      box.focus();
      box.select();
      status.show("Your text is selected. Press Ctrl and C to copy it.");
    }
  }

  function save(draft = "") {
    clearTimeout(pause);
    clearTimeout(longest);
    pause = longest = null;
    last = python.ask({ do: "save", text: box.value, base, draft });
    base = box.value;
  }

  function typed() {
    drafts.put(key, box.value);
    status.show("Saving …");
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE);
    longest ??= setTimeout(save, LONGEST);
  }

  const leaving = () => {
    if (pause !== null) save();
  };
  box.addEventListener("input", typed);
  box.addEventListener("blur", leaving);
  document.addEventListener("visibilitychange", leaving);
  window.addEventListener("pagehide", leaving);

  function opened(content) {
    const { text = "", updated = "", earlier = [] } = content.entries[spec.entry] ?? {};
    base = text;
    key = `${content.record}:${spec.entry}`;
    box.readOnly = false;
    status.opened(content.notice);
    const typedBefore = box.value;
    const draft = drafts.get(key);
    if (typedBefore && typedBefore !== text) return; // reopened while someone types
    box.value = text;
    status.show(updated ? `Saved on ${day(updated)}` : "Nothing written yet");
    if (!draft || draft.value === text) {
      drafts.clear(key);
      return;
    }
    if (!updated || draft.at >= Date.parse(updated)) {
      box.value = draft.value;
      save();
      status.show("What you typed and could not save is back. Saving …");
    } else if ([text, ...earlier.map((version) => version.text)].some((known) => known.includes(draft.value))) {
      drafts.clear(key);
    } else {
      // The record is newer than the draft: the record stays, and the draft is kept beside it.
      save(draft.value);
    }
  }

  const stop = python.on((content) => {
    if (content.what === "opened") opened(content);
    if (content.what === "saved") {
      status.noticed(content.notice);
      if (content.number === last && pause === null) {
        drafts.clear(key);
        status.saved(content.at);
        if (tools.contains(document.activeElement)) {
          box.focus();
          say(spoken, status.state.textContent);
        }
        tools.hidden = true;
      }
    }
    if (content.what === "problem") failed(content.problem);
  });
  python.ask({ do: "hello" });
  return () => {
    leaving();
    stop();
    document.removeEventListener("visibilitychange", leaving);
    window.removeEventListener("pagehide", leaving);
  };
}
