import type { PageArgs, PageProps } from "#platform/page.ts";
import { FactList, Notice, on, orRefuse, PageHead, Section, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { addContactPoint } from "../contract/add-contact-point.ts";
import { endOrganization } from "../contract/end-organization.ts";
import { endPost } from "../contract/end-post.ts";
import { fileCharter } from "../contract/file-charter.ts";
import { readOrganization } from "../contract/read-organization.ts";
import { removeContactPoint } from "../contract/remove-contact-point.ts";
import { Charters } from "./charters.tsx";
import { ContactPoints } from "./contact-points.tsx";
import type { OrganizationView } from "./organization-view.ts";
import { Posts } from "./posts.tsx";
import { StewardAct } from "./steward-act.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(readOrganization, { id: params.id }));

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { id } = args.params;
  const done = () => `/t/${args.params.tenant}/organizations/${id}`;
  return submitForm(
    args,
    on(addContactPoint, { input: { organizationId: id }, done }),
    on(removeContactPoint, { done }),
    on(endPost, { done }),
    on(fileCharter, { input: { organizationId: id }, done }),
    on(endOrganization, { input: { id }, done }),
  );
};

export default function OrganizationPage({ loaderData: body, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("organizations");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead
        title={body.name}
        lead={t("organization.lead", { kind: t(`kinds.${body.kind}`), area: body.area })}
        crumbs={[{ href: path("organizations"), words: t("list.title") }]}
      />
      {body.inForce ? undefined : <Notice tone="warn">{t("organization.ended", { day: body.validTo ?? body.validFrom })}</Notice>}
      {body.dutyText === "" ? undefined : (
        <Section title={t("organization.duty")}>
          <p className="prose pre">{body.dutyText}</p>
        </Section>
      )}
      <ContactPoints body={body} state={actionData} />
      <Posts body={body} state={actionData} />
      <Charters body={body} state={actionData} />
      <Section title={t("organization.about")}>
        <FactList facts={factsOf(body, t, path)} />
      </Section>
      {body.may.includes("end-organization") ? (
        <StewardAct signature={endOrganization} omit={["id"]} state={actionData} help={t("organization.endHelp")} />
      ) : undefined}
    </article>
  );
}

function factsOf(body: OrganizationView, t: ReturnType<typeof useText>, path: (to: string) => string) {
  const link = (one: { readonly id: string; readonly name: string }) => <a href={path(`organizations/${one.id}`)}>{one.name}</a>;
  return [
    ...(body.nameEn === "" ? [] : [{ name: t("facts.nameEn"), value: body.nameEn }]),
    ...(body.parent === null ? [] : [{ name: t("facts.parent"), value: link(body.parent) }]),
    ...(body.parts.length === 0
      ? []
      : [
          {
            name: t("facts.parts"),
            value: (
              <ul className="link-list">
                {body.parts.map((part) => (
                  <li key={part.id}>{link(part)}</li>
                ))}
              </ul>
            ),
          },
        ]),
    { name: t("facts.from"), value: t("facts.day", { day: body.validFrom }) },
    ...(body.validTo === null ? [] : [{ name: t("facts.to"), value: t("facts.day", { day: body.validTo }) }]),
    {
      name: t("facts.powers"),
      value: <a href={`${path("rules/powers")}?organization=${body.id}`}>{t("facts.powersOpen")}</a>,
    },
  ];
}
