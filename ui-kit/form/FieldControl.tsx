import type { ReactNode } from "react";
import { Sign } from "../parts/Sign.tsx";
import type { Field } from "./fields.ts";
import { keptFileId, keptFileName } from "./read-fields.ts";

export type Option = { readonly value: string; readonly label: string; readonly hint?: string };

/** One field as it is drawn: words found, values filled in, errors said. */
export type DrawnField = {
  readonly field: Field;
  readonly id: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly errors: readonly string[];
  readonly values: readonly string[];
  readonly options: readonly Option[];
  /** Words of the kit itself: optional, kept file, choose. */
  readonly words: {
    readonly optional: string;
    readonly choose: string;
    readonly keptFiles: string;
    readonly keep: string;
    readonly yuan: string;
    readonly squareMetres: string;
    readonly onePerLine: string;
  };
  /** In a list's filters: choices never lie open, and nothing needs to be called optional. */
  readonly compact: boolean;
  readonly accept: string | undefined;
  readonly autoComplete: string | undefined;
};

/** Up to this many choices are laid open; more go into a select, which a phone shows as a wheel. */
const OPEN_CHOICES = 6;
const LONG_TEXT_ROWS = 6;

export function FieldControl({ drawn }: { readonly drawn: DrawnField }) {
  const { field } = drawn;
  switch (field.kind) {
    case "hidden":
      return drawn.values.map((value) => <input key={value} type="hidden" name={field.name} value={value} />);
    case "choice":
      return drawn.options.length <= OPEN_CHOICES && !drawn.compact ? (
        <OpenChoices drawn={drawn} type="radio" />
      ) : (
        <FieldFrame drawn={drawn}>{<Select drawn={drawn} />}</FieldFrame>
      );
    case "choices":
      return <OpenChoices drawn={drawn} type="checkbox" />;
    case "yes":
      return <YesBox drawn={drawn} />;
    case "file":
    case "files":
      return <Files drawn={drawn} />;
    case "text":
    case "lines":
      return <FieldFrame drawn={drawn}>{<TextArea drawn={drawn} />}</FieldFrame>;
    case "line":
    case "date":
    case "instant":
    case "number":
    case "money":
    case "floor":
      return <FieldFrame drawn={drawn}>{<Input drawn={drawn} />}</FieldFrame>;
    case "rows":
      return undefined;
  }
}

/** The label, the help and the errors of a control, around it. */
export function FieldFrame({ drawn, children }: { readonly drawn: DrawnField; readonly children: ReactNode }) {
  return (
    <div className={fieldClass(drawn)}>
      <label className="field-label" htmlFor={drawn.id}>
        {drawn.label}
        <Optional drawn={drawn} />
      </label>
      <HintAndErrors drawn={drawn} />
      {children}
    </div>
  );
}

function fieldClass({ errors }: DrawnField): string {
  return errors.length > 0 ? "field wrong" : "field";
}

function Optional({ drawn: { field, words, compact } }: { readonly drawn: DrawnField }) {
  return field.required || compact ? undefined : <span className="soft field-optional"> {words.optional}</span>;
}

function HintAndErrors({ drawn: { id, hint, errors, field, words } }: { readonly drawn: DrawnField }) {
  const help = [hint, field.kind === "lines" ? words.onePerLine : undefined].filter((one) => one !== undefined).join(" ");
  return (
    <>
      {help === "" ? undefined : (
        <p className="field-hint soft" id={`${id}-hint`}>
          {help}
        </p>
      )}
      {errors.length === 0 ? undefined : (
        <p className="field-error" id={`${id}-error`}>
          <Sign kind="wrong" /> {errors.join(" ")}
        </p>
      )}
    </>
  );
}

function described({ id, hint, errors, field }: DrawnField) {
  const ids = [hint !== undefined || field.kind === "lines" ? `${id}-hint` : "", errors.length > 0 ? `${id}-error` : ""].filter(
    (one) => one !== "",
  );
  return {
    "aria-describedby": ids.length === 0 ? undefined : ids.join(" "),
    "aria-invalid": errors.length > 0 ? true : undefined,
    "aria-required": field.required && field.kind !== "yes" ? true : undefined,
  };
}

