/** The process both engines run: six user tasks, a decision by data and two tasks side by side. */
export const STEPS = ["register", "examine", "handle", "reply", "record", "close"] as const;

/** `condition`: how the engine at hand writes “accepted is true”. */
export function sixSteps(condition: string): string {
  const flow = (id: string, from: string, to: string) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="six" targetNamespace="urn:gongzhi:bench">
  <process id="sixSteps" isExecutable="true">
    <startEvent id="begin" />
    <userTask id="register" /><userTask id="examine" />
    <exclusiveGateway id="accepted" default="rejectedFlow" />
    <userTask id="handle" />
    <parallelGateway id="fork" /><userTask id="reply" /><userTask id="record" /><parallelGateway id="join" />
    <userTask id="close" /><endEvent id="closed" /><endEvent id="rejected" />
    ${flow("f1", "begin", "register")}${flow("f2", "register", "examine")}${flow("f3", "examine", "accepted")}
    <sequenceFlow id="acceptedFlow" sourceRef="accepted" targetRef="handle">
      <conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>
    </sequenceFlow>
    ${flow("rejectedFlow", "accepted", "rejected")}${flow("f4", "handle", "fork")}
    ${flow("f5", "fork", "reply")}${flow("f6", "fork", "record")}${flow("f7", "reply", "join")}${flow("f8", "record", "join")}
    ${flow("f9", "join", "close")}${flow("f10", "close", "closed")}
  </process>
</definitions>`;
}
