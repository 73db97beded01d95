// Copies what is shown, which is the defanged form, and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
  document.getElementById("live").textContent = button.getAttribute("aria-label");
  button.classList.add("is-copied");
});
