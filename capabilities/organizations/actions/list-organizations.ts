import { bind } from "#platform/capability.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { refuseField } from "#platform/refusal.ts";
import { listOrganizations } from "../contract/list-organizations.ts";
import { PAGE_SIZE } from "../contract/organization-views.ts";
import { isSteward, mayRead } from "../policy.ts";
import { countOrganizations, listOrganizationRows, type ListedRow, type Position } from "../store/list-organizations.ts";

const CURSOR = "organizations/list";

export const listOrganizationsBound = bind(listOrganizations, {
  policy: mayRead,
  run: async ({ tx, actor, tenant, house }, input) => {
    const { tokens } = house.keys;
    const after = input.cursor ? (openToken(tokens, CURSOR, input.cursor, tx.now.getTime()) as Position | undefined) : undefined;
    if (input.cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const rows = await listOrganizationRows(tx, input, after, PAGE_SIZE + 1);
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
    return {
      organizations: rows.slice(0, PAGE_SIZE).map(listed),
      count: await countOrganizations(tx, input),
      next: last === undefined ? null : sealToken(tokens, CURSOR, { path: last.path, name: last.name, id: last.id }),
      areas: [...(await findAreas(tx, tenant.rootPath))],
      may: isSteward.can(actor, {}) ? ["add-organization"] : [],
    };
  },
});

function listed({ id, kind, name, name_en, area, phone }: ListedRow) {
  return { id, kind, name, nameEn: name_en, area, phone };
}
