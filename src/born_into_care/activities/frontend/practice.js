// The practice themes: two lists that narrow the choice, one to choose a theme, and its page.

function render({ model, el }) {
  const { NO_ANSWER, make, liveRegion, say, nextId, prepare, line } = BicActivity;
  const spec = model.get("spec");
  prepare(el, "practice");
  const problem = liveRegion("bic-problem", true);
  const spoken = liveRegion("bic-spoken");
  const page = make("div", { class: "bic-theme" });
  const python = line(model, () => say(problem, NO_ANSWER));

  function list(label, options) {
    const select = make("select", { id: nextId("practice") });
    for (const [value, words] of options) select.append(make("option", { value }, words));
    select.addEventListener("change", ask);
    return [select, make("div", { class: "bic-field" }, make("label", { for: select.id }, label), select)];
  }

  const all = (words, names) => [["", words], ...names.map((name) => [name, name])];
  const [focus, focusField] = list("Focus", all("every focus", spec.focuses));
  const [theme, themeField] = list("Theme", spec.themes);
  el.replaceChildren(
    make("div", { class: "bic-controls" }, focusField, themeField),
    problem, spoken, page,
  );

  function ask() {
    say(problem);
    python.ask({ do: "show", focus: focus.value, theme: theme.value });
  }

  const stop = python.on((content) => {
    if (content.what === "problem") say(problem, content.problem);
    if (content.what !== "page") return;
    theme.replaceChildren(...content.themes.map(([value, words]) => make("option", { value }, words)));
    theme.value = content.theme;
    // Made and escaped by the pack from its own table.
    page.innerHTML = content.page;
    say(spoken, content.sentence);
  });
  ask();
  return stop;
}
