import type { Static } from "typebox";
import { Section, Timeline, useText, type Happening } from "#ui-kit/index.ts";
import type { Change } from "../contract/person-views.ts";

type ChangeView = Static<typeof Change>;

/** What was changed, by whom, from what ground, and what stood there before. */
export function Changes({
  changes,
  names,
}: {
  readonly changes: readonly ChangeView[];
  readonly names?: ReadonlyMap<string, string>;
}) {
  const t = useText("register");
  if (changes.length === 0) return undefined;
  const happenings = changes.map((change): Happening => {
    const stood = change.before.filter(({ value }) => value !== "").map(({ field, value }) => stoodThere(t, field, value, names));
    return {
      key: change.id,
      at: change.at,
      what: whatHappened(t, change),
      ...(change.by === "" ? {} : { who: change.by }),
      ...(change.ground === "" && stood.length === 0
        ? {}
        : {
            detail: (
              <>
                {change.ground === "" ? undefined : <p>{t("changes.ground", { ground: change.ground })}</p>}
                {stood.length === 0 ? undefined : (
                  <p className="soft small">{t("changes.before", { stood: stood.join(t("semicolon")) })}</p>
                )}
              </>
            ),
          }),
    };
  });
  return (
    <Section title={t("changes.title")}>
      <Timeline happenings={happenings} />
    </Section>
  );
}

type Text = ReturnType<typeof useText>;

function whatHappened(t: Text, { kind, before }: ChangeView): string {
  const fields = before.map(({ field }) =>
    t.has(`facts.${field}`) ? t(`facts.${field}`) : t.has(`states.${field}`) ? t(`states.${field}`) : field,
  );
  return fields.length === 0
    ? t(`changes.kinds.${kind}`)
    : t("changes.what", { kind: t(`changes.kinds.${kind}`), fields: fields.join(t("comma")) });
}

/** The former value in words: codes are said, names of places and groups looked up where the page knows them. */
function stoodThere(t: Text, field: string, value: string, names: ReadonlyMap<string, string> | undefined): string {
  const said = (() => {
    switch (field) {
      case "sex":
        return t(`sexes.${value}`);
      case "relation":
        return t(`relations.${value}`);
      case "standing":
        return t(`standings.${value}`);
      case "proofLevel":
        return t(`proofs.${value}`);
      case "identityNumber":
        return `${value.slice(0, 4)}**********${value.slice(-4)}`;
      case "phone":
        return value.replace(/^\+86/, "").replace(/^(\d{3})\d+(\d{4})$/, "$1****$2");
      default:
        return names?.get(value) ?? value;
    }
  })();
  return t("changes.stood", { field: t(`facts.${field}`), value: said });
}
