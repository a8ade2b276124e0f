// A plan: steps, each with a theme, a person and a date, saved one by one as they are typed.

function render({ model, el }) {
  const { make, button, liveRegion, say, nextId, prepare, line, drafts, saveStatus } = BicActivity;
  const PAUSE = 500;
  const spec = model.get("spec");
  const id = nextId("plan");
  prepare(el, "plan");

  const rows = make("ol", { class: "bic-steps" });
  const status = saveStatus(id);
  const spoken = liveRegion("bic-spoken");
  const add = button("Add a step", () => {
    const row = addRow({ id: `plan-${Math.random().toString(16).slice(2, 10)}` });
    row.querySelector("textarea").focus();
  }, "bic-first");
  add.disabled = true;
  el.replaceChildren(
    make("p", { class: "bic-stem", id }, spec.title),
    make("p", { class: "bic-help" }, spec.privacy),
    rows, make("div", { class: "bic-buttons" }, add), status.state, status.problem, spoken,
  );
  rows.setAttribute("aria-labelledby", id);

  let record = null;
  const newest = new Map(); // step -> number of its newest save
  const unsaved = new Set(); // the steps whose newest save failed
  const python = line(model, () =>
    status.failed("No answer yet from Python. What you typed is kept in this browser, and is saved " +
      "when you run this cell again."));

  function field(parts, name, label, input) {
    const fieldId = nextId("step");
    input.id = fieldId;
    // Not a live region: a screen reader should not speak at each pause, but can be asked.
    input.setAttribute("aria-describedby", `${id}-status`);
    parts.append(make("div", { class: `bic-field bic-${name}` }, make("label", { for: fieldId }, label), input));
    return input;
  }

  // Each step has the same fields: its number tells them apart to who hears them.
  function number() {
    [...rows.children].forEach((row, place) =>
      row.firstChild.setAttribute("aria-label", `Step ${place + 1}`));
  }

  function addRow(step) {
    const parts = make("div", { role: "group" });
    const row = make("li", { class: "bic-step" }, parts);
    const what = field(parts, "what", "Step: what will be done", make("textarea", { rows: 2 }));
    const theme = make("select");
    theme.append(make("option", { value: "" }, "none in particular"));
    for (const [number, title] of spec.themes) {
      theme.append(make("option", { value: number }, `${number}. ${title}`));
    }
    field(parts, "theme", "Theme", theme);
    const who = field(parts, "who", "Who will do it (a role, not a name of a parent)", make("input", { type: "text" }));
    const by = field(parts, "by", "By when", make("input", { type: "date" }));
    what.value = step.what ?? "";
    theme.value = step.theme ?? "";
    who.value = step.who ?? "";
    by.value = step.by ?? "";
    let pause = null;
    const read = () => ({ what: what.value, theme: theme.value, who: who.value, by: by.value });
    const save = () => {
      clearTimeout(pause);
      unsaved.delete(step.id);
      newest.set(step.id, python.ask({ do: "save", entry: step.id, fields: read() }));
    };
    row.save = save;
    row.step = step.id;
    const typed = () => {
      drafts.put(`${record}:${step.id}`, read());
      status.show("Saving …");
      clearTimeout(pause);
      pause = setTimeout(save, PAUSE);
    };
    for (const input of [what, theme, who, by]) input.addEventListener("input", typed);
    parts.append(
      button("Remove this step", () => {
        clearTimeout(pause);
        drafts.clear(`${record}:${step.id}`);
        python.ask({ do: "remove", entry: step.id });
        row.remove();
        number();
        say(spoken, "The step is removed.");
        add.focus();
      }),
    );
    rows.append(row);
    number();
    return row;
  }

  const stop = python.on((content) => {
    if (content.what === "opened") {
      record = content.record;
      add.disabled = false;
      status.opened(content.notice);
      const steps = new Map(Object.entries(content.entries).map(([id, fields]) => [id, { ...fields, id }]));
      status.show(steps.size ? "Saved" : "No steps yet");
      rows.replaceChildren();
      for (const key of drafts.keys(`${record}:plan-`)) {
        const step = key.slice(record.length + 1);
        const draft = drafts.get(key);
        const saved = steps.get(step);
        if (!saved || draft.at >= Date.parse(saved.updated)) {
          steps.set(step, { ...draft.value, id: step, unsaved: true });
        }
      }
      for (const step of steps.values()) {
        const row = addRow(step);
        if (step.unsaved) row.save();
      }
    }
    if (content.what === "saved") {
      status.noticed(content.notice);
      if (newest.get(content.entry) !== content.number) return;
      drafts.clear(`${record}:${content.entry}`);
      status.saved(content.at);
      // What could not be saved before may be now.
      const waits = (row) => unsaved.has(row.step) && unsaved.delete(row.step);
      for (const row of [...rows.children].filter(waits)) row.save();
    }
    if (content.what === "problem") {
      for (const [step, number] of newest) if (number === content.number) unsaved.add(step);
      status.failed(content.problem);
    }
  });
  python.ask({ do: "hello" });
  return stop;
}
