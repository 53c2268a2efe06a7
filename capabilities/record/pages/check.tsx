import type { PageArgs, PageProps } from "#platform/page.ts";
import { FactList, orRefuse, PageHead, Section, useTenantPath, useText } from "#ui-kit/index.ts";
import { listEntries } from "../contract/list-entries.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  log: orRefuse(await context.call(listEntries, {})),
  host: new URL(request.url).origin,
});

/** For whoever does not want to take our word for it: what to keep, and what to run. */
export default function CheckPage({ loaderData: { log, host } }: PageProps<typeof loader>) {
  const t = useText("record");
  const path = useTenantPath();
  const address = `${host}${path("record")}`;
  return (
    <article className="page">
      <PageHead title={t("own.title")} lead={t("own.lead")} crumbs={[{ href: path("record"), words: t("list.title") }]} />
      <Section title={t("own.keep")}>
        <p>{t("own.keepSays")}</p>
        <FactList
          facts={[
            { name: t("own.origin"), value: <code className="as-typed">{log.origin ?? "—"}</code> },
            { name: t("own.key"), value: <code className="as-typed">{log.key ?? "—"}</code> },
            { name: t("own.head"), value: <a href={path("log/checkpoint")}>{path("log/checkpoint")}</a> },
          ]}
        />
      </Section>
      <Section title={t("own.run")}>
        <p>{t("own.runSays")}</p>
        {commandsFor(address).map((command) => (
          <p key={command}>
            <code className="as-typed">{command}</code>
          </p>
        ))}
      </Section>
      <Section title={t("own.how")}>
        <p>{t("own.howSays")}</p>
      </Section>
    </article>
  );
}

function commandsFor(address: string): readonly string[] {
  return [
    `gongzhi verify ${address} --state seen`,
    `gongzhi record download ${address} copy`,
    "gongzhi verify copy",
    `gongzhi witness ${address} --state seen --name my-witness --every 600`,
  ];
}
