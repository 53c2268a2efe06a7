import type { ReactNode } from "react";
import { useViewer } from "../setting/Setting.tsx";
import { Breadcrumbs, type Crumb } from "./Breadcrumbs.tsx";

type Props = {
  /** Says what the page is; also the document's title. */
  readonly title: string;
  /** Where it stands and what I can do now: the first line. */
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** Links or buttons beside the title: at most one main act. */
  readonly acts?: ReactNode;
};

export function PageHead({ title, lead, crumbs, acts }: Props) {
  const { tenant } = useViewer();
  return (
    <header className="page-head">
      <title>{tenant === undefined || tenant.name === title ? title : `${title} · ${tenant.name}`}</title>
      {crumbs === undefined ? undefined : <Breadcrumbs crumbs={crumbs} />}
      <div className="page-head-line">
        <h1>{title}</h1>
        {acts === undefined ? undefined : <div className="page-acts no-print">{acts}</div>}
      </div>
      {lead === undefined ? undefined : <p className="lead">{lead}</p>}
    </header>
  );
}
