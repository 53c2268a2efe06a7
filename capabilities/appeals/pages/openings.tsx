import type { OutputOf } from "#platform/contract.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Confirm,
  EmptyState,
  Instant,
  Notice,
  on,
  orRefuse,
  PageHead,
  RefusalBox,
  Section,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type FormState,
} from "#ui-kit/index.ts";
import { decideOpening } from "../contract/decide-opening.ts";
import { delayTelling } from "../contract/delay-telling.ts";
import { listOpenings } from "../contract/list-openings.ts";
import { readIdentity } from "../contract/read-identity.ts";
import { OpeningWords } from "./opening-list.tsx";

type Identity = OutputOf<typeof readIdentity>;
type State = Partial<FormState> & { readonly identity?: Identity };
type Row = OutputOf<typeof listOpenings>["openings"][number];

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listOpenings, {}));

export const action = async (args: PageArgs<"tenant">): Promise<State> => {
  const here = () => `/t/${args.params.tenant}/appeals/openings`;
  let identity: Identity | undefined;
  const show = (output: Identity) => {
    // Shown on this very page and kept nowhere: a name is in no address.
    identity = output;
    return undefined;
  };
  const state = await submitForm(
    args,
    on(decideOpening, { done: here }),
    on(delayTelling, { done: here }),
    on(readIdentity, { done: show }),
  );
  return identity === undefined ? state : { identity };
};

/** The desk of those who may open a sealed identity: what was asked, what is open, and who signed. */
export default function OpeningsPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("appeals");
  return (
    <article className="page">
      <PageHead title={t("openings.list.title")} lead={t("openings.list.lead")} />
      {actionData?.identity === undefined ? undefined : <Opened identity={actionData.identity} />}
      {actionData?.refusal === undefined ? undefined : <RefusalBox refusal={actionData.refusal} texts="appeals" />}
      {loaderData.openings.length === 0 ? <EmptyState says={t("openings.list.empty")} /> : undefined}
      {loaderData.openings.map((row) => (
        <OneOpening key={row.id} row={row} state={actionData} />
      ))}
    </article>
  );
}

function OneOpening({ row, state }: { readonly row: Row; readonly state: State | undefined }) {
  const t = useText("appeals");
  const path = useTenantPath();
  const formState = state?.form === undefined ? undefined : (state as FormState);
  return (
    <Section title={row.number}>
      <p>
        <a href={path(`appeals/${row.number}`)}>{t("openings.list.see")}</a>
      </p>
      <OpeningWords opening={row} />
      {row.may.includes("read-identity") ? (
        <ActionButton signature={readIdentity} values={{ id: row.id }} words={t("actions.read-identity")} />
      ) : undefined}
      {row.may.includes("decide-opening") ? (
        <div className="row">
          <ActionButton signature={decideOpening} values={{ id: row.id, agreed: "true" }} words={t("openings.list.agree")} />
          <ActionButton signature={decideOpening} values={{ id: row.id, agreed: "false" }} words={t("openings.list.decline")} />
        </div>
      ) : undefined}
      {row.may.includes("delay-telling") ? (
        <Confirm act={t("actions.delay-telling")}>
          <SignatureForm
            signature={delayTelling}
            state={formState?.form === `${delayTelling.name}#${row.id}` ? formState : undefined}
            id={row.id}
            omit={["id"]}
          >
            <input type="hidden" name="id" value={row.id} />
          </SignatureForm>
        </Confirm>
      ) : undefined}
    </Section>
  );
}

function Opened({ identity }: { readonly identity: Identity }) {
  const t = useText("appeals");
  const facts = [
    [t("openings.identity.name"), identity.name],
    [t("openings.identity.phone"), identity.phone],
    [t("openings.identity.address"), identity.address],
    [t("facts.mandate"), identity.mandate],
    [t("openings.identity.person"), identity.personId],
  ].filter(([, value]) => value !== "");
  return (
    <Notice tone="warn" title={t("openings.identity.title", { number: identity.number })}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="as-typed">{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t("openings.identity.once")} <Instant at={identity.opensUntil} />
      </p>
    </Notice>
  );
}
