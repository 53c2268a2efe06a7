import { bind } from "#platform/capability.ts";
import { refuseField } from "#platform/refusal.ts";
import { compareTexts } from "#platform/texts/compare-texts.ts";
import { compareVersions } from "../contract/compare-versions.ts";
import { compareFigures } from "../domain/parameters.ts";
import { mayRead } from "../policy.ts";
import { findRule, findVersions, type VersionRow } from "../store/list-rules.ts";

export const compareVersionsBound = bind(compareVersions, {
  policy: mayRead,
  subject: async ({ tx }, { id }) => await findRule(tx, id),
  run: async ({ tx }, input, rule) => {
    const versions = await findVersions(tx, rule.id);
    const place = versions.findIndex(({ version }) => version === input.newer);
    const newer = versions[place];
    if (newer === undefined) return refuseField("/newer", "no-such-version");
    const older = input.older === undefined ? versions[place + 1] : versions.find(({ version }) => version === input.older);
    if (older === undefined) return refuseField("/older", input.older === undefined ? "first-version" : "no-such-version");
    return {
      title: rule.title,
      older: compared(older),
      newer: compared(newer),
      others: versions.filter((version) => version !== newer && version !== older).map(compared),
      lines: compareTexts(older.text, newer.text).map(({ kind, stretches }) => ({ kind, stretches: [...stretches] })),
      figures: [...compareFigures(older.parameters, newer.parameters)],
      citations: { gone: missingFrom(newer, older), added: missingFrom(older, newer) },
    };
  },
});

function compared({ version, valid_from }: VersionRow) {
  return { version, from: valid_from };
}

/** Articles one version rests on and the other does not. */
function missingFrom(other: VersionRow, one: VersionRow) {
  return one.citations.filter(
    ({ source, article }) => !other.citations.some((cited) => cited.source === source && cited.article === article),
  );
}
