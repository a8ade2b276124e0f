// The whole record: read it, take it away as a document, or delete it.

function render({ model, el }) {
  const { NO_ANSWER, make, button, liveRegion, say, nextId, prepare, line, drafts, download } =
    BicActivity;
  const spec = model.get("spec");
  const id = nextId("record");
  prepare(el, "record");

  const problem = liveRegion("bic-problem", true);
  const spoken = liveRegion("bic-spoken");
  const page = make("div", { class: "bic-page", role: "region", tabindex: 0, "aria-labelledby": id });
  const sure = make("div", { class: "bic-sure", role: "group", hidden: true });
  const remove = button("Delete my record", () => {
    sure.hidden = false;
    keep.focus();
  });
  const keep = button("Keep it", () => {
    sure.hidden = true;
    remove.focus();
  });
  const sureId = nextId("sure");
  sure.setAttribute("aria-labelledby", sureId);
  sure.append(
    make("p", { id: sureId }, "Delete everything that you wrote, and every copy of it? This cannot be undone."),
    button("Yes, delete my record", () => {
      sure.hidden = true;
      python.ask({ do: "delete" });
      remove.focus();
    }, "bic-danger"),
    keep,
  );
  let anew = false; // whether what is on its way was asked for with the button
  const python = line(model, () => say(problem, NO_ANSWER));
  el.replaceChildren(
    make("p", { class: "bic-stem", id }, spec.title),
    make("p", { class: "bic-help" }, spec.privacy),
    make(
      "div", { class: "bic-buttons" },
      button("Show it anew", () => {
        anew = true;
        python.ask({ do: "hello" });
      }),
      ...spec.kinds.map(([kind, name]) =>
        button(`Download as ${name}`, () => python.ask({ do: "export", kind }))),
      remove,
    ),
    sure, problem, spoken, page,
  );

  const stop = python.on((content) => content);
  const hear = (content, buffers) => {
    if (content.what === "opened") {
      say(problem, content.notice || "");
      // Made and escaped by the pack's own export; typed text is in it as text only.
      page.innerHTML = content.page;
      if (anew) say(spoken, "Your record is shown as it is now.");
      anew = false;
    }
    if (content.what === "file") {
      download(content.name, [buffers[0]], content.type);
      say(spoken, `${content.name} is in your downloads.`);
    }
    if (content.what === "deleted") {
      drafts.clearAll();
      say(spoken, content.sentence);
      page.replaceChildren();
    }
    if (content.what === "problem") say(problem, content.problem);
  };
  model.on("msg:custom", hear);
  python.ask({ do: "hello" });
  return () => {
    stop();
    model.off("msg:custom", hear);
  };
}
