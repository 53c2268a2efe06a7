import { PaperList, Section, useTenantPath, useText } from "#ui-kit/index.ts";
import { Sections } from "./sections.tsx";
import type { View } from "./words.tsx";

/** What is being written, for whoever writes, reviews or oversees it. */
export function Draft({ view }: { readonly view: View }) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const { draft } = view;
  if (draft === null) return undefined;
  return (
    <Section title={t("draft.title")}>
      <p className="small soft">{t("draft.lead")}</p>
      <div className="prose stack">
        <h3>{draft.title}</h3>
        <Sections sections={draft.sections} level="h3" />
      </div>
      {draft.papers.length === 0 ? undefined : (
        <PaperList papers={draft.papers.map(({ id, name }) => ({ href: path(`files/${id}`), words: name }))} />
      )}
    </Section>
  );
}
