export { advance, start, type AdvanceOptions, type StartOptions, type Step } from "./advance/advance.ts";
export type { CallService, CancelReason, CaseEnded, Effect, Instance, OpenTask, SetTimer } from "./advance/effect.ts";
export type { CaseEvent } from "./advance/event.ts";
export { isVariables, readEvent } from "./advance/read-event.ts";
export type { Calendar } from "./advance/run.ts";
export type { Json, Variables } from "./json.ts";
export type { Item, JoinedToken, Marking, Undo } from "./marking/marking.ts";
export { GENERIC_ACTION, type Net, type NetElement, type NetFlow, type TimerSpec, type VariableDeclaration } from "./net/net.ts";
export { decodeXml } from "./model/decode-xml.ts";
export { serialise, type Definitions } from "./model/definitions.ts";
export { GONGZHI_NAMESPACE, GONGZHI_PACKAGE } from "./model/extension.ts";
export { netOf, parseProcedure, type ParsedProcess, type ParseOptions, type Procedure } from "./compile/parse-procedure.ts";
export { isRefusal, REMEDIES, type Refusal, type RefusalCode } from "./refusal.ts";
export { checkSoundness, type Soundness, type SoundnessOptions } from "./soundness/check-soundness.ts";
export type { Bindings } from "./soundness/bindings.ts";
export type { Violation, ViolationKind } from "./soundness/violation.ts";
export { asList, presentElements, type ListedStep } from "./diagram/as-list.ts";
export { diagramSvg, type DiagramOptions } from "./diagram/diagram-svg.ts";
export { DIAGRAM_CSS } from "./diagram/pen.ts";
export { addDuration } from "./net/iso8601.ts";
export {
  toXes,
  toXesStream,
  type XesAttributes,
  type XesCase,
  type XesEvent,
  type XesOptions,
  type XesTransition,
} from "./export/xes.ts";
export { migrateMarking } from "./migrate/migrate-marking.ts";
export { PERMITTED_FUNCTIONS } from "./feel/check-expression.ts";
