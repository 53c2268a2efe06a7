import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
  FormPage,
  on,
  orRefuse,
  PageHead,
  readSearch,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { useNamed } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const asked = readSearch(request, readConveneForm);
  return { ...orRefuse(await context.call(readConveneForm, asked)), chosen: asked.kind ?? "" };
};

export const action = (args: PageArgs<"tenant">) => {
  const search = new URL(args.request.url).searchParams;
  const initiativeId = search.get("initiative") ?? undefined;
  const fixed = {
    kind: search.get("kind") ?? "",
    area: search.get("area") ?? "",
    ...(initiativeId === undefined ? {} : { initiativeId }),
  };
  return submitForm(args, on(conveneMeeting, { input: fixed, done: ({ id }) => `/t/${args.params.tenant}/meetings/${id}` }));
};

type View = PageProps<typeof loader>["loaderData"];

export default function ConvenePage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const kind = view.kinds.find(({ id }) => id === view.chosen);
  if (kind === undefined || kind.refused !== null) return <KindList view={view} />;
  return (
    <FormPage
      title={t("convene.titleOf", { kind: named(kind) })}
      lead={t("convene.lead")}
      crumbs={[{ href: path("meetings/new"), words: t("convene.title") }]}
      help={<NoticeHelp kind={kind} />}
      signature={conveneMeeting}
      state={actionData}
      omit={[
        "kind",
        "area",
        "initiativeId",
        ...(view.groups.length === 0 ? ["groupId"] : []),
        ...(view.facts.length === 0 ? ["facts"] : []),
        ...(view.candidates.length === 0 ? ["seats", "candidateIds"] : ["items"]),
        ...(view.recalls.length === 0 ? ["recallId"] : []),
      ]}
      accept={{ paperIds: ".pdf,.docx,.xlsx,.csv,.txt,image/*" }}
      options={{
        groupId: view.groups.map(({ value, name }) => ({ value, label: name })),
        due: kind.forms.map(({ value }) => ({ value, label: t(`ways.${value}`) })),
        convener: kind.conveners.map(({ value, name }) => ({ value, label: name })),
        "items.matter": [
          { value: "", label: t("convene.anyMatter") },
          ...view.matters.map((matter) => ({ value: matter.value, label: named(matter) })),
        ],
        candidateIds: view.candidates.map(({ value, name }) => ({ value, label: name })),
        recallId: view.recalls.map(({ value, name }) => ({ value, label: name })),
        facts: view.facts.map((fact) => ({ value: fact.value, label: named(fact) })),
      }}
      values={{
        ...askedValues(view.asked),
        ...subjectValues(view.subject),
        due: kind.forms[0]?.value,
        convener: kind.conveners[0]?.value,
        place: t("convene.place"),
      }}
    />
  );
}

/** The items, where the meeting is called about a case: its own words, which may not be changed here. */
function subjectValues(subject: View["subject"]): Readonly<Record<string, string>> {
  if (subject === null) return {};
  const values: Record<string, string> = { title: subject.title };
  if (subject.chair !== "") values["chair"] = subject.chair;
  for (const [index, { number, title, wording, matter }] of subject.parts.entries()) {
    values[`items.${index}.caseNumber`] = number;
    values[`items.${index}.title`] = title;
    values[`items.${index}.wording`] = wording;
    values[`items.${index}.matter`] = matter ?? "";
  }
  return values;
}

/** The first item, where the meeting answers an initiative: what was asked for, word for word. */
function askedValues(asked: View["asked"]) {
  return asked === null ? {} : { title: asked.title, "items.0.title": asked.title, "items.0.wording": asked.wording };
}

function NoticeHelp({ kind }: { readonly kind: View["kinds"][number] }) {
  const t = useText("meetings");
  if (kind.noticeDays === 0) return <p>{t("convene.noNotice")}</p>;
  const article = kind.article === null ? "" : t("article", { text: kind.text ?? "", article: kind.article });
  return (
    <p>
      {t("convene.notice", { days: kind.noticeDays })}
      {article}
      {t("convene.earliest")}
      <Day day={kind.earliest} weekday />
    </p>
  );
}

/** Every kind the rule knows, and why one cannot be convened here. */
function KindList({ view }: { readonly view: View }) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  return (
    <article className="page">
      <PageHead
        title={t("convene.title")}
        lead={t("convene.choose")}
        crumbs={[{ href: path("meetings"), words: t("list.title") }]}
      />
      {view.areas.length < 2 ? undefined : (
        <nav aria-label={t("columns.area")} className="stack">
          <p>
            {view.areas.map(({ value, name }) => (
              <a
                key={value}
                className="button"
                href={`?area=${value}${view.subject === null ? "" : `&about=${view.subject.number}`}`}
                aria-current={value === view.area ? "page" : undefined}
              >
                {name}
              </a>
            ))}
          </p>
        </nav>
      )}
      <ul className="papers">
        {view.kinds.map((kind) => (
          <li key={kind.id}>
            {kind.refused === null ? (
              <a
                className="alone"
                href={`?area=${view.area}&kind=${kind.id}${view.subject === null ? "" : `&about=${view.subject.number}`}`}
              >
                {named(kind)}
              </a>
            ) : (
              <>
                <span>{named(kind)}</span> <StatusTag tone="neutral">{t("convene.notHere")}</StatusTag>{" "}
                <span className="small soft">{t(`refusedKinds.${kind.refused}`)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="small soft">{t("list.elections")}</p>
    </article>
  );
}
