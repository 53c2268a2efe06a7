// Runs on pages whose route says `later`: in a hall without a line what is done in the marked forms is kept on this device, in order, and sent
// once by itself when the line is back. Each form goes with the key it was done under, so that nothing counts twice. No library, nothing
// written as HTML, and no syntax that the browser inside WeChat on an old phone does not know.
const PREFIX = "gongzhi later ";
// The server keeps what it answered under a key for longer than this; what is older is shown, not sent by itself.
const SENT_WITHIN_MS = 12 * 3600000;
const AGAIN_MS = 15000;
// A village's whole list, ticked one by one.
const MOST_KEPT = 500;

const place = document.querySelector("[data-later]");
const storage = openStorage();
if (place !== null && storage !== undefined) begin(PREFIX + place.dataset.later + " " + place.dataset.laterWho);

// A browser may forbid storage, and says so by throwing: then the forms work as forms do.
function openStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function begin(name) {
  const page = { name, sending: false, asked: undefined, sent: 0 };
  for (const form of document.querySelectorAll("form[data-later-form]")) {
    form.addEventListener("submit", (event) => {
      const kept = read(name);
      if (kept.length >= MOST_KEPT) return;
      const one = entryOf(form, event.submitter);
      if (!write(name, kept.concat([one]))) return;
      event.preventDefault();
      page.asked = one.key;
      void flush(page).then(() => stillHere(page, form, one));
    });
  }
  window.addEventListener("online", () => void flush(page));
  setInterval(() => void flush(page), AGAIN_MS);
  part("again").addEventListener("click", () => void flush(page));
  show(page);
  void flush(page);
}

function entryOf(form, button) {
  const fields = Array.from(new FormData(form)).filter((one) => typeof one[1] === "string");
  if (button && button.name) fields.push([button.name, button.value]);
  const key = form.elements.namedItem("_key");
  // The path alone: a part of the page (#…) is none of the server's.
  const to = new URL(form.getAttribute("action") || location.href, location.href);
  return {
    to: to.pathname + to.search,
    fields,
    key: key.value,
    words: button ? button.textContent : "",
    at: new Date().toISOString(),
  };
}

// One after another, in the order they were done; the first that finds no line stops the rest.
async function flush(page) {
  if (page.sending) return;
  page.sending = true;
  try {
    for (let one = next(page.name); one !== undefined; one = next(page.name)) {
      const answer = await post(one);
      if (answer === "again" || answer === "signed-out") {
        part("signed-out").hidden = answer !== "signed-out";
        break;
      }
      part("signed-out").hidden = true;
      if (answer.done) forget(page.name, one.key);
      else put(page.name, Object.assign(one, { refused: true }));
      if (page.asked === one.key) {
        page.asked = undefined;
        if (answer.done && read(page.name).length === 0) return location.assign(answer.url);
        if (!answer.done) return submitAgain(page.name, one);
      }
      page.sent += 1;
    }
  } finally {
    page.sending = false;
    show(page);
  }
}

function next(name) {
  return read(name).find((one) => !one.refused && Date.now() - Date.parse(one.at) < SENT_WITHIN_MS);
}

async function post(one) {
  let answer;
  try {
    const body = new URLSearchParams(one.fields);
    answer = await fetch(one.to, { method: "POST", body, credentials: "same-origin", headers: { accept: "text/html" } });
  } catch {
    return "again";
  }
  if (new URL(answer.url).pathname.endsWith("/accounts/sign-in") || answer.status === 401) return "signed-out";
  if (answer.status >= 500 || answer.status === 429) return "again";
  return { done: answer.ok && answer.redirected, url: answer.url };
}

// The server says why, on the page it always says it on.
function submitAgain(name, one) {
  forget(name, one.key);
  const form = document.createElement("form");
  form.method = "post";
  form.action = one.to;
  for (const [field, value] of one.fields) {
    const control = document.createElement("input");
    control.type = "hidden";
    control.name = field;
    control.value = value;
    form.append(control);
  }
  document.body.append(form);
  form.submit();
}

// Kept: the form goes on with a key of its own, and what was ticked cannot be ticked again.
function stillHere(page, form, one) {
  if (!read(page.name).some(({ key }) => key === one.key)) return;
  page.asked = undefined;
  form.elements.namedItem("_key").value = freshKey();
  const ticked = Array.from(form.querySelectorAll("input[type=checkbox]:checked:not(:disabled)"));
  for (const box of ticked) box.disabled = true;
  const left = form.querySelector("input[type=checkbox]:not(:disabled)") !== null;
  if (!left) for (const button of form.querySelectorAll("button")) button.disabled = true;
}

function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show(page) {
  const kept = read(page.name);
  const waiting = kept.filter((one) => !one.refused);
  const refused = kept.filter((one) => one.refused);
  part("waiting").hidden = waiting.length === 0;
  part("count").textContent = String(waiting.length);
  part("refused").hidden = refused.length === 0;
  part("list").replaceChildren(...refused.map((one) => lineOf(page, one)));
  part("newest").hidden = page.sent === 0 || waiting.length > 0;
  place.hidden = kept.length === 0 && page.sent === 0;
}

function lineOf(page, one) {
  const line = document.createElement("li");
  const at = new Date(one.at).toLocaleTimeString(document.documentElement.lang);
  line.append(
    one.words + " " + at + " ",
    buttonOf("look", () => submitAgain(page.name, one)),
    " ",
  );
  line.append(
    buttonOf("drop", () => {
      forget(page.name, one.key);
      show(page);
    }),
  );
  return line;
}

function buttonOf(what, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = place.dataset[what];
  made.addEventListener("click", press);
  return made;
}

function part(what) {
  return place.querySelector("[data-later-" + what + "]");
}

function forget(name, key) {
  write(
    name,
    read(name).filter((one) => one.key !== key),
  );
}

function put(name, changed) {
  write(
    name,
    read(name).map((one) => (one.key === changed.key ? changed : one)),
  );
}

// False where it cannot be kept: then the form is sent as forms are.
function write(name, kept) {
  try {
    if (kept.length === 0) storage.removeItem(name);
    else storage.setItem(name, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

// Anything may have written there: what is not ours is none.
function read(name) {
  try {
    const kept = JSON.parse(storage.getItem(name) || "[]");
    return Array.isArray(kept)
      ? kept.filter((one) => one !== null && typeof one.key === "string" && Array.isArray(one.fields))
      : [];
  } catch {
    return [];
  }
}
