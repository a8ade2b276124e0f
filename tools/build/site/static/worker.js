// The service worker: the newest page while there is a network, the kept one when there is none.
// FILES and VERSION are written by tools/build/site/build.py.
const NAME = `born-into-care-${VERSION}`;
const PATIENCE = 2500; // milliseconds before a silent network counts as gone
const REST = 30000; // milliseconds for which it is then not asked again
let goneUntil = 0;

const within = (address) => new URL(address, self.registration.scope).href;
const plain = (address) => address.split(/[?#]/)[0];

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(NAME);
      // A few at a time: a small server at a workshop has forty devices to serve.
      for (let at = 0; at < FILES.length; at += 8) {
        await cache.addAll(
          FILES.slice(at, at + 8).map((file) => new Request(within(file), { cache: "no-cache" })),
        );
      }
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("born-into-care-") && name !== NAME) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

async function kept(request) {
  const cache = await caches.open(NAME);
  const address = plain(request.url);
  const found =
    (await cache.match(address)) ?? (await cache.match(within(`${address.replace(/\/?$/, "/")}index.html`)));
  if (found) return found;
  return new Response(
    "<!doctype html><html lang=en-GB><title>Not kept</title><p>There is no network, and this page was " +
      "not kept on this device. Go back, and choose another page.",
    { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } },
  );
}

async function answer(request) {
  if (Date.now() < goneUntil) return kept(request);
  const patience = new Promise((_, reject) => setTimeout(() => reject(new Error("silent")), PATIENCE));
  try {
    const fresh = await Promise.race([fetch(request), patience]);
    goneUntil = 0;
    return fresh;
  } catch {
    goneUntil = Date.now() + REST;
    return kept(request);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request));
});
