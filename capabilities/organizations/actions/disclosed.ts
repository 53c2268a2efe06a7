import type { ActionContext } from "#platform/capability.ts";
import { listPublicPosts } from "../store/list-organizations.ts";

type Asked = { readonly path: string };

const HEAD = ["组织", "岗位", "姓名", "联系方式"];

/** A source of disclosures: bodies, public posts and contacts of a place as they are now (`disclosure.sources`). */
export const DISCLOSED = {
  name: "组织、岗位和联系方式",
  nameEn: "Bodies, posts and contacts",
  draft: async ({ tx }: ActionContext, { path }: Asked) => {
    const posts = await listPublicPosts(tx, path);
    const rows = posts.map(({ organization, title, holder, contact }) => [organization, title, holder, contact]);
    const text = rows.length === 0 ? "没有公开的岗位。" : "以下为现任公开岗位。";
    return [{ heading: "组织、岗位和联系方式", text, table: rows.length === 0 ? [] : [HEAD, ...rows] }];
  },
};
