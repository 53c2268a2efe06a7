import { expect, it } from "vitest";
import { definerFunctions } from "./definer-functions.ts";
import { withAdded } from "./planted-migration.ts";

const definer = (more: string) =>
  `create function appeals.search(q text) returns setof uuid language sql security definer ${more} as $$ select id from appeals.appeal; $$;`;

it("stops a definer function whose caller chooses its search_path", () => {
  expect(withAdded(definerFunctions, definer(""))).toEqual(["SECURITY DEFINER without set search_path"]);
  expect(withAdded(definerFunctions, definer("set search_path = pg_catalog, appeals"))).toEqual([]);
  expect(withAdded(definerFunctions, "")).toEqual([]);
});
