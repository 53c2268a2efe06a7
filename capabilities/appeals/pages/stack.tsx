import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  DataTable,
  EmptyState,
  Instant,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type FormState,
} from "#ui-kit/index.ts";
import { correctEntered } from "../contract/correct-entered.ts";
import { listEntered } from "../contract/list-entered.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { undoEntered } from "../contract/undo-entered.ts";
import { areaOptions, matterOptions } from "./options.ts";
import { keepStack, readStack } from "./stack-cookie.ts";

/** Where the next paper begins: a browser that is sent there has the cursor in the text. */
const NEXT = "#raise-appeal-text";
/** As long as the longest of the fields that go along. */
const MOST_KEPT = 300;
/** Nobody's own: what is entered here was always asked for by somebody else. */
const PAPER = "纸质诉求，代为录入";

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const search = new URL(request.url).searchParams;
  return {
    form: orRefuse(await context.call(readRaiseForm, {})),
    entries: orRefuse(await context.call(listEntered, {})).entries,
    kept: readStack(request),
    done: search.get("done") ?? "",
    area: search.get("area") ?? "",
    matter: search.get("matter") ?? "",
  };
};

export const action = async (args: PageArgs<"tenant">) => {
  const here = `/t/${args.params.tenant}/appeals/stack`;
  // What is the same on the next paper goes along; a copy, since the form is read once.
  const typed = await args.request.clone().formData();
  const kept = (name: string) => {
    const value = typed.get(name);
    return typeof value === "string" ? value.slice(0, MOST_KEPT) : "";
  };
  const entered = ({ number, receiptCode }: { readonly number: string; readonly receiptCode: string | null }) => {
    const same = new URLSearchParams({ done: number, area: kept("area"), matter: kept("matter") });
    const cookie = keepStack(here, { mandate: kept("mandate"), place: kept("place"), receipt: receiptCode ?? "" });
    return redirect(`${here}?${same.toString()}${NEXT}`, { status: 303, headers: { "set-cookie": cookie } });
  };
  const back = () => here;
  return await submitForm(
    args,
    on(raiseAppeal, { input: { mandate: kept("mandate").trim() || PAPER }, done: entered }),
    on(correctEntered, { done: back }),
    on(undoEntered, { done: back }),
  );
};

export default function StackPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("appeals");
  const { form, kept, area, matter } = loaderData;
  return (
    <article className="page list-page">
      <PageHead title={t("stack.title")} lead={t("stack.lead")} />
      {actionData === undefined ? <JustEntered {...loaderData} /> : undefined}
      <div className="beside-map">
        <Section title={t("stack.next")}>
          <SignatureForm
            signature={raiseAppeal}
            state={actionData}
            values={{ mode: "named", area, matter, mandate: kept.mandate || PAPER, place: kept.place }}
            options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
            omit={["longitude", "latitude"]}
            submit={t("stack.enter")}
          />
        </Section>
        <Entries {...loaderData} state={actionData} />
      </div>
    </article>
  );
}

type View = PageProps<typeof loader>["loaderData"];

/** The number to write on the paper, and the code to hand over. */
function JustEntered({ done, kept }: View) {
  const t = useText("appeals");
  if (done === "") return undefined;
  return (
    <Notice tone="good" title={t("stack.write")}>
      <p className="big-code">{done}</p>
      {kept.receipt === "" ? undefined : <p>{t("stack.receipt", { code: kept.receipt })}</p>}
    </Notice>
  );
}

/** What this desk entered today, each to be put right or taken out while nobody has taken it up. */
function Entries({ entries, form, state }: View & { readonly state: FormState | undefined }) {
  const t = useText("appeals");
  const path = useTenantPath();
  const title = t("stack.entries", { count: entries.length });
  return (
    <Section title={title}>
      {entries.length === 0 ? (
        <EmptyState says={t("stack.none")} />
      ) : (
        <DataTable
          caption={title}
          rows={entries}
          rowKey={(entry) => entry.id}
          columns={[
            {
              key: "number",
              head: t("stack.number"),
              names: true,
              render: (entry) => (
                <>
                  <a href={path(`appeals/${entry.number}`)}>{entry.number}</a>
                  <span className="excerpt">{shorten(entry.text)}</span>
                </>
              ),
            },
            { key: "at", head: t("columns.raised"), render: (entry) => <Instant at={entry.raisedAt} /> },
            {
              key: "acts",
              head: t("stack.acts"),
              render: (entry) =>
                entry.now === "open" ? <EntryActs entry={entry} matters={form.matters} state={state} /> : t(`stack.${entry.now}`),
            },
          ]}
        />
      )}
    </Section>
  );
}

type EntryProps = {
  readonly entry: View["entries"][number];
  readonly matters: View["form"]["matters"];
  readonly state: FormState | undefined;
};

function EntryActs({ entry, matters, state }: EntryProps) {
  const t = useText("appeals");
  const { id, text, place, contactName, matter } = entry;
  return (
    <>
      <details open={state?.form === `${correctEntered.name}#${id}`}>
        <summary>{t("stack.correct")}</summary>
        <SignatureForm
          signature={correctEntered}
          id={id}
          state={state}
          values={{ id, text, place, contactName, matter: matter ?? "" }}
          options={{ matter: matterOptions(matters) }}
        />
      </details>
      <Confirm act={t("actions.undo-entered")}>
        <ActionButton signature={undoEntered} values={{ id }} />
      </Confirm>
    </>
  );
}

/** Signs of a text that tell which paper it was. */
const SHOWN = 36;

function shorten(text: string): string {
  const signs = [...text];
  return signs.length <= SHOWN ? text : `${signs.slice(0, SHOWN).join("")}…`;
}
