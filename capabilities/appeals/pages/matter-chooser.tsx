import { useSetting, useText, type Option } from "#ui-kit/index.ts";

export type Unit = {
  readonly organizationId: string;
  readonly name: string;
  readonly matterName: string;
  readonly level: string;
  readonly means: string;
  readonly rule: string;
};
export type MatterChoice = { readonly value: string; readonly name: string; readonly level: number };

type Props = {
  readonly matters: readonly MatterChoice[];
  /** The matter whose units are shown; empty: none is chosen yet. */
  readonly chosen: string;
  readonly units: readonly Unit[];
};

/** A GET form, so that it works without script: the page comes back with the units of the matter chosen. */
export function MatterChooser({ matters, chosen, units }: Props) {
  const t = useText("appeals");
  const { here } = useSetting();
  const matter = matters.find(({ value }) => value === chosen);
  return (
    <details className="confirm" open={matter === undefined || units.length === 0}>
      <summary>{matter === undefined ? t("chooser.none") : t("chooser.now", { matter: matter.name })}</summary>
      <form method="get" action={here.path} className="confirm-body stack">
        {matter !== undefined && units.length === 0 ? <p>{t("chooser.noUnit", { matter: matter.name })}</p> : undefined}
        <label className="field-label" htmlFor="chooser-matter">
          {t("fields.dispatch-appeal.matter.label")}
        </label>
        <select className="input" id="chooser-matter" name="matter" defaultValue={chosen}>
          {matters.map(({ value, name, level }) => (
            <option key={value} value={value}>
              {"　".repeat(Math.max(0, level - 1)) + name}
            </option>
          ))}
        </select>
        <button className="button" type="submit">
          {t("chooser.show")}
        </button>
      </form>
    </details>
  );
}

/** The lowest level that has the power comes first; each unit says by what it has it. */
export function unitOptions(units: readonly Unit[], t: ReturnType<typeof useText>): readonly Option[] {
  const seen = new Set<string>();
  return units
    .filter(({ organizationId }) => !seen.has(organizationId) && seen.add(organizationId) !== undefined)
    .map((unit) => ({
      value: unit.organizationId,
      label: unit.name,
      hint: t("unitHint", { matter: unit.matterName, level: t(`levels.${unit.level}`), means: unit.means, rule: unit.rule }),
    }));
}
