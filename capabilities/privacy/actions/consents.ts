import { bind } from "#platform/capability.ts";
import { consentsOf, findConsents, noteConsent } from "#platform/personal-data/consents.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { listConsents } from "../contract/list-consents.ts";
import { withdrawConsent } from "../contract/withdraw-consent.ts";

export const listConsentsBound = bind(listConsents, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor } = context;
    const consents = [];
    for (const [purpose, { textVersion, path, standing }] of consentsOf(context))
      consents.push({ purpose, textVersion, path, standing: await standing(context) });
    const lines = actor.personId === undefined ? [] : await findConsents(tx, actor.personId);
    return { consents, ledger: lines.map((line) => ({ ...line, at: line.at.toISOString() })) };
  },
});

export const withdrawConsentBound = bind(withdrawConsent, {
  policy: signedIn,
  run: async (context, { purpose }) => {
    const source = consentsOf(context).get(purpose);
    if (source === undefined) return refuse("absent", "no-such-consent");
    if (!(await source.standing(context))) return refuse("conflict", "not-given");
    await source.withdraw(context);
    noteConsent(context, purpose, false);
    return { purpose };
  },
});
