// What is copied out of an AMBER page says so, and who took it; fields that one types in stay as they are.
document.addEventListener("copy", (event) => {
  const label = document.querySelector("body > .scope .tlp--amber, body > .scope .tlp--red");
  const selection = document.getSelection();
  const text = selection.toString();
  const isTyped = event.target instanceof Element && event.target.closest("input, textarea");
  if (!label || isTyped || !text.trim()) return;
  const color = label.classList.contains("tlp--red") ? "TLP:RED" : "TLP:AMBER";
  const taken = document.getElementById("taken-by");
  event.clipboardData.setData("text/plain", `[${color}] ${text}\n[${color}] ${taken?.dataset.mark ?? ""}`);
  event.preventDefault();
});

// Copies what is shown, which is the defanged form, or the whole of what is shown shortened; and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const code = button.parentElement.querySelector("code");
  await navigator.clipboard.writeText(code.dataset.whole ?? code.textContent);
  document.getElementById("live").textContent = button.getAttribute("aria-label");
  button.classList.add("is-copied");
});

// The live form of a dangerous value goes to the clipboard and nowhere else; the server writes down that it was asked for.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-live]");
  if (!form || !navigator.clipboard) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) return form.submit();
  await navigator.clipboard.writeText(await answer.text());
  const button = form.querySelector("button");
  document.getElementById("live").textContent = button.getAttribute("aria-label");
  button.classList.add("is-copied");
});
