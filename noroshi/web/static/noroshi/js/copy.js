// Copies what is shown, which is the defanged form, or the whole of what is shown shortened; and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const code = button.parentElement.querySelector("code");
  await navigator.clipboard.writeText(code.dataset.whole ?? code.textContent);
  document.getElementById("live").textContent = button.getAttribute("aria-label");
  button.classList.add("is-copied");
});
