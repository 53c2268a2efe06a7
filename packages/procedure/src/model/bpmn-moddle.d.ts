/** What this package uses of bpmn-moddle 10, which ships no types for its main entry. */
declare module "bpmn-moddle" {
  export type ReadResult = {
    readonly rootElement: unknown;
    readonly warnings: readonly { readonly message: string }[];
  };
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    getType(name: string): {
      readonly $descriptor: { readonly properties: readonly { readonly name: string; default?: unknown }[] };
    };
    fromXML(xml: string): Promise<ReadResult>;
    toXML(element: unknown, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
  }
}
