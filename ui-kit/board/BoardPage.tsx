import type { ReactNode } from "react";
import type { Crumb } from "../parts/Breadcrumbs.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { FigureList, type Figure } from "./FigureList.tsx";

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** Filters of the whole board, such as a year. */
  readonly filters?: ReactNode;
  readonly figures: readonly Figure[];
  /** Charts and tables. */
  readonly children?: ReactNode;
};

/** Figures that lead to the lists they were counted from, and charts with their tables. */
export function BoardPage({ title, lead, crumbs, filters, figures, children }: Props) {
  return (
    <article className="page board-page">
      <PageHead title={title} lead={lead} crumbs={crumbs} />
      {filters}
      <FigureList figures={figures} heading="h2" />
      <div className="charts">{children}</div>
    </article>
  );
}
