import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useSetting, useText } from "../setting/Setting.tsx";
import { discardDraft, draftKey, fillForm, parseDraft, saveDraft, typedValues, type DraftStorage } from "./draft.ts";

type Props = {
  readonly name: string;
  /** Nothing came back from the server: a draft may be offered. Otherwise the page holds what was typed already. */
  readonly fresh: boolean;
};

/** Keystrokes are gathered: a phone's storage is slow. */
const PAUSE_MS = 400;

/** Keeps what is typed and offers it again. Draws nothing until the page is hydrated and there is something to offer. */
export function DraftKeeper({ name, fresh }: Props) {
  const t = useText("ui-kit");
  const { nowUtc } = useSetting();
  const place = useRef<HTMLDivElement>(null);
  const stored = useSyncExternalStore(
    neverChanges,
    () => openStorage()?.getItem(draftKey(name)) ?? null,
    () => null,
  );
  const [settled, setSettled] = useState(!fresh);
  const found = settled ? undefined : parseDraft(stored, Date.parse(nowUtc));
  const offering = found !== undefined;
  const stale = !settled && !offering && stored !== null;
  useEffect(() => {
    const form = place.current?.closest("form");
    const storage = openStorage();
    // While a draft is offered nothing is saved: the first keystroke would write over it.
    if (offering || form === null || form === undefined || storage === undefined) return undefined;
    if (stale) discardDraft(storage, name);
    return keepSaving(form, storage, name, () => setSettled(true));
  }, [name, offering, stale]);
  const restore = () => {
    const form = place.current?.closest("form");
    if (form && found !== undefined) fillForm(form, found.values);
    setSettled(true);
  };
  const discard = () => {
    discardDraft(localStorage, name);
    setSettled(true);
  };
  return (
    <div ref={place}>
      {found === undefined ? undefined : (
        <section className="notice info draft">
          <p>{found.sentAt === undefined ? t("draft.found", { at: found.savedAt }) : t("draft.sent", { at: found.sentAt })}</p>
          <button className="button" type="button" onClick={restore}>
            {t("draft.restore")}
          </button>
          <button className="button" type="button" onClick={discard}>
            {t("draft.discard")}
          </button>
          <p className="small">{t("draft.where")}</p>
        </section>
      )}
    </div>
  );
}

function neverChanges(): () => void {
  return () => {};
}

/** A browser may forbid storage, and says so by throwing. */
function openStorage(): DraftStorage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined; // then there are no drafts: the form works as well
  }
}

function keepSaving(form: HTMLFormElement, storage: DraftStorage, name: string, onSave: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (sent: boolean) => {
    clearTimeout(timer);
    onSave();
    const now = new Date().toISOString();
    saveDraft(storage, name, { savedAt: now, values: typedValues(form), ...(sent ? { sentAt: now } : {}) });
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(false), PAUSE_MS);
  };
  const sent = () => save(true);
  form.addEventListener("input", later);
  form.addEventListener("submit", sent);
  return () => {
    clearTimeout(timer);
    form.removeEventListener("input", later);
    form.removeEventListener("submit", sent);
  };
}
