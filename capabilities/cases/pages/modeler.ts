import Modeler from "bpmn-js/lib/Modeler.js";
import { GONGZHI_PACKAGE } from "@gongzhi/procedure";

/** What is said of an element of the drawing, as the panel beside it shows and changes it. */
export type Selected = {
  readonly id: string;
  readonly name: string;
  readonly kind: "task" | "flow" | "timer" | "other";
  /** Attributes of ours, by name. */
  readonly own: Readonly<Record<string, string>>;
  /** Of a flow that leaves a decision. */
  readonly condition: string;
  readonly isDefault: boolean;
  readonly decides: boolean;
};

/** A moddle element as bpmn-js hands it out. */
type Bo = {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly sourceRef?: Bo;
  readonly default?: Bo;
  readonly conditionExpression?: { readonly body?: string };
  readonly eventDefinitions?: readonly Bo[];
  readonly $instanceOf: (type: string) => boolean;
  readonly get: (name: string) => unknown;
};
type Shape = { readonly id: string; readonly businessObject: Bo };
type Entries = Readonly<Record<string, unknown>>;
type Registry = { readonly get: (id: string) => Shape | undefined };
type Modeling = {
  readonly updateProperties: (element: Shape, properties: Readonly<Record<string, unknown>>) => void;
  readonly updateModdleProperties: (element: Shape, of: Bo, properties: Readonly<Record<string, unknown>>) => void;
};
type Canvas = {
  readonly zoom: (to: "fit-viewport" | number, center?: "auto") => number;
  readonly addMarker: (element: string, marker: string) => void;
  readonly resized: () => void;
  readonly scroll: (by: { readonly dx: number; readonly dy: number }) => void;
  readonly scrollToElement: (element: string) => void;
};
type Provides = { readonly registerProvider: (...given: readonly unknown[]) => void };

const TASK_ATTRIBUTES = ["post", "deadline", "action", "form"] as const;
const TIMER_ATTRIBUTES = ["rule", "workingDays"] as const;

/** Below every provider of the library, so that ours sees what they offer. */
const LAST = 100;
/** What cannot be executed, or needs more said of it than the panel asks: such are drawn elsewhere and uploaded. */
const NOT_OFFERED =
  /script|business-rule|signal|escalation|compensation|conditional|link|ad-hoc|adhoc|transaction|complex|event-subprocess|data-|participant|pool|lane|message|send|receive|service|call-activity|instantiat|group|collection|error|cancel|conversation|shared/iu;

/** Of the place, so that the palette beside the drawing leaves it free. */
const FITTED = 0.88;
const PALETTE_PX = 28;

export type Board = {
  readonly read: (id: string) => Selected | undefined;
  readonly change: (id: string, properties: Readonly<Record<string, unknown>>) => void;
  readonly select: (id: string) => void;
  readonly light: (way: readonly string[], place: string) => void;
  /** The whole drawing in sight, once the place has its size. */
  readonly fit: () => void;
  readonly save: () => Promise<string>;
  readonly close: () => void;
};

type Options = {
  readonly container: HTMLElement;
  readonly bpmn: string;
  readonly translate: (english: string) => string;
  readonly onSelect: (id: string | undefined) => void;
  readonly onChange: () => void;
};

/** bpmn.io's modeler in a place of the page, with the parts that this house can execute. Its mark stays where its licence wants it. */
export async function openBoard({ container, bpmn, translate, onSelect, onChange }: Options): Promise<Board> {
  const modeler = new Modeler({
    container,
    moddleExtensions: { gongzhi: GONGZHI_PACKAGE },
    additionalModules: [{ translate: ["value", sayIn(translate)] }, OFFERED],
  });
  await modeler.importXML(bpmn);
  const canvas = modeler.get<Canvas>("canvas");
  const registry = modeler.get<Registry>("elementRegistry");
  const modeling = modeler.get<Modeling>("modeling");
  modeler.on("selection.changed", ({ newSelection }: { readonly newSelection: readonly Shape[] }) =>
    onSelect(newSelection.length === 1 ? newSelection[0]?.businessObject.id : undefined),
  );
  modeler.on("commandStack.changed", onChange);
  return {
    read: (id) => readElement(registry.get(id)?.businessObject),
    change: (id, properties) => changeElement({ modeling, registry, make: modeler.get("moddle") }, id, properties),
    select: (id) => {
      const shape = registry.get(id);
      if (shape === undefined) return;
      modeler.get<{ readonly select: (element: Shape) => void }>("selection").select(shape);
      canvas.scrollToElement(id);
    },
    light: (way, place) => {
      for (const id of way) if (registry.get(id) !== undefined) canvas.addMarker(id, "editor-way");
      if (registry.get(place) !== undefined) canvas.addMarker(place, "editor-place");
    },
    fit: () => {
      canvas.resized();
      // The palette lies over the left edge.
      canvas.zoom(canvas.zoom("fit-viewport", "auto") * FITTED, "auto");
      canvas.scroll({ dx: PALETTE_PX, dy: 0 });
    },
    save: async () => (await modeler.saveXML({ format: true })).xml ?? "",
    close: () => modeler.destroy(),
  };
}

