// The practice themes: two lists that narrow the choice, one to choose a theme, and its page.

function render({ model, el }) {
  const { NO_ANSWER, make, liveRegion, say, nextId, prepare, line } = BicActivity;
  prepare(el, "practice");
  const problem = liveRegion("bic-problem", true);
  const spoken = liveRegion("bic-spoken");
  const page = make("div", { class: "bic-theme" });
  const python = line(model, () => say(problem, NO_ANSWER));
  let all = { themes: [], focuses: {}, pages: {} };

  function list(label) {
    const select = make("select", { id: nextId("practice") });
    select.addEventListener("change", show);
    return [select, make("div", { class: "bic-field" }, make("label", { for: select.id }, label), select)];
  }
  const fill = (select, options) =>
    select.replaceChildren(...options.map(([value, words]) => make("option", { value }, words)));

  const [focus, focusField] = list("Focus");
  const [theme, themeField] = list("Theme");
  el.replaceChildren(
    make("div", { class: "bic-controls" }, focusField, themeField),
    problem, spoken, page,
  );

  function show() {
    const fitting = all.themes.filter(([number]) => !focus.value || all.focuses[focus.value].includes(number));
    const [number, title] = fitting.find(([value]) => value === theme.value) ?? fitting[0];
    fill(theme, fitting);
    theme.value = number;
    // Made and escaped by the pack from its own table.
    page.innerHTML = all.pages[number];
    say(spoken, `${fitting.length} of ${all.themes.length} themes fit. Shown: ${title.replace(".", ",")}.`);
  }

  const stop = python.on((content) => {
    if (content.what === "problem") say(problem, content.problem);
    if (content.what !== "opened") return;
    all = content;
    fill(focus, [["", "every focus"], ...Object.keys(all.focuses).map((name) => [name, name])]);
    show();
  });
  python.ask({ do: "hello" });
  return stop;
}
