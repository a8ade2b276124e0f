// The rows of the evidence: a link opens the row that it leads to, and a search leaves those that fit.
(() => {
  const rows = [...document.querySelectorAll(".bic-entry")];
  const box = document.createElement("div");
  box.className = "bic-search";
  box.innerHTML =
    '<label for="bic-find">Find a figure, a place, a year or a source</label>' +
    '<input id="bic-find" type="search" autocomplete="off"><p role="status"></p>';
  document.querySelector("article section > .bic-entry, article section section").before(box);
  const [input, status] = [box.querySelector("input"), box.querySelector("[role=status]")];
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function open() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const row = target?.closest(".bic-entry");
    if (!row) return;
    if (row.hidden) find("");
    row.open = true;
    row.scrollIntoView();
  }

  function find(text) {
    input.value = text;
    const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !asked.every((word) => words.get(row).includes(word));
    for (const part of document.querySelectorAll("article section section")) {
      part.hidden = !part.querySelector(".bic-entry:not([hidden])");
    }
    const left = rows.filter((row) => !row.hidden).length;
    status.textContent = !asked.length
      ? `${rows.length} rows. Open one for its definition and its sources.`
      : left
        ? `${left} of ${rows.length} rows fit.`
        : "No row holds all of these words. Try fewer of them, or a place or a year alone.";
  }

  input.addEventListener("input", () => find(input.value));
  addEventListener("hashchange", open);
  find("");
  open();
})();
