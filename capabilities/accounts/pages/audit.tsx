import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  hereWith,
  Instant,
  ListPage,
  orRefuse,
  readSearch,
  StatusTag,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { readAudit } from "../contract/read-audit.ts";
import { AuditedBy } from "./audit-by.tsx";
import { useActWords } from "./audit-words.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readAudit, readSearch(request, readAudit)));

type Entry = PageProps<typeof loader>["loaderData"]["entries"][number];

/** What was done here, for whoever audits; each reading of it stands in it. */
export default function AuditPage({ loaderData: { entries, actions, next } }: PageProps<typeof loader>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const { here } = useSetting();
  const words = useActWords();
  const columns: readonly Column<Entry>[] = [
    { key: "act", head: t("audit.act"), names: true, render: ({ action }) => words(action) },
    { key: "by", head: t("audit.by"), render: ({ by }) => <AuditedBy by={by} /> },
    { key: "at", head: t("audit.at"), render: ({ at }) => <Instant at={at} /> },
    { key: "outcome", head: t("audit.outcome"), render: ({ outcome }) => <Outcome outcome={outcome} /> },
    { key: "subject", head: t("audit.subject"), render: ({ subject }) => <Subject id={subject} /> },
  ];
  const file = (format: string) => hereWith({ path: path("accounts/audit/file"), query: here.query }, { cursor: "", format });
  return (
    <ListPage
      title={t("audit.title")}
      lead={t("audit.lead")}
      views={[
        { href: path("accounts/audit"), words: t("audit.views.acts"), current: true },
        { href: path("accounts/audit/readings"), words: t("audit.views.readings") },
      ]}
      signature={readAudit}
      filters={["from", "to", "capability", "action", "outcome", "subject"]}
      options={useOptions(actions)}
      columns={columns}
      rows={entries}
      rowKey={(row) => row.id}
      next={next ?? undefined}
      exports={(["csv", "xlsx"] as const).map((format) => ({ href: file(format), words: t(`audit.${format}`) }))}
      empty={{ says: t("audit.empty") }}
    />
  );
}

/** Actions are offered once it is said of what: there are some hundreds. */
function useOptions(actions: readonly string[]) {
  const t = useText("accounts");
  const words = useActWords();
  const chosen = new URLSearchParams(useSetting().here.query);
  const of = chosen.get("capability") || (chosen.get("action") ?? "").replace(/\/.*/, "");
  const capabilities = [...new Set(actions.map((name) => name.replace(/\/.*/, "")))];
  const named = (name: string) => (t.has(`audit.capabilities.${name}`) ? t(`audit.capabilities.${name}`) : name);
  return {
    capability: capabilities.map((value) => ({ value, label: named(value) })),
    action: actions.filter((name) => name.startsWith(`${of}/`)).map((value) => ({ value, label: words(value) })),
  };
}

function Outcome({ outcome }: { readonly outcome: string }) {
  const t = useText("accounts");
  if (outcome === "done" || outcome === "read") return t(`audit.outcomes.${outcome}`);
  return (
    <>
      <StatusTag tone="bad">{t("audit.outcomes.refused")}</StatusTag> <code className="soft">{outcome}</code>
    </>
  );
}

/** An id says nothing by itself; the end of it leads to whatever else was done about the same. */
function Subject({ id }: { readonly id: string | null }) {
  const t = useText("accounts");
  const path = useTenantPath();
  if (id === null) return "—";
  return (
    <a href={path(`accounts/audit?subject=${encodeURIComponent(id)}`)} title={t("audit.same")}>
      <code>{id.slice(-8)}</code>
    </a>
  );
}
