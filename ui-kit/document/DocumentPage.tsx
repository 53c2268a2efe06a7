import type { ReactNode } from "react";
import type { Crumb } from "../parts/Breadcrumbs.tsx";
import { Breadcrumbs } from "../parts/Breadcrumbs.tsx";
import { Day } from "../parts/Figures.tsx";
import { useSetting, useText, useViewer } from "../setting/Setting.tsx";
import { QrCode } from "../parts/QrCode.tsx";

type Props = {
  readonly title: string;
  /** Whose paper it is: stands on top, as on every official paper. */
  readonly issuer: string;
  /** 发文字号. */
  readonly number?: string;
  readonly crumbs?: readonly Crumb[];
  /** To whom it speaks: `全体村民：`. */
  readonly addressed?: string;
  /** The text: paragraphs, headings, tables. */
  readonly children: ReactNode;
  readonly attachments?: ReactNode;
  readonly signedBy?: string;
  /** Calendar day of issue. */
  readonly day: string;
  /** A `<Seal>` or a whole proof. */
  readonly proof?: ReactNode;
  /** How long it hangs, whom to ask, how to object. */
  readonly notes?: ReactNode;
  /** Path the QR code leads to; left out, this page. */
  readonly qrPath?: string;
  /** For the notice board: larger, on one sheet. */
  readonly poster?: boolean;
};

/** An official paper: the same on the screen, on A4 and on the notice board. */
export function DocumentPage(props: Props) {
  const { title, issuer, number, crumbs, addressed, children, attachments, signedBy, day, poster = false } = props;
  const { tenant } = useViewer();
  return (
    <article className={poster ? "page document-page poster" : "page document-page"}>
      <title>{tenant === undefined ? title : `${title} · ${tenant.name}`}</title>
      {crumbs === undefined ? undefined : <Breadcrumbs crumbs={crumbs} />}
      <div className="sheet">
        <header className="letterhead">
          <p className="issuer">{issuer}</p>
          {number === undefined ? undefined : <p className="document-number figures">{number}</p>}
        </header>
        <h1>{title}</h1>
        {addressed === undefined ? undefined : <p className="addressed">{addressed}</p>}
        <div className="document-text">{children}</div>
        {attachments === undefined ? undefined : <div className="attachments">{attachments}</div>}
        <footer className="signature">
          <p>{signedBy ?? issuer}</p>
          <p>
            <Day day={day} />
          </p>
        </footer>
        <DocumentFoot {...props} />
      </div>
    </article>
  );
}

/** What lets anybody check the paper in their hand against the record. */
function DocumentFoot({ qrPath, proof, notes }: Props) {
  const t = useText("ui-kit");
  const { here } = useSetting();
  return (
    <div className="document-foot">
      <QrCode path={qrPath ?? here.path} />
      <div className="small stack">
        {notes === undefined ? undefined : <div>{notes}</div>}
        <p>{t("document.scan")}</p>
        {proof}
      </div>
    </div>
  );
}
