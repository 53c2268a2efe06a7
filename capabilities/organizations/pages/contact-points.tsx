import { ActionButton, DataTable, Section, useText, type FormState } from "#ui-kit/index.ts";
import { addContactPoint } from "../contract/add-contact-point.ts";
import { removeContactPoint } from "../contract/remove-contact-point.ts";
import type { OrganizationView } from "./organization-view.ts";
import { StewardAct } from "./steward-act.tsx";

type Point = OrganizationView["contactPoints"][number];

/** Where it is reached: numbers can be called by pressing them. */
export function ContactPoints({ body, state }: { readonly body: OrganizationView; readonly state: FormState | undefined }) {
  const t = useText("organizations");
  const keeps = body.may.includes("add-contact-point");
  if (body.contactPoints.length === 0 && !keeps) return undefined;
  const acts = {
    key: "acts",
    head: t("columns.acts"),
    render: (point: Point) => <ActionButton signature={removeContactPoint} values={{ id: point.id }} />,
  };
  return (
    <Section title={t("contact.title")}>
      {body.contactPoints.length === 0 ? (
        <p className="soft">{t("contact.none")}</p>
      ) : (
        <DataTable
          caption={t("contact.title")}
          rows={body.contactPoints}
          rowKey={(point) => point.id}
          columns={[
            { key: "value", head: t("contact.value"), names: true, render: (point) => <Reached point={point} /> },
            { key: "kind", head: t("columns.kind"), render: (point) => t(`contactKinds.${point.kind}`) },
            { key: "hours", head: t("contact.hours"), render: (point) => point.hours || "—" },
            ...(keeps ? [acts] : []),
          ]}
        />
      )}
      {keeps ? <StewardAct signature={addContactPoint} omit={["organizationId"]} state={state} /> : undefined}
    </Section>
  );
}

function Reached({ point }: { readonly point: Point }) {
  switch (point.kind) {
    case "phone":
    case "emergency":
      return (
        <a className="figures" href={`tel:${point.value.replaceAll(/[^\d+]/g, "")}`}>
          {point.value}
        </a>
      );
    case "email":
      return <a href={`mailto:${point.value}`}>{point.value}</a>;
    case "address":
    case "desk":
      return point.value;
  }
}
