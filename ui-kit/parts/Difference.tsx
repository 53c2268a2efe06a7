import { useText } from "../setting/Setting.tsx";

type Mark = "same" | "gone" | "added";
type Line = {
  readonly kind: Mark | "changed";
  readonly stretches: readonly { readonly text: string; readonly mark: Mark }[];
};

type Placed = Line & { readonly at: number };

/** Unchanged lines beside a change that are shown with it. */
const NEAR = 1;

/**
 * What changed between two texts, from lines the server compared (`platform/texts`). What is gone is struck through, what was added
 * underlined, and each is said in words to whoever does not see it; what stayed the same is folded away but for the line beside a change.
 */
export function Difference({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText("ui-kit");
  if (lines.every(({ kind }) => kind === "same")) return <p className="hint">{t("difference.none")}</p>;
  return (
    <div className="difference">
      {stretchesOf(lines).map(({ at, folded, of }) =>
        folded ? (
          <details key={at}>
            <summary>{t("difference.same", { count: of.length })}</summary>
            <Lines of={of} />
          </details>
        ) : (
          <Lines key={at} of={of} />
        ),
      )}
    </div>
  );
}

function Lines({ of }: { readonly of: readonly Placed[] }) {
  return of.map((line) => (
    <p key={line.at} className={`difference-line difference-${line.kind}`}>
      {line.stretches.map(({ text, mark }, stretch) => (
        <Stretch key={stretchKey(line, stretch)} text={text} mark={mark} />
      ))}
    </p>
  ));
}

function Stretch({ text, mark }: { readonly text: string; readonly mark: Mark }) {
  const t = useText("ui-kit");
  if (mark === "same") return text;
  const Tag = mark === "gone" ? "del" : "ins";
  return (
    <Tag>
      <span className="unseen">{t(`difference.${mark}`)}</span>
      {text}
    </Tag>
  );
}

/** Where it begins in its line: no two begin at one place. */
function stretchKey({ stretches }: Line, place: number): number {
  return stretches.slice(0, place).reduce((sum, { text }) => sum + text.length + 1, 0);
}

/** Runs of lines to be shown, and runs of unchanged ones to be folded. */
function stretchesOf(lines: readonly Line[]) {
  const shown = lines.map((_, place) =>
    lines.slice(Math.max(0, place - NEAR), place + NEAR + 1).some(({ kind }) => kind !== "same"),
  );
  const runs: { readonly at: number; readonly folded: boolean; readonly of: Placed[] }[] = [];
  for (const [at, line] of lines.entries()) {
    const folded = shown[at] !== true;
    const run = runs.at(-1);
    if (run?.folded === folded) run.of.push({ ...line, at });
    else runs.push({ at, folded, of: [{ ...line, at }] });
  }
  return runs;
}
