// What a learner enters, kept in this browser and nowhere else. Where the browser keeps nothing, or has
// no room left, the learner is told, and nothing is thrown away.

globalThis.BicKept = (() => {
  const START = "born-into-care:";
  const FULL =
    "This browser has no room left, so what you entered is on this page only. Download it before you " +
    "close the page.";
  const BLOCKED =
    "This browser keeps nothing for this site, so what you enter is on this page only. Download it " +
    "before you close the page.";

  const blocked = () => document.documentElement.dataset.bicStorage === "blocked";
  const unsaved = new Set();

  function get(name) {
    try {
      return JSON.parse(localStorage.getItem(START + name) ?? "null");
    } catch {
      return null;
    }
  }

  /** Keep a value, and give an empty text, or the sentence that says why it is not kept. */
  function put(name, value) {
    let problem = "";
    try {
      localStorage.setItem(START + name, JSON.stringify(value));
    } catch {
      problem = FULL;
    }
    if (blocked()) problem = BLOCKED;
    if (problem) unsaved.add(name);
    else unsaved.delete(name);
    return problem;
  }

  function drop(name) {
    unsaved.delete(name);
    try {
      localStorage.removeItem(START + name);
    } catch {
      // Nothing was kept.
    }
  }

  function names() {
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(START))
        .map((key) => key.slice(START.length));
    } catch {
      return [];
    }
  }

  // The browser asks before it closes a page that holds the only copy.
  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  return { get, put, drop, names };
})();
