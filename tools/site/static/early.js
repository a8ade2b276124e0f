// Runs before anything is drawn: the colours that were chosen, and a stand-in where storage is blocked.
// Without the stand-in the theme's own scripts stop at the first look into storage.
(() => {
  let store = null;
  try {
    store = globalThis.localStorage;
    store.getItem("mode");
  } catch {
    store = null;
  }
  if (!store) {
    const held = new Map();
    const standIn = {
      getItem: (key) => (held.has(String(key)) ? held.get(String(key)) : null),
      setItem: (key, value) => void held.set(String(key), String(value)),
      removeItem: (key) => void held.delete(String(key)),
      clear: () => held.clear(),
      key: (place) => [...held.keys()][place] ?? null,
      get length() {
        return held.size;
      },
    };
    Object.defineProperty(globalThis, "localStorage", { value: standIn, configurable: true });
    document.documentElement.dataset.bicStorage = "blocked";
  }
  const root = document.documentElement.dataset;
  root.mode = localStorage.getItem("mode") || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.theme = root.mode === "auto" ? (dark ? "dark" : "light") : root.mode;
})();
