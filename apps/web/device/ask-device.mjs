// Runs on pages whose route says `device`: where a form takes an authenticator's answer, the device is asked before the form is sent (Web
// Authentication Level 3). No library, nothing kept, nothing written as HTML.
for (const place of document.querySelectorAll("[data-device]")) {
  const form = place.closest("form");
  const field = form?.elements.namedItem("answer");
  if (!(field instanceof HTMLInputElement)) continue;
  form.addEventListener("submit", (event) => {
    if (field.value !== "") return;
    event.preventDefault();
    void answer(place, form, field);
  });
}

async function answer(place, form, field) {
  say(place, undefined);
  if (!("credentials" in navigator) || !("PublicKeyCredential" in globalThis)) {
    say(place, "unsupported");
    return;
  }
  try {
    field.value = JSON.stringify(await ask(place.dataset.device, JSON.parse(place.dataset.options)));
    form.requestSubmit();
  } catch {
    say(place, "failed"); // Given up, timed out, no key of ours: the device tells the reader which.
  }
}

// An alert is told when it comes into view.
function say(place, trouble) {
  for (const words of place.querySelectorAll("[data-trouble]")) words.hidden = words.dataset.trouble !== trouble;
}

async function ask(kind, options) {
  const publicKey = withBytes(options);
  const credential =
    kind === "make" ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("the device gave no key");
  return answerOf(credential);
}

// Bytes travel as base64url; browsers before 2024 do not read it by themselves.
function withBytes(options) {
  const { challenge, user, excludeCredentials, allowCredentials } = options;
  const keys = (list) => list.map((key) => ({ ...key, id: toBytes(key.id) }));
  return {
    ...options,
    challenge: toBytes(challenge),
    ...(user === undefined ? {} : { user: { ...user, id: toBytes(user.id) } }),
    ...(excludeCredentials === undefined ? {} : { excludeCredentials: keys(excludeCredentials) }),
    ...(allowCredentials === undefined ? {} : { allowCredentials: keys(allowCredentials) }),
  };
}

function answerOf({ id, rawId, type, response }) {
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said.attestationObject = toText(response.attestationObject);
    said.transports = response.getTransports();
  }
  if (response instanceof AuthenticatorAssertionResponse) {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    if (response.userHandle !== null) said.userHandle = toText(response.userHandle);
  }
  return { id, rawId: toText(rawId), type, clientExtensionResults: {}, response: said };
}

function toBytes(text) {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.codePointAt(0));
}

function toText(bytes) {
  const letters = [...new Uint8Array(bytes)].map((byte) => String.fromCodePoint(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
