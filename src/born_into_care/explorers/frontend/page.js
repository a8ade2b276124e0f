// What every widget of a page shares, and brings to it once: nodes, keys, folds, and names of drawings.

globalThis.BicPage ??= (() => {
  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null && value !== false) {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    node.append(...children);
    return node;
  }

  // JupyterLab must not take keys that are meant for what has the focus: "dd" would delete the cell. It
  // looks for this mark on the focused element itself before it looks at what is around it.
  function keepKeys(node) {
    node.addEventListener("focusin", (event) =>
      event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  }

  // What would give a guess away is folded until each guess before it is made or skipped.
  const isBefore = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const guessesBefore = (node) =>
    [...document.querySelectorAll(".bic-predict, .bic-between")].filter((one) => isBefore(one, node));
  const folds = () => document.querySelectorAll("details.bic-veil:not([open])");

  /** Open what is folded no longer; `made` is a guess that opens what comes next whatever was before. */
  function unveil(made) {
    for (const fold of folds()) {
      const before = guessesBefore(fold);
      fold.open = before.every((one) => one.dataset.shown === "true") || (made && before.at(-1) === made);
    }
  }

  // A click on one opens all that the same guesses fold; what was drawn while folded takes its room.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches?.("details.bic-veil")) return;
    const behind = guessesBefore(target).at(-1);
    for (const fold of folds()) {
      if (target.open && guessesBefore(fold).at(-1) === behind) fold.open = true;
    }
    dispatchEvent(new Event("resize"));
  }, true);

  // JupyterLab draws a chart that is shown without an explorer by itself, and its drawing has no name: a
  // screen reader would read the letters of every axis, one by one. It gets one as an explorer's has.
  function nameDrawings() {
    for (const plot of document.querySelectorAll(".js-plotly-plot:not([role])")) {
      const { title, meta } = plot.layout ?? {};
      // Only charts of the pack: no other is followed by a description and a table.
      if (meta?.title_height === undefined || plot.closest(".bic-explorer")) continue;
      const words = (title?.text ?? "Chart").replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "");
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", `${words}. The description and the table follow.`);
      for (const svg of plot.querySelectorAll("svg")) svg.setAttribute("aria-hidden", "true");
    }
  }
  // Run All goes to the last cell. A reader who chose it for the first time had read nothing yet: their notebook
  // begins where it did, with its first controls.
  function startAtTop() {
    for (const notebook of document.querySelectorAll(".jp-Notebook:not([data-bic-begun])")) {
      if (!notebook.querySelector(".bic-explorer, .bic-activity")) continue;
      notebook.dataset.bicBegun = "true";
      const atEnd = [...notebook.querySelectorAll(".jp-Cell")].at(-1)?.matches(".jp-mod-active");
      const scrolled = notebook.querySelector(".jp-WindowedPanel-outer") ?? notebook;
      if (atEnd) scrolled.scrollTop = 0;
    }
  }

  // Not at each change of the page: a chart that is steered changes hundreds of its nodes at a time.
  let soon = null;
  function changed() {
    soon = null;
    nameDrawings();
    startAtTop();
  }
  new MutationObserver(() => (soon ??= setTimeout(changed, 100)))
    .observe(document.documentElement, { childList: true, subtree: true });
  changed();

  return { make, keepKeys, unveil };
})();
