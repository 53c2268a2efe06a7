import type { ComponentType, ReactNode } from "react";
import type { Signature } from "../../platform/contract.ts";
import type { Refusal } from "../../platform/refusal.ts";
import { RefusalBox } from "../parts/RefusalBox.tsx";
import { Sign } from "../parts/Sign.tsx";
import { useSetting, useText } from "../setting/Setting.tsx";
import { DraftKeeper } from "./DraftKeeper.tsx";
import { drawField, errorWords, fieldWords, type FieldWords } from "./draw-fields.ts";
import { FieldControl, type DrawnField, type Option } from "./FieldControl.tsx";
import { fieldAt, fieldsOf, type Field } from "./fields.ts";
import { formKey } from "./form-key.ts";
import { rowFields, rowCount, type FormValues } from "./read-fields.ts";
import { Review } from "./Review.tsx";
import type { FormState } from "./submit-form.ts";

export type FormProps = {
  readonly signature: Signature;
  /** Tells two forms of the same signature on one page apart: the id of the row each belongs to. */
  readonly id?: string;
  /** What the page's action gave back (`actionData`). */
  readonly state?: FormState | undefined;
  /** What the fields hold at first, by name: texts as they would be typed. */
  readonly values?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Choices that come from data, by field. */
  readonly options?: Readonly<Record<string, readonly Option[]>>;
  /** Labels of one's own, by field, where this form asks in other words than its signature's. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Fields that are not drawn: the page's action gives them. */
  readonly omit?: readonly string[];
  /** Fields the signature leaves open and this page asks for. */
  readonly required?: readonly string[];
  /** Media types of file fields, `image/*` where not said. */
  readonly accept?: Readonly<Record<string, string>>;
  readonly autoComplete?: Readonly<Record<string, string>>;
  /** Words of the button; left out, `actions.<action>` of the capability's messages. */
  readonly submit?: string;
  /** Show everything once more before it is sent. */
  readonly review?: boolean;
  /** Keep what is typed on this device under this name until it is sent; works where the page says `draft`. */
  readonly draft?: string;
  /** Without a line, keep what was done on this device and send it later; works where the page says `later` and shows `<SendLater>`. */
  readonly later?: boolean;
  /** Where it is posted to; left out, the page itself. */
  readonly to?: string;
  /** Controls of one's own for some fields, by name: `{ organizationId: SearchSelect }`. */
  readonly controls?: Readonly<Record<string, ComponentType<{ readonly drawn: DrawnField }>>>;
  /** Drawn after the fields, before the button. */
  readonly children?: ReactNode;
};

/** The form of a signature: its fields, its errors on top and beside, what was typed, and one button. */
export function SignatureForm(props: FormProps) {
  const { signature, omit = [], required = [], to } = props;
  const { texts, documentKey } = useSetting();
  const form = props.id === undefined ? signature.name : `${signature.name}#${props.id}`;
  const state = props.state?.form === form ? props.state : undefined;
  const values = state?.values ?? toValues(props.values ?? {});
  const words = fieldWords(signature, texts);
  const fields = fieldsOf(signature)
    .filter(({ name }) => !omit.includes(name))
    .map((field) => (required.includes(field.name) ? { ...field, required: true } : field));
  const names = openedNames(fields, values, state);
  const draw = (field: Field) =>
    drawField(field, names, words, {
      idStart: form.slice(form.indexOf("/") + 1).replace("#", "-"),
      values,
      refusal: state?.refusal,
      options: props.options ?? {},
      labels: props.labels ?? {},
      accept: props.accept ?? {},
      autoComplete: props.autoComplete ?? {},
    });
  const hasFiles = fields.some(({ kind }) => kind === "file" || kind === "files");
  return (
    <form
      method="post"
      action={to}
      encType={hasFiles ? "multipart/form-data" : undefined}
      className="form"
      noValidate
      data-later-form={props.later === true ? "" : undefined}
    >
      <input type="hidden" name="_form" value={form} />
      <input type="hidden" name="_key" value={formKey(documentKey, form, values)} />
      {props.draft === undefined ? undefined : (
        <DraftKeeper name={props.draft} fresh={state === undefined} reviewing={state?.step === "review"} />
      )}
      {state?.refusal === undefined ? undefined : (
        <FormRefusal refusal={state.refusal} fields={fields} names={names} draw={draw} words={words} signature={signature} />
      )}
      {state?.step === "review" ? (
        <Review fields={fields} values={values} draw={draw} />
      ) : (
        fields.map((field) =>
          field.kind === "rows" ? (
            <Rows key={field.name} field={field} values={values} state={state} draw={draw} words={words} />
          ) : (
            <Control key={field.name} drawn={draw(field)} controls={props.controls} />
          ),
        )
      )}
      {props.children}
      <FormButtons {...props} reviewing={state?.step === "review"} words={words} />
    </form>
  );
}

function Control({ drawn, controls }: { readonly drawn: DrawnField; readonly controls: FormProps["controls"] }) {
  const Own = controls?.[drawn.field.name] ?? FieldControl;
  return <Own drawn={drawn} />;
}

function toValues(given: Readonly<Record<string, string | readonly string[] | undefined>>): FormValues {
  const pairs = Object.entries(given).map(
    ([name, value]) => [name, value === undefined ? [] : typeof value === "string" ? [value] : value] as const,
  );
  return Object.fromEntries(pairs);
}

