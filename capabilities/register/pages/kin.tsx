import type { Static } from "typebox";
import { Day, FactList, Section, useTenantPath, useText, type FormState } from "#ui-kit/index.ts";
import { declareKin } from "../contract/declare-kin.ts";
import { endKin } from "../contract/end-kin.ts";
import type { KinView } from "../contract/person-views.ts";
import { RegisterAct } from "./register-act.tsx";

type Props = {
  readonly kin: readonly Static<typeof KinView>[];
  readonly may: readonly string[];
  readonly state: FormState | undefined;
  readonly reader: "staff" | "self";
};

/** Declared near kin: kept for those whom the law sets apart, shown to the two of them and to whoever keeps the entry. */
export function KinSection({ kin, may, state, reader }: Props) {
  const t = useText("register");
  const path = useTenantPath();
  if (kin.length === 0 && !may.includes("declare-kin")) return undefined;
  return (
    <Section title={t("kin.title")} className="section no-print">
      <p className="small soft">{t("kin.why")}</p>
      {kin.map((one) => (
        <div key={one.id}>
          <FactList
            facts={[
              {
                name: t(`kin.kinds.${one.kin}`),
                value:
                  one.name === "" ? (
                    t("kin.notShown")
                  ) : reader === "staff" ? (
                    <a href={path(`register/persons/${one.personId}`)}>{one.name}</a>
                  ) : (
                    one.name
                  ),
              },
              { name: t("kin.ground"), value: one.ground },
              { name: t("kin.declaredOn"), value: <Day day={one.declaredOn} /> },
            ]}
          />
          {may.includes("end-kin") ? (
            <RegisterAct
              id={one.id}
              signature={endKin}
              state={state}
              values={{ kinId: one.id }}
              omit={["kinId"]}
              help={t("kin.endHelp")}
            />
          ) : undefined}
        </div>
      ))}
      {may.includes("declare-kin") ? (
        <RegisterAct signature={declareKin} state={state} omit={["id"]} help={t("kin.help")} />
      ) : undefined}
    </Section>
  );
}
