/** The namespace of Gongzhi's own attributes in BPMN files. Never changes; a breaking change would be `…:2`. */
export const GONGZHI_NAMESPACE = "urn:gongzhi:bpmn:1";

const text = (name: string) => ({ name, isAttr: true, type: "String" });
const flag = (name: string) => ({ name, isAttr: true, type: "Boolean" });

/** The extension as a moddle package, so that its attributes are read and written whatever prefix a file gives them. */
export const GONGZHI_PACKAGE = {
  name: "Gongzhi",
  uri: GONGZHI_NAMESPACE,
  prefix: "gongzhi",
  xml: { tagAlias: "lowerCase" },
  types: [
    {
      name: "BoundTask",
      extends: ["bpmn:Activity"],
      properties: [text("action"), text("post"), text("deadline"), text("form"), text("gates"), flag("reopen"), flag("takeBack")],
    },
    {
      name: "Timer",
      extends: ["bpmn:TimerEventDefinition"],
      properties: [text("workingDays"), text("rule")],
    },
    {
      name: "BoundedLoop",
      extends: ["bpmn:MultiInstanceLoopCharacteristics"],
      properties: [text("collection"), text("item"), text("maximum"), text("gather"), text("result")],
    },
    { name: "Variables", superClass: ["Element"], properties: [{ name: "variable", type: "Variable", isMany: true }] },
    { name: "Variable", superClass: ["Element"], properties: [text("name"), text("type")] },
  ],
} as const;
