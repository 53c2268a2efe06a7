import { Meter, Section, useText } from "#ui-kit/index.ts";
import { Reasons, type View } from "./words.tsx";

const UNITS: Readonly<Record<string, string>> = { households: "units.households", owners: "units.owners" };

/** The second denominator of owners: the floor area of those here, in m². */
function FloorHere({ floor }: { readonly floor: NonNullable<View["quorum"]["floor"]> }) {
  const t = useText("meetings");
  const { figure, outOf, threshold } = floor;
  const need = threshold === null ? {} : { need: threshold / 100, needWords: t("quorum.needFloor", { threshold }) };
  return <Meter label={t("quorum.floor")} value={figure / 100} outOf={outOf / 100} unit={t("units.floor")} {...need} />;
}

/** How many are due, are here, and are needed; and why the meeting is held and valid or not. */
export function Hall({ view }: { readonly view: View }) {
  const t = useText("meetings");
  const { quorum, meeting, here } = view;
  const need =
    quorum.threshold === null ? {} : { need: quorum.threshold, needWords: t("quorum.need", { threshold: quorum.threshold }) };
  const unit = t(UNITS[meeting.form] ?? "units.persons");
  const { floor } = quorum;
  return (
    <Section title={t("quorum.title")}>
      <Meter label={t("quorum.here")} value={quorum.figure} outOf={quorum.outOf} unit={unit} {...need} />
      {floor === null ? undefined : <FloorHere floor={floor} />}
      {here.proxies === 0 ? undefined : <p className="small">{t("quorum.proxies", { proxies: here.proxies })}</p>}
      <Reasons reasons={view.reasons} />
    </Section>
  );
}
