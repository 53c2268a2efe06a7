import type { OutputOf } from "#platform/contract.ts";
import { refuse } from "#platform/refusal.ts";
import { Count, DataTable, Day, orRefuse, StatusTag, useSetting, useTenantPath, useText, type Tone } from "#ui-kit/index.ts";
import type { listProcedures } from "../contract/list-procedures.ts";

export type Version = OutputOf<typeof listProcedures>["procedures"][number]["versions"][number];

export const VERSION_TONES: Readonly<Record<Version["state"], Tone>> = { "to-come": "info", "in-force": "good", past: "neutral" };

/** The version a page's address names. */
export function versionOf({ version }: { readonly version: string }): number {
  return /^[1-9]\d{0,5}$/.test(version) ? Number(version) : orRefuse<never>(refuse("absent", "absent"));
}

type Titled = { readonly title: string; readonly titleEn: string };

/** What a procedure is called in the reader's language. */
export function useTitle(): (procedure: Titled) => string {
  const { locale } = useSetting().texts;
  return ({ title, titleEn }) => (locale === "en" && titleEn !== "" ? titleEn : title);
}

/** From which day to which: the last day on which it still holds is the one before `to`. */
export function VersionDays({ version }: { readonly version: Version }) {
  const t = useText("cases");
  const { from, to } = version;
  return <span className="figures">{to === null ? t("procedures.daysOpen", { from }) : t("procedures.days", { from, to })}</span>;
}

type Props = {
  readonly procedure: Titled & { readonly key: string };
  readonly versions: readonly Version[];
  readonly caption: string;
};

/** Versions of one procedure, the newest first, each leading to its page. */
export function VersionTable({ procedure, versions, caption }: Props) {
  const t = useText("cases");
  const path = useTenantPath();
  const open = versions.some((version) => version.open !== null)
    ? [
        {
          key: "open",
          head: t("procedures.open"),
          numeric: true,
          render: (version: Version) => <Count value={version.open ?? 0} />,
        },
      ]
    : [];
  return (
    <DataTable
      caption={caption}
      rows={versions}
      rowKey={({ version }) => String(version)}
      columns={[
        {
          key: "version",
          head: t("procedures.version"),
          names: true,
          render: ({ version }) => (
            <a href={path(`cases/procedures/${procedure.key}/${version}`)}>{t("procedures.versionNumber", { version })}</a>
          ),
        },
        {
          key: "state",
          head: t("procedures.state"),
          render: ({ state }) => <StatusTag tone={VERSION_TONES[state]}>{t(`procedures.states.${state}`)}</StatusTag>,
        },
        { key: "from", head: t("procedures.from"), render: ({ from }) => <Day day={from} /> },
        { key: "to", head: t("procedures.to"), render: ({ to }) => (to === null ? "—" : <Day day={to} />) },
        ...open,
      ]}
    />
  );
}
