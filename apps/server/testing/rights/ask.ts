import { AsyncLocalStorage } from "node:async_hooks";
import type { Actor } from "#platform/actor.ts";
import type { Policy, Row } from "#platform/policy.ts";
import type { Entry } from "#platform/registry/registry.ts";
import { sampleInput, type Given } from "../sample-input.ts";
import type { TestHouse } from "../start-test-house.ts";
import type { TestClient } from "../test-client.ts";
import { PLANTS } from "./plants.ts";
import { CannotAsk } from "./subjects.ts";

export type Answered = {
  readonly status: number;
  readonly code: string;
  readonly body: string;
  /** What the policy said; undefined when it was not asked, since there was no such row for this reader. */
  readonly verdict: boolean | undefined;
  /** The policy let it through, and what follows did not forbid it after all. */
  readonly passed: boolean;
};

/** Asked each time: a plant may find its sample only once its rows are there. */
function sampleOf(field: string): unknown {
  return Object.values(PLANTS)
    .map(({ samples }) => samples?.[field])
    .find((sample) => sample !== undefined);
}

/** @throws CannotAsk where the made input does not fit: then nothing would have been asked. */
export function inputFor(entry: Entry, ids: Given): Readonly<Record<string, unknown>> {
  const { name, input } = entry.signature;
  const made = sampleInput(input, (field) => ids(field) ?? sampleOf(`${name}.${field}`));
  const errors = entry.validator.errors(made);
  if (errors === null) return made;
  const why = `${JSON.stringify(errors)} in ${JSON.stringify(made)}`;
  throw new CannotAsk(
    `${name}: give what it needs in { samples: { "${name}.<field>": … } } (apps/server/testing/rights/plants/${entry.capability}.ts): ${why}`,
  );
}

let asked = 0;

/** Each question from another address: what is asked about here is rights, not how often one may ask. */
function nextAddress(): string {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
}

export type Ask = (client: TestClient, entry: Entry, input: unknown) => Promise<Answered>;

/** Listens to what the policies of a house say, question by question. */
export function makeAsk(house: TestHouse): Ask {
  const asking = new AsyncLocalStorage<{ verdict: boolean | undefined }>();
  for (const { binding } of house.invoker.registry.entries.values()) {
    const { policy } = binding;
    const can = (actor: Actor, row: Row) => {
      const verdict = policy.can(actor, row);
      const question = asking.getStore();
      if (question !== undefined) question.verdict = verdict;
      return verdict;
    };
    Object.assign(binding, { policy: { ...policy, can } satisfies Policy });
  }
  return async (client, entry, input) =>
    await asking.run({ verdict: undefined }, async () => {
      const { statusCode: status, body } = await client.send(entry.signature, input, { address: nextAddress() });
      const verdict = asking.getStore()?.verdict;
      const code = status === 200 ? "" : String((JSON.parse(body) as { readonly code?: unknown }).code);
      return { status, code, body, verdict, passed: verdict === true && status !== 401 && status !== 403 };
    });
}
