import { DataTable, useText } from "#ui-kit/index.ts";
import { heldWords } from "./held-words.ts";

type Column = { readonly column: string; readonly basis: string; readonly purpose: string; readonly retention: string };

/** Why personal columns are kept: what for, on what basis, until when. */
export function WhatFor({ caption, columns }: { readonly caption: string; readonly columns: readonly Column[] }) {
  const t = useText("privacy");
  return (
    <DataTable
      caption={caption}
      captionShown
      rows={columns}
      rowKey={({ column }) => column}
      columns={[
        {
          key: "column",
          head: t("mine.column"),
          names: true,
          render: ({ column }) => heldWords(t, "columns", column.replace(/_cipher$/, "")),
        },
        { key: "purpose", head: t("mine.purpose"), render: ({ purpose }) => heldWords(t, "purposes", purpose) },
        { key: "basis", head: t("mine.basis"), render: ({ basis }) => heldWords(t, "bases", basis) },
        { key: "retention", head: t("mine.retention"), render: ({ retention }) => heldWords(t, "retentions", retention) },
      ]}
    />
  );
}
