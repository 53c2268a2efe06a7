import type { PageArgs, PageProps } from "#platform/page.ts";
import { DataTable, DocumentPage, FactList, Money, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { readProject } from "../contract/read-project.ts";
import { useLineColumns } from "./money-part.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readProject, { number: params.number }));

/** What each line cost against its budget, for the board: as it stands, and as the final account once it is closed. */
export default function AccountPaper({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("projects");
  const path = useTenantPath();
  const { project, lines, contracts, acceptances } = view;
  const final = project.state === "finished";
  const accepted = acceptances.findLast(({ verdict }) => verdict === "accepted");
  const planned = lines.reduce((sum, line) => sum + line.plannedCents, 0);
  return (
    <DocumentPage
      title={t(final ? "account.final" : "account.soFar", { title: project.title })}
      issuer={project.organization}
      number={project.number}
      crumbs={[{ href: path(`projects/${project.number}`), words: project.title }]}
      addressed={t("account.to")}
      day={project.finishedOn ?? project.beganOn}
      qrPath={path(`projects/${project.number}`)}
      poster
      notes={<p>{t(final ? "account.notes" : "account.notFinal")}</p>}
    >
      <DataTable
        caption={t("money.title")}
        rows={lines}
        rowKey={({ id }) => id}
        columns={useLineColumns()}
        totals={{
          name: t("money.total"),
          planned: <Money cents={planned} />,
          budget: <Money cents={project.budgetCents} />,
          cost: <Money cents={project.costCents} />,
          left: <Money cents={project.budgetCents - project.costCents} />,
        }}
      />
      <FactList
        facts={[
          {
            name: t("acceptances.title"),
            value: accepted === undefined ? t("account.notAccepted") : `${accepted.on} ${accepted.body}`,
          },
          ...contracts.map(({ partner, subject, cents }) => ({
            name: subject,
            value: (
              <>
                {partner} <Money cents={cents} />
              </>
            ),
          })),
        ]}
      />
    </DocumentPage>
  );
}
