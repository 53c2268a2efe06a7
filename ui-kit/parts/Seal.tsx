import { QrCode } from "./QrCode.tsx";
import { useText } from "../setting/Setting.tsx";

type Props = {
  /** Leads to the proof; left out while it waits for its place in the record, a minute at most. */
  readonly href?: string | undefined;
  readonly at?: string;
};

/** The mark of whatever is on the record: opens its proof; on paper a code beside it leads there. */
export function Seal({ href, at }: Props) {
  const t = useText("ui-kit");
  const words = (
    <>
      <span className="seal-mark" aria-hidden="true">
        证
      </span>
      <span>{wordsOf(t, href, at)}</span>
    </>
  );
  return href === undefined ? (
    <span className="seal">{words}</span>
  ) : (
    <a className="seal" href={href}>
      {words}
      <QrCode path={href} printed />
    </a>
  );
}

function wordsOf(t: ReturnType<typeof useText>, href: string | undefined, at: string | undefined): string {
  if (href === undefined) return t("seal.waiting");
  return at === undefined ? t("seal.words") : t("seal.since", { day: at });
}
