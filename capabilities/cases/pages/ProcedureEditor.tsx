import { useEffect, useRef, useState, type ReactNode, type RefObject, type SyntheticEvent } from "react";
import type { OutputOf } from "#platform/contract.ts";
import { Notice, useText } from "#ui-kit/index.ts";
import type { readDrawing } from "../contract/read-drawing.ts";
import type { Board, Selected } from "./modeler.ts";
import { ElementPanel } from "./ElementPanel.tsx";
import { useFaultWords } from "./fault-words.ts";

export type Drawing = OutputOf<typeof readDrawing>;
type Props = { readonly drawing: Drawing; readonly refused: boolean; readonly children: ReactNode };

/** Kept in the tab while the form is on its way: refused, the drawing is still what it was. */
function keptName({ key, draft }: Drawing): string {
  return `gongzhi drawing ${draft ?? key}`;
}

function slug(english: string): string {
  return english
    .toLowerCase()
    .replace(/[^a-z]+/gu, "-")
    .replace(/^-|-$/gu, "");
}

type Opened = {
  readonly place: RefObject<HTMLDivElement | null>;
  readonly board: RefObject<Board | undefined>;
  /** Sends the form with the drawing in it, in place of the form alone. */
  readonly send: (event: SyntheticEvent<HTMLDivElement>) => void;
  readonly state: "none" | "ready" | "failed";
  readonly selected: Selected | undefined;
};

/** Opens the board once its page is there; what nobody saved is not left without asking. */
function useBoard(drawing: Drawing, refused: boolean): Opened {
  const words = useRef(useText("cases"));
  const place = useRef<HTMLDivElement>(null);
  const board = useRef<Board>(undefined);
  const sending = useRef(false);
  const [state, setState] = useState<Opened["state"]>("none");
  const [selected, setSelected] = useState<Selected>();
  useEffect(() => {
    const container = place.current;
    if (container === null) return undefined;
    let [current, changed] = [true, false];
    const t = words.current;
    const open = async () => {
      const { openBoard } = await import("./modeler.ts");
      const kept = refused ? sessionStorage.getItem(keptName(drawing)) : null;
      const made = await openBoard({
        container,
        bpmn: kept ?? drawing.bpmn,
        translate: (english) => (t.has(`editor.tools.${slug(english)}`) ? t(`editor.tools.${slug(english)}`) : english),
        onSelect: (id) => setSelected(id === undefined ? undefined : board.current?.read(id)),
        onChange: () => {
          changed = true;
          setSelected((one) => (one === undefined ? one : board.current?.read(one.id)));
        },
      });
      if (!current) return made.close();
      board.current = made;
      const [first] = drawing.faults;
      if (first !== undefined && kept === null) made.light(first.way, first.element);
      setState("ready");
    };
    void open().catch(() => current && setState("failed"));
    const stay = (event: BeforeUnloadEvent) => {
      if (changed && !sending.current) event.preventDefault();
    };
    addEventListener("beforeunload", stay);
    return () => {
      current = false;
      removeEventListener("beforeunload", stay);
      board.current?.close();
    };
  }, [drawing, refused]);
  // The panel beside it comes with the board, and takes of its width.
  useEffect(() => {
    if (state === "ready") board.current?.fit();
  }, [state]);
  const send: Opened["send"] = (event) => {
    const made = board.current;
    if (made === undefined || !(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (sending.current) return;
    // What changed is on its way.
    sending.current = true;
    void sendDrawing(made, event.target, drawing);
  };
  return { place, board, send, state, selected };
}

/** The board, what is selected on it, and the form that sends it as a file. Until its script runs, the form alone. */
export function ProcedureEditor({ drawing, refused, children }: Props) {
  const t = useText("cases");
  const { place, board, send, state, selected } = useBoard(drawing, refused);
  return (
    <div className={`editor editor-${state}`} onSubmitCapture={send}>
      <FaultList drawing={drawing} onSelect={(id) => board.current?.select(id)} />
      {state === "failed" ? <Notice tone="bad">{t("editor.failed")}</Notice> : undefined}
      <div className="editor-desk" hidden={state === "failed"}>
        <div className="editor-board" ref={place} role="application" aria-label={t("editor.board")} />
        {state === "ready" ? (
          <ElementPanel drawing={drawing} selected={selected} onChange={(id, values) => board.current?.change(id, values)} />
        ) : undefined}
      </div>
      {children}
    </div>
  );
}

/** Puts the drawing into the form as if it had been chosen, and sends the form as it is sent without script. */
async function sendDrawing(board: Board, form: HTMLFormElement, drawing: Drawing): Promise<void> {
  const xml = await board.save();
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  if (input === null) return;
  const chosen = new DataTransfer();
  chosen.items.add(new File([xml], `${drawing.key}.bpmn`, { type: "application/bpmn+xml" }));
  input.files = chosen.files;
  try {
    sessionStorage.setItem(keptName(drawing), xml);
  } catch {
    // Forbidden or full: what is refused is then drawn again.
  }
  form.submit();
}

function FaultList({ drawing, onSelect }: { readonly drawing: Drawing; readonly onSelect: (id: string) => void }) {
  const t = useText("cases");
  const wordsOf = useFaultWords();
  if (drawing.faults.length === 0) return undefined;
  return (
    <Notice tone="bad" title={t("draft.verdicts.faulty")}>
      <ol className="stack">
        {drawing.faults.map((fault) => (
          <li key={`${fault.code} ${fault.element} ${fault.name} ${fault.detail}`}>
            {wordsOf(fault)} {fault.element === "" ? undefined : <code>{fault.element}</code>}{" "}
            {fault.element === "" ? undefined : (
              <button type="button" className="button small editor-find" onClick={() => onSelect(fault.element)}>
                {t("editor.find")}
              </button>
            )}
            {fault.path.length === 0 ? undefined : <div>{t("draft.way", { way: fault.path.join(" → ") })}</div>}
          </li>
        ))}
      </ol>
    </Notice>
  );
}
