// What Voila leaves open for a room with one screen: where a figure's link leads, charts that the back
// row can read, and what to do when Python stops.
(() => {
  document.body.dataset.noAnswer =
    "No answer yet from Python. What you entered stays on this page. If this sentence stays too, " +
    "reload the page: it is ready again in a few seconds.";

  // The notebooks link to ../data/figures.md; here the same page of the site opens beside this one.
  const base = document.baseURI.replace(/voila\/render\/.*$|[^/]*$/, "");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const match = (link?.getAttribute("href") ?? "").match(/^\.\.\/([^#?]+)\.(?:md|ipynb)(#.*)?$/);
    if (!match) return;
    event.preventDefault();
    window.open(`${base}voila/files/site/${match[1]}.html${match[2] ?? ""}`, "_blank", "noopener");
  });

  // workshop.css draws charts larger than they lie in the page: each needs that much room below it.
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scale = Number(getComputedStyle(target).getPropertyValue("--bic-larger")) || 1;
      target.style.marginBottom = `${(scale - 1) * target.offsetHeight}px`;
    }
  });
  new MutationObserver(() => {
    for (const plot of document.querySelectorAll(".bic-plot:not([data-seen])")) {
      plot.dataset.seen = "true";
      sizes.observe(plot);
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
