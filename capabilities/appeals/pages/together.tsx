import { ActionButton, Section, useTenantPath, useText } from "#ui-kit/index.ts";
import { coSignAppeal, takeBackCoSignature } from "../contract/co-sign-appeal.ts";
import type { AppealView } from "./appeal-facts.tsx";

const OVER: ReadonlySet<string> = new Set(["closed", "withdrawn", "historic"]);

/** Who stands with it: to the public how many, with a button; to staff the appeals it belongs with. */
export function Together({ appeal, signedIn }: { readonly appeal: AppealView; readonly signedIn: boolean }) {
  const t = useText("appeals");
  const path = useTenantPath();
  const standing = appeal.public && (appeal.reader === "public" || appeal.coSigners > 0);
  if (!standing && appeal.relations.length === 0) return undefined;
  const act = appeal.coSigned ? takeBackCoSignature : coSignAppeal;
  const mayAct = appeal.reader === "public" && signedIn && (appeal.coSigned || !OVER.has(appeal.state));
  return (
    <Section title={t("together.title")}>
      {standing ? <p>{t("together.count", { count: appeal.coSigners })}</p> : undefined}
      {mayAct ? (
        <ActionButton
          signature={act}
          values={{ number: appeal.number }}
          words={t(appeal.coSigned ? "actions.take-back-co-signature" : "actions.co-sign-appeal")}
        />
      ) : undefined}
      {appeal.reader === "public" && !signedIn ? (
        <p>
          <a href={`${path("accounts/sign-in")}?to=${encodeURIComponent(path(`appeals/${appeal.number}`))}`}>
            {t("together.signIn")}
          </a>
        </p>
      ) : undefined}
      {appeal.relations.length === 0 ? undefined : (
        <ul>
          {appeal.relations.map((one) => (
            <li key={one.number}>
              {t(one.kind === "related" ? "together.related" : one.led ? "together.led" : "together.leads")}{" "}
              <a href={path(`appeals/${one.number}`)}>{one.number}</a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
