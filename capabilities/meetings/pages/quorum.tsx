import { Meter, Section, useText } from "#ui-kit/index.ts";
import { Reasons, type View } from "./words.tsx";

/** How many are due, are here, and are needed; and why the meeting is held and valid or not. */
export function Hall({ view }: { readonly view: View }) {
  const t = useText("meetings");
  const { quorum, meeting, here } = view;
  const need =
    quorum.threshold === null ? {} : { need: quorum.threshold, needWords: t("quorum.need", { threshold: quorum.threshold }) };
  const unit = t(meeting.form === "households" ? "units.households" : "units.persons");
  return (
    <Section title={t("quorum.title")}>
      <Meter label={t("quorum.here")} value={quorum.figure} outOf={quorum.outOf} unit={unit} {...need} />
      {here.proxies === 0 ? undefined : <p className="small">{t("quorum.proxies", { proxies: here.proxies })}</p>}
      <Reasons reasons={view.reasons} />
    </Section>
  );
}
