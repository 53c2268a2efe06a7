import { describe, expect, test } from "vitest";
import { judgePost, type PostGiven } from "./judge-post.ts";

const TOWN = "cn.99.9901.990101.990101101";
const VILLAGE = `${TOWN}.990101101201`;
const post: PostGiven = {
  duties: ["appeals.handle"],
  areas: [VILLAGE],
  personId: "holder",
  organizationPath: VILLAGE,
  giver: { personId: "steward", areas: [TOWN] },
  held: [],
  known: ["appeals.handle", "organizations.steward", "register.steward", "accounts.audit", "accounts.security"],
};

describe("giving a post", () => {
  test("with known duties, within the organization and the giver's area, is fine", () => {
    expect(judgePost(post)).toBeUndefined();
    expect(judgePost({ ...post, areas: [`${VILLAGE}.g1`, VILLAGE] })).toBeUndefined();
  });

  test("to oneself is refused, whatever it carries", () => {
    expect(judgePost({ ...post, giver: { personId: "holder", areas: [TOWN] }, duties: [] })).toEqual({ code: "own-post" });
  });

  test("with a duty nobody declared is refused", () => {
    expect(judgePost({ ...post, duties: ["appeals.handle", "appeals.everything"] })).toEqual({
      code: "no-such-duty",
      duty: "appeals.everything",
    });
  });

  test("beyond the organization's own area is refused, a place of similar name too", () => {
    expect(judgePost({ ...post, areas: [TOWN] })).toMatchObject({ code: "area-beyond-organization" });
    expect(judgePost({ ...post, areas: [`${VILLAGE}0`] })).toMatchObject({ code: "area-beyond-organization" });
  });

  test("beyond the giver's area is refused", () => {
    const giver = { personId: "steward", areas: [`${TOWN}.990101101202`] };
    expect(judgePost({ ...post, giver })).toMatchObject({ code: "area-beyond-yours" });
  });

  test("never joins two of the three administrators, not even over two posts", () => {
    const apart = { code: "duties-kept-apart", first: "organizations.steward", second: "accounts.audit" };
    expect(judgePost({ ...post, duties: ["organizations.steward", "accounts.audit"] })).toEqual(apart);
    expect(judgePost({ ...post, duties: ["accounts.audit"], held: ["organizations.steward"] })).toEqual(apart);
    expect(judgePost({ ...post, duties: ["accounts.audit"], held: ["register.steward"] })).toMatchObject({
      code: "duties-kept-apart",
    });
    expect(judgePost({ ...post, duties: ["accounts.security"], held: ["accounts.audit"] })).toEqual({
      code: "duties-kept-apart",
      first: "accounts.security",
      second: "accounts.audit",
    });
    expect(judgePost({ ...post, duties: ["accounts.audit"] })).toBeUndefined();
  });
});
