// Runs before anything is drawn: the colours that were chosen, and what lets the theme's own scripts go
// on where storage is blocked or full; without it they stop at the first look into it.
(() => {
  const root = document.documentElement.dataset;

  function usable(name) {
    try {
      globalThis[name].getItem("mode");
      return true;
    } catch {
      return false;
    }
  }

  function standIn() {
    const held = new Map();
    return {
      getItem: (key) => (held.has(String(key)) ? held.get(String(key)) : null),
      setItem: (key, value) => void held.set(String(key), String(value)),
      removeItem: (key) => void held.delete(String(key)),
      clear: () => held.clear(),
      key: (place) => [...held.keys()][place] ?? null,
      get length() {
        return held.size;
      },
    };
  }

  for (const name of ["localStorage", "sessionStorage"]) {
    if (usable(name)) continue;
    Object.defineProperty(globalThis, name, { value: standIn(), configurable: true });
    root.bicStorage = "blocked";
  }
  if (root.bicStorage !== "blocked") {
    // What could not be kept is found out by reading it back, as kept.js does.
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (...pair) {
      try {
        setItem.apply(this, pair);
      } catch {
        // No room left: the colours last for this page only.
      }
    };
  }
  root.mode = localStorage.getItem("mode") || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.theme = root.mode === "auto" ? (dark ? "dark" : "light") : root.mode;
})();
