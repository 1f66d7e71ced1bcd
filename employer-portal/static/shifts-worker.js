// Keeps the pages of the day's shifts on the phone, with the files that they need, so that they open without network. The
// version and the list of files are put in when it is served; another version is another cache.
"use strict";

const version = "VERSION";
const files = ["FILES"];
const cacheName = `sovite-${version}`;

const isPage = (url) => /^\/shifts(\/[^/]+)?$/.test(url.pathname) && url.pathname !== "/shifts/sync";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("sovite-") && name !== cacheName).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// forget takes pages off the phone: all, or those that keep does not name.
const forget = async (keep = []) => {
  const cache = await caches.open(cacheName);
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    if (isPage(url) && !keep.includes(url.pathname)) await cache.delete(request);
  }
};

// store puts a page on the phone, under its address without the query. Whoever is sent to sign in has no pages here.
const store = async (path, answer) => {
  if (answer.redirected) await forget();
  if (!answer.ok || answer.redirected) return false;
  await (await caches.open(cacheName)).put(path, answer);
  return true;
};

self.addEventListener("message", (event) => {
  const { keep, only } = event.data;
  event.waitUntil((async () => {
    let all = true;
    try {
      if (only) await forget(keep);
      for (const path of keep) all = await store(path, await fetch(path, { headers: { Accept: "text/html" } })) && all;
    } catch {
      all = false;
    }
    event.ports[0].postMessage(all);
  })());
});

// kept is a page as it was put on the phone; it says so.
const kept = async (path) => {
  const answer = await caches.match(path, { cacheName });
  if (!answer) return undefined;
  const html = (await answer.text()).replace('id="from-cache" hidden', 'id="from-cache"');
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") } });
};

const patience = 5000; // milliseconds for a network that does not answer

const page = async (event, path) => {
  const network = fetch(event.request).then(async (answer) => {
    const copy = answer.clone();
    if (!answer.redirected && answer.type !== "opaqueredirect") event.waitUntil(store(path, copy).catch(() => false));
    else event.waitUntil(forget());
    return answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  try {
    return (await Promise.race([network, late])) || (await kept(path)) || (await network);
  } catch (error) {
    const answer = await kept(path);
    if (answer) return answer;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && isPage(url)) event.respondWith(page(event, url.pathname));
  else if (url.pathname.startsWith("/static/")) event.respondWith(caches.match(url.pathname, { cacheName }).then((answer) => answer || fetch(event.request)));
});
