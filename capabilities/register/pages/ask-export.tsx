import type { PageArgs, PageProps } from "#platform/page.ts";
import { FormPage, on, orRefuse, readSearch, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { askExport } from "../contract/ask-export.ts";
import { listPersons } from "../contract/list-persons.ts";
import { readExportForm } from "../contract/read-export-form.ts";

/** What the list was narrowed by when somebody asked for it, from the address. */
function filterOf(request: Request) {
  const { q, area, group, standing, proof, state } = readSearch(request, listPersons);
  const given = Object.entries({ q, area, group, standing, proof, state }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readExportForm, filterOf(request)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(askExport, { input: filterOf(args.request), done: () => `/t/${args.params.tenant}/register/exports` }));

export default function AskExportPage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("exports.askTitle")}
      lead={t(form.needsSecond ? "exports.askMany" : "exports.askFew", { persons: form.persons, most: form.alone })}
      crumbs={[{ href: path("register"), words: t("persons.title") }]}
      signature={askExport}
      state={actionData}
      omit={["q", "area", "group", "standing", "proof", "state"]}
    />
  );
}
