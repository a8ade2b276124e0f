// Two things that Voila leaves open: where a figure's link leads, and what a room sees when Python stops.
(() => {
  // The notebooks link to ../data/figures.md; here the same page of the site opens beside this one.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const written = link?.getAttribute("href") ?? "";
    const match = written.match(/^\.\.\/([^#?]+)\.(?:md|ipynb)(#.*)?$/);
    if (!match) return;
    event.preventDefault();
    window.open(`${document.baseURI.replace(/voila\/render\/.*$|[^/]*$/, "")}voila/files/site/${match[1]}.html${match[2] ?? ""}`, "_blank", "noopener");
  });
})();