function sayIn(translate: (english: string) => string) {
  return (template: string, facts: Readonly<Record<string, string>> = {}) =>
    translate(template).replace(/\{([^}]+)\}/gu, (whole, name: string) => facts[name] ?? whole);
}

/** Leaves out of the library's tools what could only be refused. */
class Offered {
  static readonly $inject = ["palette", "popupMenu", "contextPad"];
  constructor(palette: Provides, popupMenu: Provides, contextPad: Provides) {
    palette.registerProvider(LAST, { getPaletteEntries: () => withoutRefused });
    popupMenu.registerProvider("bpmn-replace", LAST, {
      getPopupMenuEntries: () => withoutRefused,
      getPopupMenuHeaderEntries: () => withoutRefused,
    });
    contextPad.registerProvider(LAST, { getContextPadEntries: () => withoutRefused });
  }
}
const OFFERED = { __init__: ["offered"], offered: ["type", Offered] };

function withoutRefused(entries: Entries): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !NOT_OFFERED.test(name)));
}

function timerOf(bo: Bo): Bo | undefined {
  return bo.eventDefinitions?.find(({ $type }) => $type === "bpmn:TimerEventDefinition");
}

function readElement(bo: Bo | undefined): Selected | undefined {
  if (bo === undefined) return undefined;
  const timer = timerOf(bo);
  const kind = bo.$instanceOf("bpmn:Task")
    ? "task"
    : bo.$type === "bpmn:SequenceFlow"
      ? "flow"
      : timer === undefined
        ? "other"
        : "timer";
  const names = kind === "task" ? TASK_ATTRIBUTES : kind === "timer" ? TIMER_ATTRIBUTES : [];
  const own = names.map((name) => [name, textOf(timer ?? bo, name)] as const);
  const source = kind === "flow" ? bo.sourceRef : undefined;
  return {
    id: bo.id,
    name: bo.name ?? "",
    kind,
    own: Object.fromEntries(own),
    condition: bo.conditionExpression?.body ?? "",
    isDefault: source?.default === bo,
    decides: /:(?:Exclusive|Inclusive)Gateway$/u.test(source?.$type ?? ""),
  };
}

function textOf(bo: Bo, name: string): string {
  const value = bo.get(`gongzhi:${name}`);
  return typeof value === "string" ? value : "";
}

type Tools = {
  readonly modeling: Modeling;
  readonly registry: Registry;
  readonly make: { readonly create: (type: string, properties: Readonly<Record<string, unknown>>) => unknown };
};

/** `name`, an attribute of ours, `condition` or `isDefault`: what the panel's fields are called. An empty text takes it away. */
function changeElement({ modeling, registry, make }: Tools, id: string, changed: Readonly<Record<string, unknown>>): void {
  const shape = registry.get(id);
  if (shape === undefined) return;
  const bo = shape.businessObject;
  for (const [name, value] of Object.entries(changed)) {
    if (name === "name") modeling.updateProperties(shape, { name: value });
    else if (name === "condition") {
      const conditionExpression = value === "" ? undefined : make.create("bpmn:FormalExpression", { body: value });
      modeling.updateProperties(shape, { conditionExpression });
    } else if (name === "isDefault") {
      const source = registry.get(bo.sourceRef?.id ?? "");
      if (source !== undefined) modeling.updateProperties(source, { default: value === true ? bo : undefined });
    } else {
      const own = { [`gongzhi:${name}`]: value === "" ? undefined : value };
      const timer = timerOf(bo);
      if (timer === undefined) modeling.updateProperties(shape, own);
      else modeling.updateModdleProperties(shape, timer, own);
    }
  }
}