function shownRows(field: Field, values: FormValues, state: FormState | undefined): number {
  const filled = rowCount(field, { getAll: (name) => values[name] ?? [], keys: () => Object.keys(values) });
  return Math.max(state?.rows?.[field.name] ?? 0, filled, field.limits.minItems ?? 0, 1);
}

function openedNames(fields: readonly Field[], values: FormValues, state: FormState | undefined): readonly string[] {
  return fields.flatMap((field) =>
    field.kind === "rows"
      ? [field.name, ...rowFields(field, shownRows(field, values, state)).map(({ name }) => name)]
      : [field.name],
  );
}

type RowsProps = {
  readonly field: Field;
  readonly values: FormValues;
  readonly state: FormState | undefined;
  readonly draw: (field: Field) => DrawnField;
  readonly words: FieldWords;
};

/** A list of objects: one group a row, and a button that sends the form back with one row more. */
function Rows({ field, values, state, draw, words }: RowsProps) {
  const count = shownRows(field, values, state);
  const drawn = draw(field);
  const most = field.limits.maxItems ?? Number.POSITIVE_INFINITY;
  return (
    <fieldset className={drawn.errors.length > 0 ? "rows wrong" : "rows"} id={drawn.id}>
      <legend className="field-label">{drawn.label}</legend>
      {drawn.hint === undefined ? undefined : <p className="field-hint soft">{drawn.hint}</p>}
      {drawn.errors.map((error) => (
        <p key={error} className="field-error">
          {error}
        </p>
      ))}
      <input type="hidden" name={`_rows.${field.name}`} value={count} />
      <ol className="row-list">
        {Array.from({ length: count }, (_, place) => `${field.name}.${place}`).map((row, place) => (
          <li key={row}>
            <p className="row-head small soft">{words.kit("form.row", { number: place + 1 })}</p>
            {rowFields({ ...field }, place + 1)
              .slice(-field.row.length)
              .map((one) => (
                <FieldControl key={one.name} drawn={draw(one)} />
              ))}
          </li>
        ))}
      </ol>
      {count >= most ? undefined : (
        <button className="button" type="submit" name="_step" value={`add:${field.name}`}>
          {words.kit("form.addRow")}
        </button>
      )}
    </fieldset>
  );
}

function FormButtons({
  signature,
  submit,
  review = false,
  reviewing,
  words,
}: FormProps & { readonly reviewing: boolean; readonly words: FieldWords }) {
  const { kit, own } = words;
  const act = signature.name.split("/")[1] ?? "";
  const main = review && !reviewing ? kit("form.review") : (submit ?? own(`actions.${act}`));
  return (
    <div className="form-buttons">
      <button className="button main" type="submit" name="_step" value={review && !reviewing ? "review" : "send"}>
        {main}
      </button>
      {reviewing ? (
        <button className="button" type="submit" name="_step" value="edit">
          {kit("form.change")}
        </button>
      ) : undefined}
    </div>
  );
}

type RefusalProps = {
  readonly refusal: Refusal;
  readonly fields: readonly Field[];
  readonly names: readonly string[];
  readonly draw: (field: Field) => DrawnField;
  readonly words: FieldWords;
  readonly signature: Signature;
};

/** What is wrong, in the order of the fields, each line leading to its field; or the refusal itself where no field is to blame. */
function FormRefusal({ refusal, fields, names, draw, words, signature }: RefusalProps) {
  const t = useText("ui-kit");
  const drawn = names.map((name) => draw(namedField(fields, name)));
  const shown = drawn.filter(({ field, errors }) => errors.length > 0 && field.kind !== "hidden");
  const lost = (refusal.fields ?? []).filter(({ pointer }) => !shown.some(({ field }) => field.name === fieldAt(pointer, names)));
  if (refusal.fields === undefined || refusal.fields.length === 0)
    return <RefusalBox refusal={refusal} texts={signature.name.split("/")[0] ?? ""} />;
  return (
    <section className="notice bad error-summary" role="alert" tabIndex={-1}>
      <h2>
        <Sign kind="wrong" /> {t("form.errors", { count: shown.length + lost.length })}
      </h2>
      <ul>
        {shown.map(({ field, id, label, errors }) => (
          <li key={field.name}>
            <a className="alone" href={`#${id}`}>
              {label}
            </a>
            {t("form.colon")}
            {errors.join(" ")}
          </li>
        ))}
        {lost.map((error) => (
          <li key={`${error.pointer} ${error.code}`}>{errorWords(error, error.pointer.slice(1), "", words)}</li>
        ))}
      </ul>
    </section>
  );
}

function namedField(fields: readonly Field[], name: string): Field {
  const whole = fields.find((field) => field.name === name);
  if (whole !== undefined) return whole;
  const list = fields.find((field) => field.kind === "rows" && name.startsWith(`${field.name}.`));
  const place = Number.parseInt(name.slice((list?.name.length ?? 0) + 1), 10);
  const found = list === undefined ? undefined : rowFields(list, place + 1).find((field) => field.name === name);
  if (found === undefined) throw new Error(`No such field: ${name}`);
  return found;
}
