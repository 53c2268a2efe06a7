// Runs on pages whose route says `draft`: keeps what is typed in a form on this device until it has been sent, and sends it once. No library,
// nothing written as HTML, and no syntax that the browser inside WeChat on an old phone does not know.
const PREFIX = "gongzhi draft ";
// A phone is often a household's: what was not finished within a week is gone.
const KEPT_MS = 7 * 86400000;
// A browser gives a site about five million characters; one form gets a fiftieth.
const MOST_CHARACTERS = 100000;
// Keystrokes are gathered: a phone's storage is slow.
const PAUSE_MS = 400;

const storage = openStorage();
if (storage !== undefined) {
  for (const sent of document.querySelectorAll("[data-draft-sent]")) storage.removeItem(PREFIX + sent.dataset.draftSent);
  for (const place of document.querySelectorAll("[data-drafts]")) offerToClear(place);
  for (const place of document.querySelectorAll("[data-draft]")) {
    const form = place.closest("form");
    if (form !== null) keep(place, form, PREFIX + place.dataset.draft);
  }
}

// A browser may forbid storage, and says so by throwing: then there are no drafts, and the form works as well.
function openStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

// Where somebody has their data erased: what was never sent lies on this device alone, and goes with one press.
function offerToClear(place) {
  const names = Object.keys(storage).filter((name) => name.indexOf(PREFIX) === 0);
  place.hidden = names.length === 0;
  place.querySelector("[data-drafts-clear]").addEventListener("click", () => {
    for (const name of names) storage.removeItem(name);
    place.hidden = true;
  });
}

function keep(place, form, name) {
  const part = (what) => place.querySelector(`[data-draft-${what}]`);
  const draft = readDraft(name);
  let timer;
  const saving = () => {
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => save(form, name), PAUSE_MS);
    });
  };
  part("where").hidden = false;
  part("clear").addEventListener("click", () => {
    clearTimeout(timer);
    storage.removeItem(name);
    part("offer").hidden = true;
    form.reset();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    send(event, place, form, name);
  });
  // What is offered is not written over by the first keystroke.
  if (place.dataset.draftStep === "review") return;
  if (place.dataset.draftFresh !== "yes" || draft === undefined) return saving();
  part(draft.sentAt === undefined ? "found" : "tried").hidden = false;
  part("at").textContent = new Date(draft.sentAt || draft.savedAt).toLocaleString(document.documentElement.lang);
  part("offer").hidden = false;
  part("restore").addEventListener("click", () => {
    fill(form, draft.values);
    part("offer").hidden = true;
    saving();
  });
  part("discard").addEventListener("click", () => {
    storage.removeItem(name);
    part("offer").hidden = true;
    saving();
  });
}

// A key goes with what was sent: sent again unchanged after a lost answer, it is the same act, and the server gives the first one's answer.
function send(event, place, form, name) {
  const step = event.submitter ? event.submitter.value : "";
  if (step === "edit") return;
  if (!navigator.onLine) {
    event.preventDefault();
    place.querySelector("[data-draft-offline]").hidden = false;
    return;
  }
  const key = form.elements.namedItem("_key");
  const draft = readDraft(name) || { savedAt: new Date().toISOString(), values: typedIn(form) };
  if (step === "review" || key === null) {
    write(name, { ...draft, savedAt: new Date().toISOString(), values: typedIn(form) });
    return;
  }
  const sent = JSON.stringify(typedIn(form));
  if (draft.key !== undefined && draft.sent === sent) key.value = draft.key;
  write(name, { ...draft, key: key.value, sent, sentAt: new Date().toISOString() });
}

function save(form, name) {
  const values = typedIn(form);
  if (values.every((one) => one[1] === "")) storage.removeItem(name);
  else write(name, { ...readDraft(name), savedAt: new Date().toISOString(), values });
}

function write(name, draft) {
  const text = JSON.stringify(draft);
  try {
    if (text.length <= MOST_CHARACTERS) storage.setItem(name, text);
  } catch {
    // Full: what was kept before stays.
  }
}

// Anything may have written there: what is not a draft, or is too old, is none.
function readDraft(name) {
  try {
    const read = JSON.parse(storage.getItem(name) || "null");
    const young = read !== null && Date.now() - Date.parse(read.savedAt) < KEPT_MS;
    if (young && Array.isArray(read.values)) return read;
  } catch {
    // Not even JSON: as good as no draft.
  }
  storage.removeItem(name);
  return undefined;
}

// What a person typed: no files, and nothing of the form's own (`_key`).
function typedIn(form) {
  return Array.from(new FormData(form)).filter((one) => typeof one[1] === "string" && one[0].charAt(0) !== "_");
}

function fill(form, values) {
  for (const control of form.elements) {
    const kept = values.filter((one) => Array.isArray(one) && one[0] === control.name).map((one) => String(one[1]));
    if (control.type === "radio" || control.type === "checkbox") control.checked = kept.includes(control.value);
    else if (kept.length > 0 && isTyped(control)) control.value = kept[0];
  }
}

function isTyped(control) {
  return (
    ["TEXTAREA", "SELECT"].includes(control.tagName) ||
    (control.tagName === "INPUT" && !["hidden", "file", "submit"].includes(control.type))
  );
}
