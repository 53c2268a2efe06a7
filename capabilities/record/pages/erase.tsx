import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { askErasure } from "../contract/ask-erasure.ts";
import { readEntry } from "../contract/read-entry.ts";
import { nameOf } from "./field-names.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "index">) =>
  orRefuse(await context.call(readEntry, { index: Number(params.index) }));

export const action = (args: PageArgs<"tenant" | "index">) =>
  submitForm(
    args,
    on(askErasure, { input: { index: Number(args.params.index) }, done: () => `/t/${args.params.tenant}/record/erasures` }),
  );

export default function ErasePage({ loaderData: entry, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("record");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("erase.title")}
      lead={t("erase.lead", { number: entry.index + 1 })}
      crumbs={[
        { href: path("record"), words: t("list.title") },
        { href: path(`record/${entry.index}`), words: entry.title === "" ? t("untitled") : entry.title },
      ]}
      help={<p>{t("erase.help")}</p>}
      signature={askErasure}
      state={actionData}
      options={{ field: entry.erasable.map((name) => ({ value: name, label: nameOf(t, name) })) }}
      omit={["index"]}
    />
  );
}
