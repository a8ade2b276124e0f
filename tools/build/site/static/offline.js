// Keeps the whole site on this device where the browser can, so that a workshop goes on without wifi.
(() => {
  const { protocol } = location;
  if (!("serviceWorker" in navigator) || protocol === "file:") return;
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const say = (sentence) => {
    const place = document.getElementById("bic-offline");
    if (place) place.textContent = sentence;
  };
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register(new URL("worker.js", root));
      await navigator.serviceWorker.ready;
      say("The whole pack is kept on this device: it goes on when the network drops.");
    } catch {
      say("This browser does not keep the pack: it needs the network, or a copy of the site in a folder.");
    }
  });
})();
