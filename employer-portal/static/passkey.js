// Asks the device for a key and sends what it answers. The page says what to do where this does not run.
(() => {
  "use strict";
  const form = document.getElementById("passkey");
  if (!form) return;
  const button = form.querySelector("button");
  const place = document.getElementById("passkey-said");

  const say = (text) => {
    const p = document.createElement("p");
    p.className = "notice warn";
    p.textContent = text;
    place.replaceChildren(p);
  };
  if (!window.PublicKeyCredential || !navigator.credentials) {
    say(form.dataset.without);
    return;
  }

  // Bytes travel as base64url.
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

  const question = () => {
    const options = JSON.parse(form.dataset.options);
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const key of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) key.id = bytes(key.id);
    return { publicKey: options };
  };
  const answer = (key) => {
    const response = { clientDataJSON: text(key.response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[part]) response[part] = text(key.response[part]);
    }
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} });
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    place.replaceChildren();
    try {
      const key = await (form.dataset.kind === "create" ? navigator.credentials.create(question()) : navigator.credentials.get(question()));
      form.elements.answer.value = answer(key);
      form.submit();
    } catch {
      button.disabled = false;
      say(form.dataset.failed);
    }
  });
})();
