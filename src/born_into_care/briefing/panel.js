// What the panel needs of its page: a sentence that is read aloud, and keys that stay in the panel.
function render({ model, el }) {
  // Made once and only ever refilled: a screen reader speaks changes in a region that it knows.
  const region = document.createElement("p");
  region.setAttribute("role", "status");
  el.append(region);
  const say = () => (region.textContent = model.get("value"));
  model.on("change:value", say);
  say();

  // A letter typed in a list must not reach JupyterLab, where "dd" deletes the cell. It looks for
  // this mark on the very node that has the focus.
  const keep = (event) => {
    if (event.target.closest?.(".bic-panel")) event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  };
  document.addEventListener("focusin", keep);
  return () => {
    model.off("change:value", say);
    document.removeEventListener("focusin", keep);
  };
}

export default { render };
