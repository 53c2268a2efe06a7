import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Day,
  FactList,
  Instant,
  orRefuse,
  PageHead,
  QrCode,
  Section,
  StatusTag,
  useSetting,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { readEntry } from "../contract/read-entry.ts";
import type { Entry } from "./check-entry.ts";
import { EntryCheck } from "./EntryCheck.tsx";
import { nameOf } from "./field-names.ts";

export const handle = { scripted: true };

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "index">) => ({
  entry: orRefuse(await context.call(readEntry, { index: Number(params.index) })),
  host: new URL(request.url).origin,
});

export default function EntryPage({ loaderData: { entry, host } }: PageProps<typeof loader>) {
  const t = useText("record");
  const path = useTenantPath();
  const { here, viewer } = useSetting();
  const kind = viewer.locale === "en" ? entry.kindNameEn : entry.kindName;
  const title = entry.title === "" ? t("untitled") : entry.title;
  return (
    <article className="page">
      <PageHead
        title={title}
        lead={t("entry.lead", { kind, number: entry.index + 1, day: entry.on })}
        crumbs={[{ href: path("record"), words: t("list.title") }]}
      />
      {entry.form === "withdrawn" ? (
        <p>
          <StatusTag tone="warn">{t("forms.withdrawn")}</StatusTag> {t("entry.withdrawn")}
        </p>
      ) : undefined}
      {entry.later === null ? undefined : (
        <p>
          {t("entry.replaced")} <a href={path(`record/${entry.later}`)}>{t("entry.newer", { number: entry.later + 1 })}</a>
        </p>
      )}
      <Section title={t("check.title")}>
        <EntryCheck entry={entry} command={`gongzhi verify ${host}${path("record")}`} />
      </Section>
      <Section title={t("entry.content")}>
        {entry.page === null ? undefined : (
          <p>
            <a href={path(entry.page)}>{t("entry.page")}</a>
          </p>
        )}
        <Content entry={entry} />
        {entry.erasable.length > 0 && viewer.signedIn?.duties.includes("record.erase") === true ? (
          <p>
            <a href={path(`record/${entry.index}/erase`)}>{t("erase.link")}</a>
          </p>
        ) : undefined}
      </Section>
      <Section title={t("entry.proof")}>
        <p>{t("entry.proofSays")}</p>
        <ProofFacts entry={entry} />
        <p>
          <a href={path(`log/proof/${entry.index}`)} download={`${entry.index}.tlog-proof`}>
            {t("entry.takeAlong")}
          </a>
        </p>
      </Section>
      <div className="document-foot">
        <QrCode path={here.path} />
        <p className="small">{t("entry.qr")}</p>
      </div>
    </article>
  );
}

type Line = { readonly name: string; readonly value: string; readonly state: string; readonly erasedBy: number | null };

/** What was recorded, name by name, in the words it was recorded in. */
function Content({ entry }: { readonly entry: Entry }) {
  const t = useText("record");
  return (
    <DataTable
      caption={t("entry.content")}
      rows={titleFirst(linesOf(entry))}
      rowKey={(line) => line.name}
      columns={[
        { key: "name", head: t("entry.name"), names: true, render: (line) => nameOf(t, line.name) },
        {
          key: "value",
          head: t("entry.value"),
          render: (line) => (line.state === "shown" ? <span className="pre">{line.value}</span> : <NotShown line={line} />),
        },
      ]}
    />
  );
}

/** Why a field is not shown; of an erased one also where the record says who erased it. */
function NotShown({ line }: { readonly line: Line }) {
  const t = useText("record");
  const path = useTenantPath();
  return (
    <>
      <StatusTag tone={line.state === "unreadable" || line.state === "missing" ? "bad" : "neutral"}>
        {t(`fieldStates.${line.state}`)}
      </StatusTag>{" "}
      {line.erasedBy === null ? undefined : (
        <a href={path(`record/${line.erasedBy}`)}>{t("entry.newer", { number: line.erasedBy + 1 })}</a>
      )}
    </>
  );
}

function titleFirst(lines: readonly Line[]): readonly Line[] {
  return [...lines.filter(({ name }) => name === "title"), ...lines.filter(({ name }) => name !== "title")];
}

function linesOf(entry: Entry): readonly Line[] {
  if (entry.content === null)
    return entry.fields.map(({ name, state, value, erasedBy }) => ({
      name,
      state,
      erasedBy,
      value: value === null ? "" : sayJson(JSON.parse(value)),
    }));
  try {
    const content = JSON.parse(entry.content) as Readonly<Record<string, unknown>>;
    return Object.entries(content).map(([name, value]) => ({ name, state: "shown", value: sayJson(value), erasedBy: null }));
  } catch {
    return [{ name: "content", state: "unreadable", value: "", erasedBy: null }];
  }
}

/** A text as it is, anything else as JSON. */
function sayJson(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

function ProofFacts({ entry }: { readonly entry: Entry }) {
  const t = useText("record");
  return (
    <FactList
      facts={[
        { name: t("entry.sequenced"), value: <Instant at={entry.sequencedAt} /> },
        { name: t("columns.on"), value: <Day day={entry.on} /> },
        { name: t("entry.leaf"), value: <code className="as-typed">{entry.leaf}</code> },
        {
          name: t("entry.hashes"),
          value: (
            <ol className="as-typed small">
              {entry.proof.hashes.map((hash) => (
                <li key={hash}>{hash}</li>
              ))}
            </ol>
          ),
        },
        { name: t("entry.head"), value: <pre className="as-typed small">{entry.proof.checkpoint}</pre> },
        { name: t("own.key"), value: <code className="as-typed">{entry.proof.key}</code> },
      ]}
    />
  );
}
