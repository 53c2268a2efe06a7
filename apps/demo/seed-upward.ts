import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { castOf } from "./seed-appeals.ts";
import type { SeededUnits } from "./seed-township.ts";
import { act, contextAt } from "./time-machine.ts";

const MINUTE_MS = 60_000;
const VILLAGE = "990101101201";

/**
 * Matters for which somebody was called this morning: the county, to rule on a dispute; one of its bureaus, by a whistle; and a village,
 * by another, which it has not answered yet.
 */
export async function seedUpward(context: ActionContext, units: SeededUnits): Promise<void> {
  const cast = await castOf(context, units);
  const works = units.get("works");
  const handler = works === undefined ? undefined : cast.handlers.get(works.id);
  const [resident] = cast.residents;
  const village = units.get(`committee-${VILLAGE}`);
  if (works === undefined || handler === undefined || resident === undefined || village === undefined)
    throw new Error("the demo's cast is not complete");
  /** Links leave for the county when the house starts; notices of the year gone by do not. */
  const as = (minutesAgo: number, who: Actor): ActionContext => ({
    ...contextAt(context, new Date(context.now.getTime() - minutesAgo * MINUTE_MS), who),
    emit: (topic, payload) => (topic.startsWith("cases.link") ? context.emit(topic, payload) : undefined),
  });
  const area = `${pathOfCode(VILLAGE)}.g1`;
  const dispatched = async (text: string, matter: string, minutesAgo: number): Promise<string> => {
    const raised = await act(as(minutesAgo, resident), "raise-appeal", { text, mode: "named", area });
    const id = String(raised["id"]);
    const input = { id, decision: "unit", matter, organizationId: works.id };
    await act(as(minutesAgo - 10, cast.clerk), "dispatch-appeal", input);
    return id;
  };
  const lamp = await dispatched("村口到小学那段路的路灯有六盏不亮，孩子晚上放学看不见路。", "street-light", 200);
  await act(as(180, handler), "object-to-dispatch", {
    id: lamp,
    text: "该路段在村内，不在镇管道路范围，应由村委会维护。",
    article: "《清河镇权责清单（演示）》",
  });
  await act(as(150, cast.clerk), "decide-objection", {
    id: lamp,
    upheld: false,
    text: "权责清单载明道路照明由你单位负责，请继续办理。",
  });
  await act(as(100, handler), "raise-dispute", { id: lamp, text: "村内路灯由村级经费维护，本单位没有这项经费，请上级裁定。" });
  const road = await dispatched("去县城的那条路塌了半边，大车过不去。", "road-hazard", 90);
  await act(as(60, handler), "call-upper-level", {
    id: road,
    wanted: "县交通运输局",
    text: "塌陷处在县道上，请带机械到场抢修，镇里已设围挡和警示灯。",
  });
  const wire = await dispatched("村口的路灯杆被车撞歪了，电线垂下来，请来看看。", "street-light", 80);
  await act(as(50, handler), "call-co-handler", {
    id: wire,
    organizationId: village.id,
    text: "我们一小时后到场断电检修，请村委会先派人看护，别让人靠近。",
  });
}
