// A page that stands open is told that something changed, and looks anew under its reader's own locks. Nothing comes over the stream but that.

const house = document.body.dataset.events;
const HIDDEN_MS = 60000;
let asOf = document.body.dataset.asOf;
let stream = null;
let resting = 0;
const here = document.querySelector("[data-here]");
const at = here && location.pathname.match(/^\/(item|draft)s\/([\w-]{36})\//);

function open() {
  clearTimeout(resting);
  if (stream || !house) return;
  const address = new URL(house, location.href);
  address.searchParams.set("as_of", asOf);
  if (at) {
    address.searchParams.set("place", `${at[1]}:${at[2]}`);
    address.searchParams.set("doing", at[1] === "draft" ? "writing" : "reading");
  }
  stream = new EventSource(address, { withCredentials: true });
  stream.addEventListener("open", () => say("on"));
  stream.addEventListener("error", () => {
    say("off");
    if (stream?.readyState === EventSource.CLOSED) close();
  });
  stream.addEventListener("changed", (event) => heard(event));
  for (const name of ["moved", "signed_out"]) {
    stream.addEventListener(name, () => {
      close();
      document.querySelector(`[data-live-note="${name}"]`)?.removeAttribute("hidden");
    });
  }
}

function close() {
  stream?.close();
  stream = null;
}

const say = (state) => { document.body.dataset.liveIs = state; };

function heard(event) {
  const { kinds, spread } = JSON.parse(event.data);
  if (event.lastEventId) asOf = event.lastEventId;
  if (at && kinds.includes("here")) who();
  document.dispatchEvent(new CustomEvent("noroshi:changed", { detail: { kinds, spread } }));
}

// Who else of the desk is at this very item or draft: asked for beside the page, which stays as it is.
async function who() {
  const answer = await fetch(`/here/${at[1]}/${at[2]}/`, { redirect: "error", cache: "no-store" });
  if (answer.ok) here.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    if (!document.body.hasAttribute("data-stays")) resting = setTimeout(close, HIDDEN_MS);
  } else {
    open();
  }
});
addEventListener("pagehide", close);
addEventListener("pageshow", (event) => { if (event.persisted) open(); });
open();
