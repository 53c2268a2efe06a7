import { findExpressionFault } from "../feel/expression.ts";
import { INSTANCES_MAX } from "../limits.ts";
import { childOf, expressionOf, idOf, type ModelElement, nameOf, textOf } from "../model/model.ts";
import { defined } from "./defined.ts";
import { namesIn, refuseElement, type Draft, type DraftNode } from "./draft.ts";
import type { Loop } from "../net/net.ts";

/** The multi-instance marker of an activity, or undefined. Refuses standard loops and loops without a stated bound. */
export function compileLoop(draft: Draft, node: DraftNode): Loop | undefined {
  const model = childOf(node.model, "loopCharacteristics");
  if (model === undefined) return undefined;
  if (model.$type !== "bpmn:MultiInstanceLoopCharacteristics") {
    refuseElement(draft, "element-unsupported", node, "has a standard loop marker; draw the loop with a gateway");
    return undefined;
  }
  if ((textOf(model, "behavior") ?? "All") !== "All") {
    refuseElement(draft, "element-unsupported", node, "throws events from its instances, which is not supported");
    return undefined;
  }
  const cardinality = expressionOf(model, "loopCardinality");
  const collection = collectionOf(model);
  const maximum = maximumOf(model, cardinality);
  if ((cardinality === undefined) === (collection === undefined) || maximum === undefined) {
    refuseElement(
      draft,
      "loop-unbounded",
      node,
      `needs a number of instances or a collection, and a maximum up to ${INSTANCES_MAX}`,
    );
    return undefined;
  }
  const item = itemNameOf(model);
  const completion = expressionOf(model, "completionCondition");
  for (const expression of [cardinality, completion]) {
    const fault = expression === undefined ? undefined : findExpressionFault(expression, namesIn(draft));
    if (fault !== undefined)
      refuseElement(draft, "condition-invalid", node, `has a loop expression that cannot be used: ${fault}`);
  }
  const gather = textOf(model, "gather");
  const result = textOf(model, "result");
  if ((gather === undefined) !== (result === undefined)) {
    refuseElement(draft, "attribute-invalid", node, "must state gongzhi:gather and gongzhi:result together");
  }
  for (const [attribute, list] of Object.entries({ collection, gather })) {
    const declared = draft.variables.find((variable) => variable.name === list);
    if (list === undefined || draft.variables.length === 0 || declared?.type === "list") continue;
    refuseElement(
      draft,
      "attribute-invalid",
      node,
      `names «${list}» as ${attribute}, which is no declared variable of type list`,
    );
  }
  const sequential = model["isSequential"] === true;
  return defined({ sequential, cardinality, collection, item, completion, gather, result, maximum });
}

/** The list variable: our attribute, or BPMN's loopDataInputRef to a data object or data input of that name. */
function collectionOf(model: ModelElement): string | undefined {
  return textOf(model, "collection") ?? nameOfChild(model, "loopDataInputRef");
}

/** The name under which an instance sees its entry: our attribute, or BPMN's inputDataItem. */
export function itemNameOf(model: ModelElement): string | undefined {
  return textOf(model, "item") ?? nameOfChild(model, "inputDataItem");
}

function nameOfChild(model: ModelElement, property: string): string | undefined {
  const child = childOf(model, property);
  return child === undefined ? undefined : (nameOf(child) ?? idOf(child));
}

/** The stated maximum; a literal number of instances is its own. */
function maximumOf(model: ModelElement, cardinality: string | undefined): number | undefined {
  const stated = textOf(model, "maximum") ?? (cardinality !== undefined && /^\d+$/u.test(cardinality) ? cardinality : undefined);
  const maximum = stated !== undefined && /^\d{1,4}$/u.test(stated) ? Number(stated) : undefined;
  return maximum === undefined || maximum < 1 || maximum > INSTANCES_MAX ? undefined : maximum;
}
