import { formatDayWithWeekday } from "../format/day.ts";
import { formatFloor, formatMoney } from "../format/number.ts";
import type { Locale } from "../format/locale.ts";
import { useSetting, useText } from "../setting/Setting.tsx";
import type { DrawnField } from "./FieldControl.tsx";
import type { Field } from "./fields.ts";
import { centsOf, floorOf, keptFileName, rowCount, rowFields, type FormValues } from "./read-fields.ts";

type Props = { readonly fields: readonly Field[]; readonly values: FormValues; readonly draw: (field: Field) => DrawnField };

/** Everything once more, as it will be sent; the values go along unseen. */
export function Review({ fields, values, draw }: Props) {
  const t = useText("ui-kit");
  const { locale } = useSetting().texts;
  const entries = { getAll: (name: string) => values[name] ?? [], keys: () => Object.keys(values) };
  const opened = fields.flatMap((field) => (field.kind === "rows" ? rowFields(field, rowCount(field, entries)) : [field]));
  const drawn = opened.map(draw);
  return (
    <>
      <h2>{t("form.reviewTitle")}</h2>
      <dl className="facts review">
        {drawn
          .filter(({ field, values: typed }) => field.kind !== "hidden" && typed.length > 0)
          .map((one) => (
            <div key={one.field.name}>
              <dt>{one.label}</dt>
              <dd className={one.field.kind === "text" ? "as-typed" : undefined}>{shownValue(one, locale, t("form.yes"))}</dd>
            </div>
          ))}
      </dl>
      {drawn.flatMap(({ field, values: typed }) =>
        typed.map((value) => <input key={`${field.name} ${value}`} type="hidden" name={field.name} value={value} />),
      )}
    </>
  );
}

function shownValue({ field, values, options }: DrawnField, locale: Locale, yes: string): string {
  const first = values[0] ?? "";
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  switch (field.kind) {
    case "yes":
      return yes;
    case "choice":
    case "choices":
      return values.map(labelOf).join(locale === "en" ? ", " : "、");
    case "file":
    case "files":
      return values.map(keptFileName).join(locale === "en" ? ", " : "、");
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(first) ? formatDayWithWeekday(first, locale) : first;
    case "instant":
      return first.replace("T", " ");
    case "money": {
      const cents = centsOf(first);
      return typeof cents === "number" ? formatMoney(cents, locale) : first;
    }
    case "floor": {
      const floorDm2 = floorOf(first);
      return typeof floorDm2 === "number" ? formatFloor(floorDm2, locale) : first;
    }
    case "line":
    case "text":
    case "lines":
    case "number":
    case "rows":
    case "hidden":
      return first;
  }
}
