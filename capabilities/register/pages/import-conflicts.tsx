import { ActionButton, DataTable, hereWith, Section, StatusTag, useSetting, useTenantPath, useText } from "#ui-kit/index.ts";
import { decideConflict } from "../contract/decide-conflict.ts";
import type { ImportView } from "./import.tsx";

type Conflict = ImportView["conflicts"][number];

/** Rows that differ from the register, what it says beside what the file says, with a decision for each or for all of a kind. */
export function ImportConflicts({ batch }: { readonly batch: ImportView }) {
  const t = useText("register");
  const { here } = useSetting();
  const undecided = batch.kinds.filter((kind) => kind.undecided > 1);
  return (
    <Section title={t("imports.conflicts")}>
      <p id="conflicts">{t("imports.conflictsHelp")}</p>
      {undecided.map(({ kind, undecided: rows, options }) => (
        <div key={kind} className="row">
          <span>{t("imports.allOfKind", { kind: t(`imports.kinds.${kind}`), rows })}</span>
          {options.map((decision) => (
            <ActionButton
              key={decision}
              signature={decideConflict}
              values={{ kind, decision }}
              words={t(`imports.decisions.${decision}`)}
            />
          ))}
        </div>
      ))}
      {batch.conflicts.map((conflict) => (
        <OneConflict key={conflict.line} conflict={conflict} />
      ))}
      {batch.next === null ? undefined : (
        <p>
          <a className="button" href={`${hereWith(here, { after: String(batch.next) })}#conflicts`}>
            {t("imports.more")}
          </a>
        </p>
      )}
    </Section>
  );
}

function OneConflict({ conflict }: { readonly conflict: Conflict }) {
  const t = useText("register");
  const path = useTenantPath();
  const say = (field: string, value: string) => {
    if (value === "") return "—";
    if (field === "phone") return value.replace(/^\+86/, "");
    return t.has(`codes.${field}.${value}`) ? t(`codes.${field}.${value}`) : value;
  };
  return (
    <section className="section" aria-label={t("imports.line", { line: conflict.line, name: conflict.name })}>
      <h3>
        {conflict.personId === null ? (
          t("imports.line", { line: conflict.line, name: conflict.name })
        ) : (
          <a href={path(`register/persons/${conflict.personId}`)}>
            {t("imports.line", { line: conflict.line, name: conflict.name })}
          </a>
        )}
      </h3>
      <p className="row">
        {conflict.kinds.map((kind) => (
          <StatusTag key={kind} tone="warn">
            {t(`imports.kinds.${kind}`)}
          </StatusTag>
        ))}
        {conflict.decision === null ? undefined : (
          <StatusTag tone="good">{t("imports.decided", { decision: t(`imports.decisions.${conflict.decision}`) })}</StatusTag>
        )}
      </p>
      {conflict.differences.length === 0 ? undefined : (
        <DataTable
          caption={t("imports.line", { line: conflict.line, name: conflict.name })}
          rows={conflict.differences}
          rowKey={(one) => one.field}
          columns={[
            { key: "field", head: t("imports.what"), names: true, render: (one) => t(`facts.${one.field}`) },
            { key: "here", head: t("imports.here"), render: (one) => say(one.field, one.here) },
            { key: "file", head: t("imports.inFile"), render: (one) => say(one.field, one.file) },
          ]}
        />
      )}
      <div className="row">
        {conflict.options
          .filter((decision) => decision !== conflict.decision)
          .map((decision) => (
            <ActionButton
              key={decision}
              signature={decideConflict}
              values={{ line: String(conflict.line), decision }}
              words={t(`imports.decisions.${decision}`)}
            />
          ))}
      </div>
    </section>
  );
}
