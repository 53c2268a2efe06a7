import type { PageArgs, PageProps } from "../../../../platform/page.ts";
import { Desk } from "../../../desk/Desk.tsx";
import { KeepFresh } from "../../../desk/KeepFresh.tsx";
import { KeyboardRows } from "../../../desk/KeyboardRows.tsx";
import { SearchSelect } from "../../../desk/SearchSelect.tsx";
import { DataTable, on, PageHead, SignatureForm, submitForm, useTenantPath, useText } from "../../../index.ts";
import { raiseMatter } from "../contract/raise-matter.ts";
import { MATTERS, VILLAGES, type Matter } from "../invented.ts";

export const handle = { scripted: true };

export function loader() {
  return { villages: VILLAGES, matters: MATTERS, loadedAt: Date.now() };
}

export function action(args: PageArgs<"tenant">) {
  return submitForm(args, on(raiseMatter, { done: () => `/t/${args.params.tenant}/sample` }));
}

const CONTROLS = { villageId: SearchSelect };
/** A test waits for it. */
const FRESH_MS = 1_000;

/** A page of the work desk: a choice found by typing, rows by arrow keys, data that stays true. */
export default function DeskPage({
  loaderData: { villages, matters, loadedAt },
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const t = useText("sample");
  const path = useTenantPath();
  return (
    <Desk>
      <article className="page">
        <PageHead title={t("list.title")} />
        <KeepFresh everyMs={FRESH_MS} />
        <KeyboardRows />
        <DataTable
          caption={t("list.title")}
          columns={[
            {
              key: "title",
              head: t("list.matter"),
              names: true,
              render: ({ title }: Matter) => <a href={path("sample/matter")}>{title}</a>,
            },
            { key: "number", head: t("list.state"), render: ({ number }: Matter) => number },
          ]}
          rows={matters}
          rowKey={({ id }) => id}
        />
        <p id="loaded-at">{loadedAt}</p>
        <SignatureForm signature={raiseMatter} state={actionData} options={{ villageId: villages }} controls={CONTROLS} />
      </article>
    </Desk>
  );
}
