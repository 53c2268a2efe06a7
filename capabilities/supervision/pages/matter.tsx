import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  Deadline,
  FoldedForm,
  on,
  orRefuse,
  Seal,
  Section,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
} from "#ui-kit/index.ts";
import { answerMatter } from "../contract/answer-matter.ts";
import { putRight } from "../contract/put-right.ts";
import { readMatter } from "../contract/read-matter.ts";
import { ruleOnMatter } from "../contract/rule-on-matter.ts";
import { takeUpward } from "../contract/take-upward.ts";
import { stepKey, toneOf, type View } from "./words.tsx";

const ACTS = [answerMatter, putRight, ruleOnMatter, takeUpward] as const;

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const view = orRefuse(await context.call(readMatter, { number: params.number }));
  const seals = await Promise.all(
    view.publications.map(async ({ kind, version }) => {
      const asked = { kind: `supervision.${kind}`, subjects: `${view.matter.number}/${version}` };
      return { kind, index: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, seals };
};

export const action = async (args: PageArgs<"tenant" | "number">) => {
  const { tenant, number } = args.params;
  const { matter } = orRefuse(await args.context.call(readMatter, { number }));
  const done = () => `/t/${tenant}/supervision/${number}`;
  return await submitForm(args, ...ACTS.map((signature) => on(signature, { input: { id: matter.id }, done })));
};

export default function MatterPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { view, seals } = loaderData;
  const t = useText("supervision");
  const path = useTenantPath();
  const { matter, may } = view;
  const last = seals.at(-1)?.index;
  const acts = ACTS.filter(({ name }) => may.includes(name.slice("supervision/".length)));
  return (
    <CasePage
      title={matter.title}
      number={matter.number}
      crumbs={[{ href: path("supervision"), words: t("list.title") }]}
      state={{ words: t(`states.${stepKey(matter)}`), tone: toneOf(matter) }}
      stands={t(`stands.${stepKey(matter)}`, { who: matter.who, kind: t(`kinds.${matter.kind}`) })}
      deadline={matter.dueOn === null ? undefined : <Deadline dueAtUtc={`${matter.dueOn}T16:00:00.000Z`} />}
      seal={<Seal href={last === null || last === undefined ? undefined : path(`record/${last}`)} />}
      can={
        acts.length === 0
          ? undefined
          : acts.map((signature) => (
              <FoldedForm
                key={signature.name}
                signature={signature}
                state={actionData}
                omit={["id"]}
                help={t(`help.${signature.name.slice("supervision/".length)}`)}
              />
            ))
      }
      facts={useFacts(view, seals)}
    >
      <Section title={t(`said.${matter.kind}`)}>
        <p className="prose pre">{view.words === "" ? t("complain.hidden") : view.words}</p>
      </Section>
      <Said title={t("said.answer")} day={view.answeredOn} words={view.answer} />
      <Said title={t("said.upward")} day={view.upwardOn} words={view.why} />
      <Said title={t(view.upheld === true ? "said.upheld" : "said.dismissed")} day={view.ruledOn} words={view.ruling} />
      <Said title={t("said.report")} day={view.rightedOn} words={view.report} />
      <Further view={view} />
    </CasePage>
  );
}

function Said({ title, day, words }: { readonly title: string; readonly day: string | null; readonly words: string }) {
  if (day === null || words === "") return undefined;
  return (
    <Section title={title}>
      <p className="small soft">
        <Day day={day} weekday />
      </p>
      <p className="prose pre">{words}</p>
    </Section>
  );
}

/** What a resident can do where it was not answered, not accepted or not put right. */
function Further({ view: { matter } }: { readonly view: View }) {
  const t = useText("supervision");
  const path = useTenantPath();
  if (matter.kind === "complaint" || (matter.step !== "explained" && !(matter.late && matter.step !== "upward")))
    return undefined;
  return (
    <p>
      <a className="alone" href={path(`supervision/complain?about=supervision/${matter.number}`)}>
        {t("complain.instead")}
      </a>
    </p>
  );
}

type Seals = PageProps<typeof loader>["loaderData"]["seals"];

function useFacts(view: View, seals: Seals): readonly Fact[] {
  const t = useText("supervision");
  const path = useTenantPath();
  const { matter, about, rule } = view;
  const day = (name: string, date: string | null): Fact | undefined =>
    date === null ? undefined : { name: t(`columns.${name}`), value: <Day day={date} /> };
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.kind"), value: t(`kinds.${matter.kind}`) },
    { name: t("columns.area"), value: matter.area },
    about === null ? undefined : { name: t("columns.about"), value: <a href={path(about.page)}>{about.title}</a> },
    { name: t("columns.raisedBy"), value: view.raisedBy || t(matter.kind === "complaint" ? "resident" : "signers") },
    { name: t("columns.organization"), value: matter.organization },
    day("madeOn", matter.madeOn),
    day("answerDue", view.answerDue),
    day("upwardOn", view.upwardOn),
    day("upwardDue", view.upwardDue),
    day("orderDue", view.orderDue),
    {
      name: t("columns.rule"),
      value: <a href={path(`rules/${rule.id}`)}>{t("ruleOf", { title: rule.title, version: rule.version })}</a>,
    },
    ...seals.map(({ kind, index }) => ({
      name: t(`published.${kind}`),
      value: <Seal href={index === null ? undefined : path(`record/${index}`)} />,
    })),
  ];
  return facts.filter((fact) => fact !== undefined);
}
