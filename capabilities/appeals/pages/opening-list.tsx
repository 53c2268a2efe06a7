import { Instant, Section, useText } from "#ui-kit/index.ts";
import type { AppealView } from "./appeal-facts.tsx";

type Opening = AppealView["openings"][number];

/** On the appeal's own page: who opened the identity behind it, why and when. */
export function Openings({ openings, resident }: { readonly openings: readonly Opening[]; readonly resident: boolean }) {
  const t = useText("appeals");
  return (
    <Section title={t("openings.title")}>
      {resident ? <p>{t("openings.told")}</p> : undefined}
      <ul>
        {openings.map((opening) => (
          <li key={opening.id}>
            <OpeningWords opening={opening} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was signed, by whom, in order. */
export function OpeningWords({ opening }: { readonly opening: Opening }) {
  const t = useText("appeals");
  const ground = t.has(`openings.grounds.${opening.ground}`) ? t(`openings.grounds.${opening.ground}`) : opening.ground;
  return (
    <>
      <p>
        <strong>{t(`openings.states.${opening.state}`)}</strong> · {ground} {t("openings.rule", { version: opening.ruleVersion })}
      </p>
      <p className="prose pre">{opening.reason}</p>
      {opening.document === "" ? undefined : <p className="small">{t("openings.document", { document: opening.document })}</p>}
      <ul className="small soft">
        <li>
          {t("openings.asked", { by: opening.asked.by })} <Instant at={opening.asked.at} />
        </li>
        {opening.delayed === null ? undefined : (
          <li>
            {t("openings.delayed", { by: opening.delayed.by, until: opening.delayUntil ?? "", reason: opening.delayReason })}{" "}
            <Instant at={opening.delayed.at} />
          </li>
        )}
        {opening.decided === null ? undefined : (
          <li>
            {t(opening.state === "open" ? "openings.agreed" : "openings.declined", { by: opening.decided.by })}{" "}
            <Instant at={opening.decided.at} />
          </li>
        )}
        {opening.toldAt === null ? undefined : (
          <li>
            {t("openings.toldAt")} <Instant at={opening.toldAt} />
          </li>
        )}
      </ul>
    </>
  );
}
