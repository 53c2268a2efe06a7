import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { OutputOf } from "#platform/contract.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  CasePage,
  Day,
  FoldedForm,
  on,
  orRefuse,
  PaperList,
  PhotoGrid,
  Seal,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Fact,
} from "#ui-kit/index.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { judgeCharge } from "../contract/judge-charge.ts";
import { liftCharge } from "../contract/lift-charge.ts";
import { objectToCharge } from "../contract/object-to-charge.ts";
import { readCharge } from "../contract/read-charge.ts";
import { reportCharge } from "../contract/report-charge.ts";
import { toneOf } from "./words.tsx";

const ACTS = [reportCharge, objectToCharge, decideObjection, judgeCharge, liftCharge] as const;

type Args = PageArgs<"tenant" | "number" | "place">;
type View = OutputOf<typeof readCharge>;

const read = async ({ params, context }: Args) =>
  orRefuse(await context.call(readCharge, { number: params.number, place: Number(params.place) }));

export const loader = async (args: Args) => {
  const view = await read(args);
  const seals = await Promise.all(
    view.publications.map(async ({ kind, version, on: day }) => {
      const asked = { kind: `mandates.${kind}`, subjects: `${view.charge.number}/${version}` };
      return { kind, version, day, index: orRefuse(await args.context.call(findSeals, asked)).seals[0]?.index ?? null };
    }),
  );
  return { view, seals };
};

export const action = async (args: Args) => {
  const { tenant, number, place } = args.params;
  const { charge } = await read(args);
  const done = () => `/t/${tenant}/mandates/${number}/${place}`;
  return await submitForm(args, ...ACTS.map((signature) => on(signature, { input: { id: charge.id }, done })));
};

/** One charge: who owns it by which power, what shows that it was done, what was reported and what the giver said. */
export default function ChargePage({ loaderData: { view, seals }, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("mandates");
  const path = useTenantPath();
  const { charge } = view;
  const acts = ACTS.filter(({ name }) => view.may.includes(name.slice("mandates/".length)));
  return (
    <CasePage
      title={charge.title}
      number={charge.number}
      crumbs={[
        { href: path("mandates"), words: t("list.title") },
        { href: path(`mandates/${charge.number}`), words: charge.title },
      ]}
      state={{ words: t(`states.${charge.state}`), tone: toneOf(charge) }}
      stands={
        charge.daysLate > 0
          ? t("charge.late", { who: charge.state === "open" ? charge.organization : charge.giver, count: charge.daysLate })
          : t(`stands.${charge.state}`, { owner: charge.organization, giver: charge.giver })
      }
      seal={seals.length === 0 ? undefined : <Seal href={sealHref(seals.at(-1)?.index, path)} />}
      can={
        acts.length === 0 ? undefined : (
          <>
            {acts.map((signature) => (
              <FoldedForm
                key={signature.name}
                signature={signature}
                state={actionData}
                omit={["id"]}
                accept={{ paperIds: ".pdf,.docx,.xlsx,image/*" }}
                help={t(`help.${signature.name.slice("mandates/".length)}`)}
              />
            ))}
          </>
        )
      }
      facts={useFacts(view, seals)}
    >
      <p className="prose pre">{view.text}</p>
      {view.liftedWhy === "" ? undefined : <p className="as-typed">{t("liftedWhy", { why: view.liftedWhy })}</p>}
      <Objection view={view} />
      <Reports view={view} />
    </CasePage>
  );
}

type Seals = PageProps<typeof loader>["loaderData"]["seals"];

function sealHref(index: number | null | undefined, path: ReturnType<typeof useTenantPath>): string | undefined {
  return index === null || index === undefined ? undefined : path(`record/${index}`);
}

function useFacts({ charge, power, means, evidence, wantsPapers, judgeDue }: View, seals: Seals): readonly Fact[] {
  const t = useText("mandates");
  const path = useTenantPath();
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.owner"), value: charge.organization },
    { name: t("columns.power"), value: t("powerOf", { matter: power.matter, act: t(`acts.${power.act}`), rule: power.rule }) },
    power.means === "" ? undefined : { name: t("columns.ownMeans"), value: power.means },
    means === "" ? undefined : { name: t("columns.means"), value: means },
    { name: t("columns.giver"), value: charge.giver },
    { name: t("columns.given"), value: <Day day={charge.givenOn} /> },
    { name: t("columns.due"), value: <Day day={charge.dueOn} weekday /> },
    { name: t("columns.evidence"), value: `${evidence}${wantsPapers ? ` ${t("withPapers")}` : ""}` },
    judgeDue === null ? undefined : { name: t("columns.judgeDue"), value: <Day day={judgeDue} weekday /> },
    charge.endedOn === null ? undefined : { name: t("columns.ended"), value: <Day day={charge.endedOn} /> },
    ...seals.map(({ kind, day, index }) => ({
      name: t(`published.${kind}`),
      value: (
        <>
          <Day day={day} /> <Seal href={sealHref(index, path)} />
        </>
      ),
    })),
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** Why the owner says that it is not theirs, and what the giver said to it. */
function Objection({ view: { objection } }: { readonly view: View }) {
  const t = useText("mandates");
  if (objection === null) return undefined;
  return (
    <Section title={t("objection.title")}>
      <p className="small soft">
        {t(`grounds.${objection.ground}`)} · <Day day={objection.on} />
      </p>
      <p className="prose pre">{objection.why}</p>
      {objection.verdict === null || objection.decidedOn === null ? (
        <p>
          {t("objection.decideBy")} <Day day={objection.decideBy} weekday />
        </p>
      ) : (
        <>
          <p>
            <StatusTag tone={objection.verdict === "falls-away" ? "good" : "warn"}>
              {t(`decisions.${objection.verdict}`)}
            </StatusTag>{" "}
            <Day day={objection.decidedOn} />
          </p>
          <p className="prose pre">{objection.opinion}</p>
        </>
      )}
    </Section>
  );
}

function Reports({ view: { reports } }: { readonly view: View }) {
  const t = useText("mandates");
  if (reports.length === 0) return undefined;
  return (
    <Section title={t("reports.title")}>
      {reports.map((one) => (
        <div key={one.version} className="stack">
          <p className="small soft">
            {t("reports.version", { version: one.version })} · <Day day={one.on} />
          </p>
          <p className="prose pre">{one.report}</p>
          <Evidence papers={one.papers} />
          {one.verdict === null || one.judgedOn === null ? undefined : (
            <>
              <p>
                <StatusTag tone={one.verdict === "accepted" ? "good" : "warn"}>{t(`verdicts.${one.verdict}`)}</StatusTag>{" "}
                <Day day={one.judgedOn} />
              </p>
              <p className="prose pre">{one.opinion}</p>
            </>
          )}
        </div>
      ))}
    </Section>
  );
}

/** Photos as photos, papers by name. */
function Evidence({ papers }: { readonly papers: View["reports"][number]["papers"] }) {
  const path = useTenantPath();
  const photos = papers.filter(({ photo }) => photo);
  const others = papers.filter(({ photo }) => !photo);
  const small = (id: string) => path(`files/${id}?thumbnail=1`);
  return (
    <>
      {photos.length === 0 ? undefined : (
        <PhotoGrid
          photos={photos.map(({ id, name }) => ({ href: path(`files/${id}`), src: small(id), alt: name, caption: name }))}
        />
      )}
      {others.length === 0 ? undefined : (
        <PaperList papers={others.map(({ id, name }) => ({ href: path(`files/${id}`), words: name }))} />
      )}
    </>
  );
}
