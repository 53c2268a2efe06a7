/** What was typed and not sent, kept on the reader's own device. */
export type Draft = {
  readonly savedAt: string;
  /** When it was sent, if it was: the answer may not have come through. */
  readonly sentAt?: string;
  readonly values: readonly (readonly [name: string, value: string])[];
};

/** The part of `localStorage` a draft needs; a browser may refuse all of it. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "gongzhi draft ";
/** A phone is often a household's: what was not finished within a week is gone. */
const KEPT_MS = 7 * 86_400_000;
/** A browser gives a site about five million characters; one form gets a fiftieth. */
const MAX_CHARACTERS = 100_000;

export function draftKey(name: string): string {
  return PREFIX + name;
}

/** The draft a stored text holds. Anything may have written there: what is not a draft, or is too old, is none. */
export function parseDraft(text: string | null, nowMs: number): Draft | undefined {
  const draft = parseText(text);
  return draft !== undefined && nowMs - Date.parse(draft.savedAt) < KEPT_MS ? draft : undefined;
}

export function saveDraft(storage: DraftStorage, name: string, draft: Draft): void {
  const text = JSON.stringify(draft);
  if (draft.values.every(([, value]) => value === "")) storage.removeItem(draftKey(name));
  else if (text.length <= MAX_CHARACTERS) storage.setItem(draftKey(name), text);
}

export function discardDraft(storage: DraftStorage, name: string): void {
  storage.removeItem(draftKey(name));
}

function parseText(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  try {
    const read = JSON.parse(text) as Partial<Draft> | null;
    if (typeof read?.savedAt !== "string" || Number.isNaN(Date.parse(read.savedAt)) || !Array.isArray(read.values))
      return undefined;
    return read as Draft;
  } catch {
    return undefined; // not even JSON: as good as no draft
  }
}

/** What a form holds that a person typed: no files, nothing hidden. */
export function typedValues(form: HTMLFormElement): Draft["values"] {
  const controls = [...form.elements].filter((one) => one instanceof HTMLElement && one.getAttribute("type") !== "hidden");
  const names = new Set(controls.map((one) => one.getAttribute("name") ?? ""));
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && names.has(name) && !name.startsWith("_") ? [[name, value] as const] : [],
  );
}

/** Puts a draft's values back into the controls that are there. */
export function fillForm(form: HTMLFormElement, values: Draft["values"]): void {
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
      control.checked = values.some(([name, value]) => name === control.name && value === control.value);
    } else if (isTyped(control)) {
      const kept = values.find(([name]) => name === control.name);
      if (kept !== undefined) control.value = kept[1];
    }
  }
}

function isTyped(control: Element): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (control instanceof HTMLInputElement) return !["hidden", "file", "submit", "button"].includes(control.type);
  return control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement;
}
