import { useText, type DrawnField } from "#ui-kit/index.ts";

/**
 * A long list of choices few need: folded away, open again once one is chosen or looked for. It is searched by the form itself, which comes
 * back with what was typed: it needs no script. What is ticked stays in sight whatever is looked for.
 */
export function FoldedChoices({ drawn, sought = "" }: { readonly drawn: DrawnField; readonly sought?: string }) {
  const t = useText("appeals");
  const { field, id, label, options, values } = drawn;
  const found = options.filter((option) => values.includes(option.value) || holds(option.label, sought));
  const search = `_find.${field.name}`;
  return (
    <details className="field" open={values.length > 0 || sought !== ""} id={id}>
      <summary>{label}</summary>
      <p className="hint">{t("raise.keptFrom")}</p>
      <div className="row">
        <label htmlFor={`${id}-find`}>{t("raise.findParty")}</label>
        <input id={`${id}-find`} name={search} type="search" defaultValue={sought} maxLength={60} />
        <button className="button" type="submit" name="_step" value="edit" formNoValidate>
          {t("raise.find")}
        </button>
      </div>
      {sought === "" ? undefined : <p className="small">{t("raise.found", { found: found.length, all: options.length })}</p>}
      <div className="choices">
        {found.map((option) => (
          <label key={option.value} className="choice">
            <input type="checkbox" name={field.name} value={option.value} defaultChecked={values.includes(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </details>
  );
}

/** The page comes from the server anew with each search, so the control may be made anew as well. */
export function seekingChoices(sought: string | undefined) {
  return ({ drawn }: { readonly drawn: DrawnField }) => <FoldedChoices drawn={drawn} sought={sought ?? ""} />;
}

/** Every word that was typed stands in it, in whatever order: 大柳村 主任. */
function holds(label: string, sought: string): boolean {
  const words = sought.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => label.toLowerCase().includes(word));
}
