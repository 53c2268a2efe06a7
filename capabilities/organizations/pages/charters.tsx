import { Day, FactList, Section, StatusTag, useText, type FormState, type Tone } from "#ui-kit/index.ts";
import { fileCharter } from "../contract/file-charter.ts";
import type { OrganizationView } from "./organization-view.ts";
import { StewardAct } from "./steward-act.tsx";

type Charter = OrganizationView["charters"][number];

const TONES: Readonly<Record<Charter["term"], Tone>> = { "to-come": "info", running: "good", over: "warn" };

/** The charter in force first; earlier ones folded below it. */
export function Charters({ body, state }: { readonly body: OrganizationView; readonly state: FormState | undefined }) {
  const t = useText("organizations");
  const files = body.may.includes("file-charter");
  if (body.charters.length === 0 && !files) return undefined;
  const current = body.charters.find((charter) => charter.term === "running") ?? body.charters[0];
  const others = body.charters.filter((charter) => charter !== current);
  return (
    <Section title={t("charter.title")}>
      {current === undefined ? <p className="soft">{t("charter.none")}</p> : <CharterText charter={current} open />}
      {others.map((charter) => (
        <CharterText key={charter.version} charter={charter} />
      ))}
      {files ? (
        <StewardAct
          signature={fileCharter}
          omit={["organizationId"]}
          state={state}
          {...(current === undefined ? {} : { values: { text: current.text, mayDecide: current.mayDecide } })}
        />
      ) : undefined}
    </Section>
  );
}

function CharterText({ charter, open = false }: { readonly charter: Charter; readonly open?: boolean }) {
  const t = useText("organizations");
  const facts = [
    { name: t("charter.mayDecide"), value: <span className="pre">{charter.mayDecide}</span> },
    {
      name: t("charter.term"),
      value: (
        <>
          <Day day={charter.termFrom} /> – <Day day={charter.termTo} />{" "}
          <StatusTag tone={TONES[charter.term]}>{t(`charter.terms.${charter.term}`)}</StatusTag>
        </>
      ),
    },
    ...(charter.filedOn === null ? [] : [{ name: t("charter.filedOn"), value: <Day day={charter.filedOn} /> }]),
  ];
  return (
    <>
      {open ? <FactList facts={facts} /> : undefined}
      <details className="confirm">
        <summary>{t(open ? "charter.text" : "charter.version", { version: charter.version })}</summary>
        <div className="confirm-body stack">
          {open ? undefined : <FactList facts={facts} />}
          <p className="prose pre">{charter.text}</p>
        </div>
      </details>
    </>
  );
}
