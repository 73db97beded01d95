// Passkeys: a form with data-passkey asks the browser to sign ("get") or to make ("create") one, then carries the answer.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (each) => ({ ...each, id: bytes(each.id) });

function readable({ publicKey }) {
  const asked = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (asked.user) asked.user = withBytes(asked.user);
  if (asked.allowCredentials) asked.allowCredentials = asked.allowCredentials.map(withBytes);
  if (asked.excludeCredentials) asked.excludeCredentials = asked.excludeCredentials.map(withBytes);
  return { publicKey: asked };
}

function sendable(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[name]) response[name] = text(answer[name]);
  }
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.passkeyData) return JSON.parse(document.getElementById(form.dataset.passkeyData).textContent);
  const answer = await fetch(form.dataset.passkeyAsk, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function say(form, kind) {
  const words = form.querySelector("[data-passkey-words]");
  words.textContent = words.dataset[kind];
  words.hidden = false;
}

async function use(form) {
  const asked = readable(await options(form));
  const made = form.dataset.passkey === "create" ? await navigator.credentials.create(asked) : await navigator.credentials.get(asked);
  form.elements.credential.value = JSON.stringify(sendable(made));
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
    if (isNumber) say(form, "address");
    else use(form).catch(() => say(form, "failed"));
  });
}
