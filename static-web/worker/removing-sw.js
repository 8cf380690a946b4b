// Takes a service worker away that does harm: put in place of sw.js and deployed (docs/operations.md, "A worker that does harm").
// Answers nothing, keeps nothing, and goes. Pages stay as they are: one with a form open must not be loaded anew.
self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  const names = (await caches.keys()).filter((name) => name.startsWith('feltskema-build-'));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
