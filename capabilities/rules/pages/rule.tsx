import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  FactList,
  Instant,
  orRefuse,
  PageHead,
  Seal,
  on,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Tone,
} from "#ui-kit/index.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { readRule } from "../contract/read-rule.ts";
import { reportReview } from "../contract/report-review.ts";
import { setReview } from "../contract/set-review.ts";
import { CitationList } from "./CitationList.tsx";
import { figuresOf, type Version } from "../contract/parameter-words.ts";
import { Citing, Reviews } from "./reviews.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) => {
  const rule = orRefuse(await context.call(readRule, { id: params.id }));
  const subjects = rule.versions.map(({ version }) => `${rule.id}/${version}`).join(",");
  return { ...rule, ...orRefuse(await context.call(findSeals, { kind: "rules.version", subjects })) };
};

type Rule = PageProps<typeof loader>["loaderData"];

const TONES: Readonly<Record<Version["state"], Tone>> = { "to-come": "info", "in-force": "good", past: "neutral" };

/** Both stay on the page, which then tells what is due. */
export const action = (args: PageArgs<"tenant" | "id">) => {
  const done = () => `/t/${args.params.tenant}/rules/${args.params.id}`;
  return submitForm(args, on(setReview, { input: { ruleId: args.params.id }, done }), on(reportReview, { done }));
};

export default function RulePage({ loaderData: rule, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rules");
  const path = useTenantPath();
  const current = rule.versions.find((version) => version.state === "in-force") ?? rule.versions[0];
  const others = rule.versions.filter((version) => version !== current);
  return (
    <article className="page">
      <PageHead
        title={rule.title}
        lead={t("rule.lead", { level: t(`ruleLevels.${rule.level}`), area: rule.area })}
        crumbs={[{ href: path("rules"), words: t("list.title") }]}
        acts={
          rule.may.includes("enact-version") ? (
            <a className="button" href={path(`rules/${rule.id}/enact`)}>
              {t("actions.enact-version")}
            </a>
          ) : undefined
        }
      />
      {current === undefined ? undefined : <VersionText rule={rule} version={current} />}
      {others.length === 0 ? undefined : (
        <Section title={t("rule.others")}>
          {others.map((version) => (
            <details key={version.version} className="confirm">
              <summary>
                {t("versionNumber", { version: version.version })} · {t(`states.${version.state}`)} · <Days version={version} />
              </summary>
              <div className="confirm-body">
                <VersionText rule={rule} version={version} />
              </div>
            </details>
          ))}
        </Section>
      )}
      <Citing rule={rule} />
      <Reviews rule={rule} state={actionData} />
      <p className="small soft">
        {t("rule.key")} <code className="figures">{rule.key}</code>
      </p>
    </article>
  );
}

function Days({ version }: { readonly version: Version }) {
  const t = useText("rules");
  return (
    <span className="figures">
      {version.to === null ? t("daysOpen", { from: version.from }) : t("days", { from: version.from, to: version.to })}
    </span>
  );
}

/** The text first, then its figures as a table, then where each stands. */
function VersionText({ rule, version }: { readonly rule: Rule; readonly version: Version }) {
  const t = useText("rules");
  const path = useTenantPath();
  const seal = rule.seals.find(({ subject }) => subject.endsWith(`/${version.version}`));
  return (
    <div className="stack">
      <p>
        <StatusTag tone={TONES[version.state]}>{t(`states.${version.state}`)}</StatusTag>{" "}
        {t("versionNumber", { version: version.version })} · <Days version={version} />
      </p>
      {seal === undefined ? undefined : <Seal href={seal.index === null ? undefined : path(`record/${seal.index}`)} />}
      <p className="prose pre">{version.text}</p>
      {version === rule.versions.at(-1) ? undefined : (
        <p>
          <a className="alone" href={path(`rules/${rule.id}/changes?newer=${version.version}`)}>
            {t("changes.link")}
          </a>
        </p>
      )}
      {version.parameters.length === 0 ? undefined : (
        <DataTable
          caption={t("rule.figures")}
          captionShown
          rows={figuresOf(version.parameters, t)}
          rowKey={(figure) => figure.key}
          columns={[
            { key: "name", head: t("rule.figure"), names: true, render: (figure) => figure.name },
            { key: "value", head: t("rule.value"), render: (figure) => figure.value },
          ]}
        />
      )}
      <FactList
        facts={[
          {
            name: t("rule.citations"),
            value: <CitationList citations={version.citations} />,
          },
          { name: t("rule.source"), value: version.source },
          {
            name: t("rule.enacted"),
            value: (
              <>
                <Instant at={version.enactedAt} /> {version.enactedBy}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
