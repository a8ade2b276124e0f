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
  // The only copies of what could not be kept.
  const unsaved = new Map();

  function get(name) {
    if (unsaved.has(name)) return unsaved.get(name);
    try {
      return JSON.parse(localStorage.getItem(START + name) ?? "null");
    } catch {
      return null;
    }
  }

  /** Keep a value, and give an empty text, or the sentence that says why it is not kept. */
  function put(name, value) {
    const text = JSON.stringify(value);
    let kept = false;
    try {
      localStorage.setItem(START + name, text);
      kept = !blocked() && localStorage.getItem(START + name) === text;
    } catch {
      // Not kept.
    }
    if (kept) unsaved.delete(name);
    else unsaved.set(name, value);
    return kept ? "" : blocked() ? BLOCKED : FULL;
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
    const found = new Set(unsaved.keys());
    try {
      for (let place = 0; place < localStorage.length; place += 1) {
        const key = localStorage.key(place);
        if (key.startsWith(START)) found.add(key.slice(START.length));
      }
    } catch {
      // Nothing is kept here.
    }
    return [...found];
  }

  // The browser asks before it closes a page that holds the only copy.
  addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });

  return { get, put, drop, names };
})();
