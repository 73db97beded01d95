// A draft is saved as it is typed. What is being typed is never moved: only what stands beside it is renewed.
const form = document.querySelector("form[data-draft]");
const PAUSE_MS = 1000;
const RETRY_MS = 5000;
let dirty = false;
let saving = false;
let leaving = false;
let timer = 0;

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const note = () => document.querySelector("[data-note]");

function later(ms) {
  clearTimeout(timer);
  timer = setTimeout(save, ms);
}

function typed() {
  const data = new FormData(form);
  for (const file of form.querySelectorAll('input[type="file"]')) data.delete(file.name);
  return data;
}

function say(words, link = "") {
  const place = part("saved");
  const text = document.createElement("b");
  text.textContent = words;
  place.replaceChildren(text);
  place.classList.add("is-unsaved");
  const warning = note();
  warning.textContent = words;
  warning.hidden = false;
  if (!link) return;
  const button = document.createElement("button");
  button.className = "button button--small";
  button.name = "deed";
  button.value = "save";
  button.setAttribute("form", form.id);
  button.textContent = link;
  warning.append(" ", button);
}

// Parts come from our own templates, like those that HTMX puts in place; parsed apart, nothing in them runs.
const parsed = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

function renew(name, html) {
  const isBand = name === "band";
  const place = isBand ? document.querySelector("body > .scope") : part(name);
  if (isBand) place?.replaceWith(...parsed(html));
  else if (place && !place.contains(document.activeElement)) place.replaceChildren(...parsed(html));
}

function beside(words) {
  for (const [id, told] of Object.entries(words)) {
    for (const [kind, text] of Object.entries(told)) {
      const place = document.getElementById(kind === "said" && id.endsWith("_said") ? id : `${id}_${kind}`);
      if (place && kind === "error") mended(place, id, text);
      else if (place && place.textContent.trim() !== text) place.textContent = text;
    }
  }
}

function mended(place, id, text) {
  if (place.textContent.trim() === text) return;
  place.textContent = "";
  place.closest(".field")?.classList.toggle("field--wrong", text !== "");
  document.getElementById(id)?.toggleAttribute("aria-invalid", text !== "");
  if (text) {
    const words = document.createElement("p");
    words.className = "error";
    words.textContent = text;
    place.append(words);
  } else {
    document.querySelector(`.errors a[href="#${CSS.escape(id)}"]`)?.closest("li").remove();
    document.querySelector(".errors:not(:has(li))")?.remove();
  }
}

// What tells the same stands beside it, in its own time: open where there is room and something to see, or as its reader wants it.
const alikeFrom = part("alike")?.querySelector("a").href;
let alikeTimer = 0;
let alikeWanted = null;

async function lookForAlike() {
  const answer = await fetch(alikeFrom, { headers: { "X-Noroshi-Beside": "1" }, redirect: "error" }).catch(() => null);
  const [fresh] = answer?.ok ? parsed(await answer.text()) : [];
  const place = part("alike");
  if (!fresh || place.contains(document.activeElement)) return;
  fresh.open = alikeWanted ?? (innerWidth > 800 && fresh.querySelector("li") !== null);
  fresh.firstChild.addEventListener("click", () => { alikeWanted = !fresh.open; });
  place.replaceWith(fresh);
}

function alikeLater() {
  clearTimeout(alikeTimer);
  if (alikeFrom) alikeTimer = setTimeout(lookForAlike, PAUSE_MS);
}

function saved(answer) {
  form.elements.version.value = answer.version;
  form.elements.read.value = answer.read;
  for (const [name, html] of Object.entries(answer.parts)) renew(name, html);
  beside(answer.beside);
  part("saved").classList.remove("is-unsaved");
  note().hidden = true;
  alikeLater();
}

async function save() {
  if (saving || !dirty || leaving) return;
  saving = true;
  dirty = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed(), headers: { "X-Noroshi-Autosave": "1", Accept: "application/json" }, redirect: "error" });
    if (answer.status >= 500) throw new Error(`${answer.status}`);
    const told = await answer.json();
    if (answer.ok) saved(told);
    else refused(answer.status, told);
  } catch {
    dirty = true;
    say(form.dataset.offline);
    later(RETRY_MS);
  }
  saving = false;
  if (dirty && !timer) later(PAUSE_MS);
}

function refused(status, told) {
  dirty = true;
  if (status === 409) return say(told.code === "changed_meanwhile" ? form.dataset.overtaken : told.words, form.dataset.compare);
  const words = Object.values(told.errors ?? {}).flat().join(" ");
  say(`${form.dataset.refused} ${words || told.words || ""}`);
}

function changed(event) {
  if (event.target.type === "file" || event.target.name === "find") return;
  dirty = true;
  later(PAUSE_MS);
}

// Rows: one more, one less. Numbers of rows only need to rise.
function moreRow(list) {
  const last = list.lastElementChild;
  const row = last.cloneNode(true);
  const next = Number(last.querySelector("[name]").name.split(".")[2]) + 1;
  for (const one of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      const value = one.getAttribute(name);
      if (value) one.setAttribute(name, value.replace(/\.\d+\./, `.${next}.`));
    }
    if (one.matches("input, textarea, select")) one.value = "";
    if (one.classList.contains("understood")) one.textContent = "";
  }
  for (const label of row.querySelectorAll("label")) label.textContent = label.textContent.replace(/\d+$/, next + 1);
  list.append(row);
  row.querySelector("input, select, textarea").focus();
}

function lessRow(row) {
  const list = row.parentElement;
  if (list.children.length > 1) row.remove();
  else for (const one of row.querySelectorAll("input, textarea, select")) one.value = "";
  dirty = true;
  later(0);
}

// Files: sent one by one, with their progress.
function enclose(field) {
  const pick = field.querySelector('input[type="file"]');
  const bar = field.querySelector("progress");
  const [file, ...rest] = pick.files;
  if (!file) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("field", field.dataset.filesOf);
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.files);
  request.upload.addEventListener("progress", (event) => { bar.value = (100 * event.loaded) / event.total; });
  request.addEventListener("loadend", () => enclosed(field, request, rest));
  bar.hidden = false;
  request.send(body);
}

function enclosed(field, request, rest) {
  const pick = field.querySelector('input[type="file"]');
  field.querySelector("progress").hidden = true;
  let told = {};
  try { told = JSON.parse(request.responseText); } catch { told = { words: form.dataset.refused }; }
  if (told.files !== undefined) field.querySelector("[data-files-list]").replaceChildren(...parsed(told.files));
  document.getElementById(`${field.id}_error`).textContent = told.files === undefined ? told.words ?? form.dataset.offline : "";
  const left = new DataTransfer();
  for (const each of rest) left.items.add(each);
  pick.files = left.files;
  if (rest.length) return enclose(field);
  dirty = true;
  later(0);
}

function begin() {
  alikeLater();
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => {
    changed(event);
    if (event.target.type === "file") enclose(event.target.closest("[data-files-of]"));
  });
  form.addEventListener("submit", () => { leaving = true; });
  form.addEventListener("click", (event) => {
    const out = event.target.closest("[data-row-out]");
    const more = event.target.closest("[data-row-more]");
    if (out) lessRow(out.closest("li"));
    if (more) {
      event.preventDefault();
      moreRow(more.closest("fieldset").querySelector("[data-rows]"));
    }
  });
  for (const out of form.querySelectorAll("[data-row-out]")) out.hidden = false;
  for (const press of form.querySelectorAll("[data-enclose]")) press.hidden = true;
  addEventListener("online", () => later(0));
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => { if ((dirty || saving) && !leaving) event.preventDefault(); });
}

if (form) begin();