const INPUT_TYPES = {
  line: "text",
  date: "date",
  instant: "datetime-local",
  number: "text",
  money: "text",
  floor: "text",
} as const;

function Input({ drawn }: { readonly drawn: DrawnField }) {
  const { field, id, values } = drawn;
  const kind = field.kind as keyof typeof INPUT_TYPES;
  const numeric = kind === "number" || kind === "money" || kind === "floor";
  const input = (
    <input
      className={numeric || kind === "date" || kind === "instant" ? "input short figures" : "input"}
      id={id}
      name={field.name}
      type={INPUT_TYPES[kind]}
      inputMode={numeric ? (field.limits.integer === true && kind === "number" ? "numeric" : "decimal") : undefined}
      defaultValue={values[0] ?? ""}
      maxLength={kind === "line" ? field.limits.maxLength : undefined}
      autoComplete={drawn.autoComplete ?? "off"}
      {...described(drawn)}
    />
  );
  if (kind !== "money" && kind !== "floor") return input;
  return (
    <span className="with-unit">
      {input}
      <span className="unit">{kind === "money" ? drawn.words.yuan : drawn.words.squareMetres}</span>
    </span>
  );
}

function TextArea({ drawn }: { readonly drawn: DrawnField }) {
  const { field, id, values } = drawn;
  return (
    <textarea
      className="input"
      id={id}
      name={field.name}
      rows={LONG_TEXT_ROWS}
      defaultValue={values[0] ?? ""}
      {...described(drawn)}
    />
  );
}

function Select({ drawn }: { readonly drawn: DrawnField }) {
  const { field, id, values, options, words } = drawn;
  return (
    <select className="input" id={id} name={field.name} defaultValue={values[0] ?? ""} {...described(drawn)}>
      {options.some(({ value }) => value === "") ? undefined : <option value="">{words.choose}</option>}
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

function OpenChoices({ drawn, type }: { readonly drawn: DrawnField; readonly type: "radio" | "checkbox" }) {
  const { field, id, values, options, label } = drawn;
  const { "aria-describedby": describedBy } = described(drawn);
  return (
    <fieldset className={fieldClass(drawn)} id={id} aria-describedby={describedBy}>
      <legend className="field-label">
        {label}
        <Optional drawn={drawn} />
      </legend>
      <HintAndErrors drawn={drawn} />
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input type={type} name={field.name} value={option.value} defaultChecked={values.includes(option.value)} />
            <span>
              {option.label}
              {option.hint === undefined ? undefined : <span className="soft small choice-hint">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function YesBox({ drawn }: { readonly drawn: DrawnField }) {
  const { field, id, values, label } = drawn;
  return (
    <div className={fieldClass(drawn)}>
      <HintAndErrors drawn={drawn} />
      <label className="choice">
        <input type="checkbox" id={id} name={field.name} value="yes" defaultChecked={values.length > 0} {...described(drawn)} />
        <span>{label}</span>
      </label>
    </div>
  );
}

/** Files already taken stay, as boxes one may untick; a browser never fills in a file control again. */
function Files({ drawn }: { readonly drawn: DrawnField }) {
  const { field, id, values, words, accept } = drawn;
  return (
    <FieldFrame drawn={drawn}>
      {values.length === 0 ? undefined : (
        <fieldset className="choices">
          <legend className="small">{words.keptFiles}</legend>
          {values.map((value) => (
            <label key={keptFileId(value)} className="choice">
              <input type="checkbox" name={field.name} value={value} defaultChecked />
              <span>{keptFileName(value) || words.keep}</span>
            </label>
          ))}
        </fieldset>
      )}
      <input
        className="input"
        id={id}
        name={field.name}
        type="file"
        multiple={field.kind === "files"}
        accept={accept}
        {...described(drawn)}
      />
    </FieldFrame>
  );
}
