import { useText, type DrawnField } from "#ui-kit/index.ts";

/** A long list of choices few need: folded away, open again once one is chosen. */
export function FoldedChoices({ drawn }: { readonly drawn: DrawnField }) {
  const t = useText("appeals");
  const { field, id, label, options, values } = drawn;
  return (
    <details className="field" open={values.length > 0} id={id}>
      <summary>{label}</summary>
      <p className="hint">{t("raise.keptFrom")}</p>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input type="checkbox" name={field.name} value={option.value} defaultChecked={values.includes(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </details>
  );
}
