import { useText } from "#ui-kit/index.ts";

type Citation = { readonly source: string; readonly article: string };

/** Articles a rule rests on, by name. */
export function CitationList({ citations }: { readonly citations: readonly Citation[] }) {
  const t = useText("rules");
  return (
    <ul>
      {citations.map(({ source, article }) => (
        <li key={source + article}>{article === "" ? t("citedWhole", { source }) : t("cited", { source, article })}</li>
      ))}
    </ul>
  );
}
