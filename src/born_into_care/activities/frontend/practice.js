// The practice themes: a list that narrows the choice, one to choose a theme, and its page.

function render({ model, el }) {
  const { make, liveRegion, say, nextId, prepare } = BicActivity;
  const { themes, focuses, pages } = model.get("spec");
  prepare(el, "practice");
  const spoken = liveRegion("bic-spoken");
  const page = make("div", { class: "bic-theme" });

  function list(label) {
    const select = make("select", { id: nextId("practice") });
    select.addEventListener("change", show);
    return [select, make("div", { class: "bic-field" }, make("label", { for: select.id }, label), select)];
  }
  const fill = (select, options) =>
    select.replaceChildren(...options.map(([value, words]) => make("option", { value }, words)));

  const [focus, focusField] = list("Focus");
  const [theme, themeField] = list("Theme");
  el.replaceChildren(make("div", { class: "bic-controls" }, focusField, themeField), spoken, page);

  function show() {
    const fitting = themes.filter(([number]) => !focus.value || focuses[focus.value].includes(number));
    const [number, title] = fitting.find(([value]) => value === theme.value) ?? fitting[0];
    fill(theme, fitting);
    theme.value = number;
    // Made and escaped by the pack from its own table.
    page.innerHTML = pages[number];
    say(spoken, `${fitting.length} of ${themes.length} themes fit. Shown: ${title.replace(".", ",")}.`);
  }

  fill(focus, [["", "every focus"], ...Object.keys(focuses).map((name) => [name, name])]);
  show();
}
