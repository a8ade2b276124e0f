// JupyterLab draws a chart that is shown without an explorer by itself, and its drawing has no name: a
// screen reader would read the letters of every axis, one by one. The first widget of a page names
// such drawings, and those that are drawn later, as an explorer names its own.
(() => {
  if (globalThis.bornIntoCareNames) return;

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

  globalThis.bornIntoCareNames = new MutationObserver(nameDrawings);
  globalThis.bornIntoCareNames.observe(document.body, { childList: true, subtree: true });
  nameDrawings();
})();
