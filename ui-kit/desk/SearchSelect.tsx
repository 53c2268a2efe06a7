import { Select } from "@mantine/core";
import { FieldControl, FieldFrame, type DrawnField } from "../form/FieldControl.tsx";
import { useText } from "../setting/Setting.tsx";
import { useHydrated } from "./hydrated.ts";

/** What fits a screen without scrolling for long; typing narrows the rest. */
const MOST_SHOWN = 50;

/**
 * A choice among many, found by typing: `<SignatureForm controls={{ organizationId: SearchSelect }} …>` inside `<Desk>`.
 * Without script it is the select it stands for.
 */
export function SearchSelect({ drawn }: { readonly drawn: DrawnField }) {
  const t = useText("ui-kit");
  if (!useHydrated()) return <FieldControl drawn={{ ...drawn, compact: true }} />;
  const { field, id, values, options, words, errors } = drawn;
  return (
    <FieldFrame drawn={drawn}>
      <Select
        id={id}
        name={field.name}
        data={options.map(({ value, label }) => ({ value, label }))}
        defaultValue={values[0] ?? null}
        placeholder={words.choose}
        nothingFoundMessage={t("desk.nothingFound")}
        limit={MOST_SHOWN}
        searchable
        clearable={!field.required}
        clearButtonProps={{ "aria-label": t("desk.clear") }}
        error={errors.length > 0}
        comboboxProps={{ withinPortal: false }}
        classNames={{ input: "desk-input", dropdown: "desk-dropdown", option: "desk-option" }}
      />
    </FieldFrame>
  );
}
