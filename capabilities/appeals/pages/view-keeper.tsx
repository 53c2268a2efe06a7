import type { OutputOf } from "#platform/contract.ts";
import { ActionButton, Notice, Section, SignatureForm, useSetting, useText, type FormState } from "#ui-kit/index.ts";
import { removeView, renameView, restoreView, saveView, type listViews } from "../contract/saved-views.ts";
import { viewQuery } from "../contract/view-query.ts";

type Props = { readonly saved: OutputOf<typeof listViews>["views"]; readonly state: FormState | undefined };

const ID = /^[0-9a-f-]{36}$/;

/** Keeps the filters of the list under a name; renames and removes one's own, and puts back what was removed just now. */
export function ViewKeeper({ saved, state }: Props) {
  const t = useText("appeals");
  const { query } = useSetting().here;
  const removed = new URLSearchParams(query).get("removed") ?? "";
  const filters = viewQuery(query);
  const current = saved.find((one) => one.query === filters);
  if (filters === "") return ID.test(removed) ? <Removed id={removed} /> : undefined;
  const open = state !== undefined;
  return (
    <Section title={t("views.title")}>
      {current === undefined ? (
        <details className="no-print" open={open}>
          <summary>{t("views.save")}</summary>
          <SignatureForm signature={saveView} state={state} values={{ query: filters }} />
        </details>
      ) : current.own ? (
        <details className="no-print" open={open}>
          <summary>{t("views.own", { name: current.name })}</summary>
          <SignatureForm signature={renameView} state={state} values={{ id: current.id, name: current.name }} />
          <ActionButton signature={removeView} values={{ id: current.id }} />
        </details>
      ) : (
        <p className="small soft">{t("views.shared", { name: current.name })}</p>
      )}
    </Section>
  );
}

function Removed({ id }: { readonly id: string }) {
  const t = useText("appeals");
  return (
    <Notice tone="info" title={t("views.removed")}>
      <ActionButton signature={restoreView} values={{ id }} />
    </Notice>
  );
}
