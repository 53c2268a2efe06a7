import { DataTable, useText, type FormState, type Translate } from "#ui-kit/index.ts";
import { isUnit, nameOf, UNITS, type Parameter } from "../contract/parameter-words.ts";

type Props = { readonly parameters: readonly Parameter[]; readonly state: FormState | undefined };

/** The figures of a rule as one table to fill in: sixty of them as sixty rows of a form nobody would read. */
export function ParameterFields({ parameters, state }: Props) {
  const t = useText("rules");
  const rows = parameters.map((parameter, place) => ({ parameter, name: `parameters.${place}` }));
  return (
    <DataTable
      caption={t("rule.figures")}
      captionShown
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: "name", head: t("rule.figure"), names: true, render: ({ parameter }) => nameOf(parameter.parts, t) },
        {
          key: "value",
          head: t("rule.value"),
          render: ({ parameter, name }) => <ParameterField parameter={parameter} name={name} state={state} />,
        },
      ]}
    />
  );
}

type FieldProps = { readonly parameter: Parameter; readonly name: string; readonly state: FormState | undefined };

function ParameterField({ parameter, name, state }: FieldProps) {
  const t = useText("rules");
  const pointer = `/${name.replace(".", "/")}/value`;
  const error = state?.refusal?.fields?.find((field) => field.pointer === pointer);
  const id = name.replace(".", "-");
  const shared = {
    id,
    name: `${name}.value`,
    className: "input",
    "aria-label": nameOf(parameter.parts, t),
    "aria-invalid": error === undefined ? undefined : true,
    "aria-describedby": error === undefined ? undefined : `${id}-error`,
    defaultValue: state === undefined ? parameter.value : (state.values[`${name}.value`]?.[0] ?? ""),
  } as const;
  const choices = choicesOf(parameter, t);
  return (
    <>
      <input type="hidden" name={`${name}.pointer`} value={parameter.pointer} />
      {error === undefined ? undefined : (
        <p className="field-error" id={`${id}-error`}>
          {t.has(`errors.${error.code}`) ? t(`errors.${error.code}`) : t("errors.not-right")}
        </p>
      )}
      {choices === undefined ? (
        <input {...shared} inputMode={parameter.type === "number" ? "decimal" : undefined} maxLength={500} autoComplete="off" />
      ) : (
        <select {...shared}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

/** What can only be one of a few is chosen, not typed. */
function choicesOf(parameter: Parameter, t: Translate) {
  if (parameter.type === "yes-no") return ["yes", "no"].map((value) => ({ value, label: t(value) }));
  if (!isUnit(parameter) || !UNITS.includes(parameter.value)) return undefined;
  return UNITS.map((value) => ({ value, label: t(`words.${value}`) }));
}
