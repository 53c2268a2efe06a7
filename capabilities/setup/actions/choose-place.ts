import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { refuseField } from "#platform/refusal.ts";
import { checkName } from "../contract/check-name.ts";
import { checkPlace } from "../contract/check-place.ts";
import { findPlaces } from "../contract/find-places.ts";
import { readSetUp } from "../contract/read-set-up.ts";
import { usualGovernment } from "../domain/first-post.ts";
import { codesAbove, typedPlaces } from "../domain/typed-places.ts";
import { findKnown, findPlacesBy, hasDivisions } from "../store/find-places.ts";
import { KEY_LIMIT, refuseSetUp } from "./may-set-up.ts";

export const readSetUpBound = bind(readSetUp, {
  policy: everyone,
  limits: [KEY_LIMIT],
  run: async (context, { key }) => (await refuseSetUp(context, key)) ?? { divisions: await hasDivisions(context.tx) },
});

export const findPlacesBound = bind(findPlaces, {
  policy: everyone,
  limits: [KEY_LIMIT],
  run: async (context, { key, q }) =>
    (await refuseSetUp(context, key)) ?? { places: [...(await findPlacesBy(context.tx, q.trim()))] },
});

export const checkPlaceBound = bind(checkPlace, {
  policy: everyone,
  limits: [KEY_LIMIT],
  run: async (context, { key, code, ...names }) => {
    const refusal = await refuseSetUp(context, key);
    if (refusal !== undefined) return refusal;
    const known = await findKnown(context.tx, codesAbove(code));
    const places = typedPlaces(code, names, new Set(known.keys()));
    if ("needs" in places) return refuseField(`/${places.needs}`, "name-needed");
    return { ...names, code, name: known.get(code) ?? places.at(-1)?.name ?? "" };
  },
});

export const checkNameBound = bind(checkName, {
  policy: everyone,
  limits: [KEY_LIMIT],
  run: async (context, { key, ...named }) =>
    (await refuseSetUp(context, key)) ?? { ...named, organization: usualGovernment(named.name) },
});
