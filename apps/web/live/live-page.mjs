// Runs on pages whose route says `live`: loads the page again when what it shows has changed, and puts the new parts in place. No library,
// nothing kept, nothing written as HTML: the browser's own parser makes the new document, so that Trusted Types hold.
const REFRESH_GAP_MS = 2_000;
// What is put in place anew: the page itself and, in the header, what is unread.
const PARTS = ["#content", ".account"];

const { live = "", liveAt = "", liveTenant = "" } = document.documentElement.dataset;
const told = new Map();
let wanted = false;
let loading = false;
let touched = false;

const source = new EventSource(`/t/${liveTenant}/events?since=${encodeURIComponent(liveAt)}`);
source.addEventListener("hello", ({ data }) => {
  if (JSON.parse(data).stale) refresh();
});
source.addEventListener("bye", () => {
  source.close();
  location.reload();
});
for (const topic of new Set([...live.split(" "), "notices"])) {
  source.addEventListener(topic, ({ data }) => {
    const before = told.get(topic);
    told.set(topic, data);
    if (before !== undefined && before !== data) refresh();
  });
}
// What somebody has begun to fill in is never taken from under their hands.
document.addEventListener("input", ({ target }) => {
  if (target instanceof Element && target.closest("#content") !== null) touched = true;
});
// Something on the page grows old by itself.
const every = Number(document.querySelector("[data-live-every]")?.dataset.liveEvery ?? 0);
if (every > 0) setInterval(refresh, every * 1_000);
document.addEventListener("visibilitychange", () => {
  if (wanted) refresh();
});
document.getElementById("live-load")?.addEventListener("click", () => location.reload());

function refresh() {
  wanted = true;
  if (loading || document.visibilityState !== "visible") return;
  if (isAtWork()) {
    say("live-note");
    return;
  }
  loading = true;
  wanted = false;
  const request = new XMLHttpRequest();
  request.responseType = "document";
  request.open("GET", location.href);
  request.addEventListener("load", () => {
    if (request.status === 200 && request.responseXML !== null) replaceParts(request.responseXML);
  });
  request.addEventListener("loadend", () => {
    setTimeout(() => {
      loading = false;
      if (wanted) refresh();
    }, REFRESH_GAP_MS);
  });
  request.send();
}

// Somebody types or has typed, has opened a part to read, or has marked words.
function isAtWork() {
  const { activeElement } = document;
  const content = document.querySelector("#content");
  const types = activeElement?.matches("input, select, textarea") === true && content?.contains(activeElement) === true;
  return touched || types || content?.querySelector("details[open]") !== null || getSelection()?.isCollapsed === false;
}

function replaceParts(fresh) {
  if (isAtWork()) {
    say("live-note");
    return;
  }
  const place = placeOf(document.activeElement);
  for (const part of PARTS) {
    const [old, next] = [document.querySelector(part), fresh.querySelector(part)];
    if (old !== null && next !== null && !old.isEqualNode(next)) old.replaceWith(document.adoptNode(next));
  }
  if (place !== undefined) focusAgain(place);
  say("live-said");
}

// Where the keyboard stands: a link by where it leads, a button by its place among buttons.
function placeOf(element) {
  if (element === null || element.closest(PARTS.join()) === null) return undefined;
  return { name: element.localName, href: element.getAttribute("href"), index: allNamed(element.localName).indexOf(element) };
}

function focusAgain({ name, href, index }) {
  const alike = allNamed(name);
  const same = href === null ? alike[index] : alike.find((one) => one.getAttribute("href") === href);
  same?.focus({ preventScroll: true });
}

function allNamed(name) {
  return PARTS.flatMap((part) => [...document.querySelectorAll(`${part} ${name}`)]);
}

// Shows the quiet note that there is something new, or tells a screen reader that it is in place.
function say(id) {
  const note = document.getElementById("live-note");
  const said = document.getElementById("live-said");
  if (note !== null) note.hidden = id !== "live-note";
  if (said !== null) said.textContent = id === "live-said" ? said.dataset.words : "";
}
