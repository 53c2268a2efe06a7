/** The part of bpmn-js that the editor uses. Its own types read as CommonJS, which its files are not. */
declare module "bpmn-js/lib/Modeler.js" {
  export default class Modeler {
    constructor(options: {
      readonly container: HTMLElement;
      readonly moddleExtensions: Readonly<Record<string, unknown>>;
      readonly additionalModules: readonly Readonly<Record<string, unknown>>[];
    });
    importXML(xml: string): Promise<unknown>;
    saveXML(options: { readonly format: boolean }): Promise<{ readonly xml?: string }>;
    get<Service>(name: string): Service;
    on<Event>(event: string, callback: (event: Event) => void): void;
    destroy(): void;
  }
}
