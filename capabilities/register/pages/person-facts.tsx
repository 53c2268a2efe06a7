import type { Static } from "typebox";
import { Day, FactList, useTenantPath, useText, type Fact } from "#ui-kit/index.ts";
import type { PersonEntry } from "../contract/read-person.ts";

export type Entry = Static<typeof PersonEntry>;

/** An entry as names and values; for the person themself without links to what only staff may open. */
export function PersonFacts({ person, reader }: { readonly person: Entry; readonly reader: "staff" | "self" }) {
  const t = useText("register");
  const path = useTenantPath();
  const facts: readonly Fact[] = [
    { name: t("facts.name"), value: person.name },
    { name: t("facts.sex"), value: person.sex === null ? "—" : t(`sexes.${person.sex}`) },
    { name: t("facts.bornOn"), value: <Born person={person} /> },
    { name: t("facts.identityNumber"), value: <span className="figures">{person.identityNumber || "—"}</span> },
    { name: t("facts.phone"), value: <span className="figures">{person.phone.replace(/^\+86/, "") || "—"}</span> },
    { name: t("facts.standing"), value: t(`standings.${person.standing}`) },
    { name: t("facts.area"), value: [person.area, person.group].filter(Boolean).join(" · ") },
    {
      name: t("facts.household"),
      value:
        person.household === null ? (
          "—"
        ) : reader === "self" ? (
          <span className="figures">{person.household.number}</span>
        ) : (
          <a className="figures" href={path(`register/households/${person.household.id}`)}>
            {person.household.number}
          </a>
        ),
    },
    ...(person.relation === "" ? [] : [{ name: t("facts.relation"), value: t(`relations.${person.relation}`) }]),
    { name: t("facts.address"), value: person.address || "—" },
    { name: t("facts.proofLevel"), value: t(`proofs.${person.proofLevel}`) },
    { name: t("facts.account"), value: t(person.hasAccount ? "facts.hasAccount" : "facts.noAccount") },
  ];
  return <FactList facts={facts} />;
}

function Born({ person }: { readonly person: Entry }) {
  const t = useText("register");
  if (person.bornOn === null) return "—";
  return (
    <>
      <Day day={person.bornOn} /> {person.age === null ? "" : t("facts.age", { age: person.age })}
    </>
  );
}
