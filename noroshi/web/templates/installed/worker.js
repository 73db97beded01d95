// Shows notices of the browser, and keeps nothing: sheets and scripts are kept by the browser itself, pages and answers by nobody.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A press on a notice leads to the notices, where the reader's own locks stand.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/notices/"));
});
