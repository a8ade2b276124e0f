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

  // A figure's link opens beside the notebook, at its row. The lab knows this only of links in
  // Markdown, so the link says it the way those do, before the lab hears of the click.
  const lead = (event) => {
    const link = event.target.closest?.('.bic-panel a[href^="../"]');
    if (!link || !document.getElementById("jupyter-config-data")) return;
    const target = new URL(link.getAttribute("href"), document.baseURI);
    const place = target.pathname.indexOf("/tree/");
    if (place < 0) return;
    const path = decodeURIComponent(target.pathname.slice(place + "/tree/".length));
    link.setAttribute("data-commandlinker-command", "rendermime:handle-local-link");
    link.setAttribute("data-commandlinker-args", JSON.stringify({ path, id: target.hash }));
  };
  document.addEventListener("click", lead, true);
  return () => {
    model.off("change:value", say);
    document.removeEventListener("focusin", keep);
    document.removeEventListener("click", lead, true);
  };
}

export default { render };
