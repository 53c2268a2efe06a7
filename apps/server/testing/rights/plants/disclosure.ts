import { complainOfSilence } from "#capabilities/disclosure/contract/complain-of-silence.ts";
import { MARKS, OWN_PATH, SIBLING_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** In the own village and in the next one: a duty of the unit that leads, late and complained of; and another one being drafted. */
export const disclosure: Plant = {
  rows: async (house, { resident, neighbour, leadUnit }) => {
    const places = [
      { path: SIBLING_PATH, who: neighbour, mark: MARKS.sibling },
      { path: OWN_PATH, who: resident, mark: MARKS.own },
    ] as const;
    for (const { path, who, mark } of places) {
      const [late, drafted] = await house.admin<{ id: string }>(
        `update disclosure.item set owner = $1, barred = array[$1]::uuid[] where id in (select i.id from disclosure.item i join platform.tenant t on t.id = i.tenant_id
           where t.slug = 'qinghe' and i.division_path = $2::ltree and i.versions = 0 order by i.due_on desc, i.id limit 2) returning id`,
        [leadUnit, path],
      );
      await house.admin("update disclosure.item set due_on = current_date - 9 where id = $1", [late?.id]);
      await who.call(complainOfSilence, { id: late?.id ?? "", text: `${mark}：到期没有公布。` });
      await house.admin("update disclosure.item set step = 'drafting' where id = $1", [drafted?.id]);
      await house.admin(
        `insert into disclosure.draft (tenant_id, item_id, division_path, title, sections) select tenant_id, id, division_path, title, $2::jsonb
           from disclosure.item where id = $1`,
        [drafted?.id, JSON.stringify([{ heading: "草稿", text: mark, table: [] }])],
      );
    }
  },
  samples: { "disclosure/open-item.entry": "collective-assets" },
  names: {
    "disclosure.id": "disclosure.item.id",
    "disclosure/reply-to-objection.id": "disclosure.objection.id",
    "disclosure/take-upward.id": "disclosure.objection.id",
    "disclosure/rule-on-objection.id": "disclosure.objection.id",
    "disclosure/edit-draft.paperIds": "platform.file.id",
  },
};
