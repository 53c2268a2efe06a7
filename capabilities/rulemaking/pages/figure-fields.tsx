import { nameOf, type Parameter } from "#capabilities/rules/contract/parameter-words.ts";
import { DataTable, useText, type FormState } from "#ui-kit/index.ts";

type Props = { readonly parameters: readonly Parameter[]; readonly state: FormState | undefined };

/** The figures of the rule that is drafted, each with what was wrong with it: a looser one than the law or the level above has is refused. */
export function FigureFields({ parameters, state }: Props) {
  const t = useText("rules");
  return (
    <DataTable
      caption={t("rule.figures")}
      captionShown
      rows={parameters.map((parameter, place) => ({ parameter, place }))}
      rowKey={({ parameter }) => parameter.pointer}
      columns={[
        { key: "name", head: t("rule.figure"), names: true, render: ({ parameter }) => nameOf(parameter.parts, t) },
        {
          key: "value",
          head: t("rule.value"),
          render: ({ parameter, place }) => <FigureField parameter={parameter} name={`parameters.${place}`} state={state} />,
        },
      ]}
    />
  );
}

type FieldProps = { readonly parameter: Parameter; readonly name: string; readonly state: FormState | undefined };

function FigureField({ parameter, name, state }: FieldProps) {
  const t = useText("rules");
  const wrong = state?.refusal?.fields?.find(({ pointer }) => pointer === `/${name.replace(".", "/")}/value`);
  const errorId = `${name.replace(".", "-")}-wrong`;
  const typed = state?.values[`${name}.value`]?.[0];
  return (
    <>
      <input type="hidden" name={`${name}.pointer`} value={parameter.pointer} />
      {wrong === undefined ? undefined : (
        <p className="field-error" id={errorId}>
          {t.has(`errors.${wrong.code}`) ? t(`errors.${wrong.code}`, { ...wrong.facts }) : t("errors.not-right")}
        </p>
      )}
      <input
        className="input"
        name={`${name}.value`}
        aria-label={nameOf(parameter.parts, t)}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong === undefined ? undefined : errorId}
        defaultValue={typed ?? parameter.value}
        inputMode={parameter.type === "number" ? "decimal" : undefined}
        maxLength={500}
        autoComplete="off"
      />
    </>
  );
}
