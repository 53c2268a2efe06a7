import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { editDraft } from "../contract/edit-draft.ts";
import { readDisclosure } from "../contract/read-disclosure.ts";
import { placed, usePeriod, type View } from "./words.tsx";

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) => {
  const view = orRefuse(await context.call(readDisclosure, { id: params.id }));
  // Who may not write it is shown what there is; a form that was refused keeps what was typed.
  if (request.method === "GET" && !view.may.includes("edit-draft"))
    throw redirect(`/t/${params.tenant}/disclosure/${params.id}`) as unknown as Error;
  return view;
};

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  return submitForm(args, on(editDraft, { input: { id }, done: () => `/t/${tenant}/disclosure/${id}` }));
};

/** The draft as one form: parts with text and table, and papers. */
export default function DraftPage({ loaderData: view, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const period = usePeriod();
  const { item } = view;
  return (
    <FormPage
      title={t("draft.edit")}
      lead={t("draft.of", { area: item.area, period: period(item), title: item.title })}
      help={t("draft.help")}
      crumbs={[
        { href: path("disclosure"), words: t("board.title") },
        { href: path(`disclosure/${item.id}`), words: item.title },
      ]}
      signature={editDraft}
      state={actionData}
      omit={["id"]}
      submit={t("draft.save")}
      values={valuesOf(view)}
      accept={{ paperIds: "image/*,.pdf" }}
    />
  );
}

function valuesOf({ item, draft }: View): Readonly<Record<string, string>> {
  const typed = placed(draft?.sections ?? []).flatMap(({ key, value: { heading, text, table } }): [string, string][] => [
    [`sections.${key}.heading`, heading],
    [`sections.${key}.text`, text],
    [`sections.${key}.table`, table.map((row) => row.join(" | ")).join("\n")],
  ]);
  return { title: draft?.title ?? item.title, ...Object.fromEntries<string>(typed) };
}
