import { Day, Section, useText } from "#ui-kit/index.ts";
import { placed, type View } from "./words.tsx";

type Line = View["changes"][number];

/** Every version with its reason, and what the newest changed: old beside new. */
export function Changes({ view }: { readonly view: View }) {
  const t = useText("disclosure");
  if (view.versions.length < 2) return undefined;
  return (
    <Section title={t("changes.title")}>
      <ol reversed start={view.versions[0]?.version ?? 1}>
        {view.versions.map(({ version, reason, on }) => (
          <li key={version} value={version}>
            <Day day={on} /> {reason === "" ? t("changes.first") : reason}
          </li>
        ))}
      </ol>
      <table className="ruled compared">
        <caption>{t("changes.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("changes.before")}</th>
            <th scope="col">{t("changes.after")}</th>
          </tr>
        </thead>
        <tbody>
          {placed(view.changes).map(({ key, value }) => (
            <tr key={key}>
              <td>{value.kind === "added" ? undefined : <Side line={value} without="added" />}</td>
              <td>{value.kind === "gone" ? undefined : <Side line={value} without="gone" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** One version's half of a line: what went is struck out, what came is underlined. */
function Side({ line, without }: { readonly line: Line; readonly without: "gone" | "added" }) {
  return placed(line.stretches.filter(({ mark }) => mark !== without)).map(({ key, value: { text, mark } }) => {
    if (mark === "same") return <span key={key}>{text}</span>;
    return mark === "gone" ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
  });
}
