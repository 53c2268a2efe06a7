import { areasOf, type Actor } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { refuseField } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { listPowers } from "../contract/list-powers.ts";
import { readPowerForm } from "../contract/read-power-form.ts";
import { PAGE_SIZE } from "../contract/rule-views.ts";
import { isSteward, mayRead, maySteward } from "../policy.ts";
import {
  countPowers,
  findMatters,
  findOrganizationsWithin,
  findPowerHolders,
  listPowerRows,
  type Position,
  type PowerRow,
} from "../store/powers.ts";

const CURSOR = "rules/powers";

export const listPowersBound = bind(listPowers, {
  policy: mayRead,
  run: async ({ tx, actor, house }, input) => {
    const { tokens } = house.keys;
    const after = input.cursor ? (openToken(tokens, CURSOR, input.cursor, tx.now.getTime()) as Position | undefined) : undefined;
    if (input.cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const rows = await listPowerRows(tx, input, after, PAGE_SIZE + 1);
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
    return {
      powers: rows.slice(0, PAGE_SIZE).map((row) => powerView(row, actor)),
      count: await countPowers(tx, input),
      next: last === undefined ? null : sealToken(tokens, CURSOR, { matter: last.matter_code, id: last.id }),
      matters: [...(await findMatters(tx))],
      organizations: [...(await findPowerHolders(tx))],
      may: isSteward.can(actor, {}) ? ["grant-power"] : [],
    };
  },
});

function powerView(row: PowerRow, actor: Actor) {
  return {
    id: row.id,
    organizationId: row.organization_id,
    organization: row.organization,
    matterCode: row.matter_code,
    matter: row.matter,
    act: row.act,
    level: row.level,
    area: row.area,
    means: row.means,
    ruleTitle: row.rule_title,
    article: row.article,
    from: row.valid_from,
    mayEnd: maySteward.can(actor, row),
  };
}

export const readPowerFormBound = bind(readPowerForm, {
  policy: isSteward,
  run: async ({ tx, actor, tenant }) => ({
    organizations: (await findOrganizationsWithin(tx, areasOf(actor))).map(({ id, name }) => ({ value: id, name })),
    matters: (await findMatters(tx)).map(({ code, name, level }) => ({ value: code, name, level })),
    areas: [...(await findAreas(tx, tenant.rootPath))],
  }),
});
