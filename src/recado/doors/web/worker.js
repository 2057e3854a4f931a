// Serves a page that says "no connection" where a page cannot be fetched, and our own files. Nothing private is kept.
const KEPT = `recado-${FILES.join().length}-${[...FILES.join()].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) | 0, 7)}`;

addEventListener("install", (event) => event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FILES)).then(() => skipWaiting())));

addEventListener("activate", (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))).then(() => clients.claim())));

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(FILES[0])));
  else if (FILES.includes(address.pathname + address.search)) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});
