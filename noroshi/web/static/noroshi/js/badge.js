// The number on the icon, and notices of the browser with importance and number only. Asked for under the reader's own locks.
const PAUSE_MS = 800;
const NOTHING = "nothing";
let timer = 0;

async function look() {
  const answer = await fetch("/notices/unread/", { redirect: "error", cache: "no-store" });
  if (!answer.ok) return;
  const { unread, newest } = await answer.json();
  if (unread) navigator.setAppBadge?.(unread).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
  document.title = document.title.replace(/^\(\d+\+?\) /, "");
  if (unread) document.title = `(${unread}) ${document.title}`;
  if (isNew(newest?.id ?? NOTHING) && newest) show(newest);
}

// Several windows of one browser show a notice once: what is remembered is its random number. Nothing is shown of what stood there before this browser first looked;
// that nothing stood there is remembered as well, or the first to come would pass for old.
function isNew(id) {
  const shown = localStorage.getItem("noroshi_shown");
  if (shown === null || id !== NOTHING) localStorage.setItem("noroshi_shown", id);
  return shown !== null && shown !== id;
}

async function show(newest) {
  if (!document.hidden || window.Notification?.permission !== "granted") return;
  const worker = await navigator.serviceWorker?.ready;
  worker?.showNotification("Noroshi", { body: newest.words, tag: newest.id, icon: document.querySelector("link[rel=icon]").href });
}

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(look, ms);
}

if (document.body.dataset.events) {
  later(PAUSE_MS);
  document.addEventListener("noroshi:changed", (event) => later(PAUSE_MS + Math.random() * event.detail.spread));
  document.body.toggleAttribute("data-stays", "Notification" in window && Notification.permission === "granted");
}
navigator.serviceWorker?.register("/worker.js").catch(() => {});

const asks = document.querySelector("[data-ask-browser]");
if (asks && "Notification" in window && Notification.permission === "default") {
  asks.hidden = false;
  asks.querySelector("button").addEventListener("click", async () => {
    asks.hidden = (await Notification.requestPermission()) !== "default";
  });
}
