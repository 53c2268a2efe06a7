import { sixSteps, STEPS } from "./six-steps.ts";

type Execution = {
  readonly state: string;
  getState(): object | Promise<object>;
  signal(message: { readonly id: string }): void;
  getPostponed(): readonly { readonly id: string }[];
};

type Engine = {
  execute(options: object): Promise<Execution>;
  recover(state: unknown): Engine;
  resume(): Promise<Execution>;
};

/** Runs cases through npm `bpmn-engine` as its documentation shows: state out, state in, resume. Undefined: not installed. */
export async function openPeer(): Promise<(() => Promise<void>) | undefined> {
  const module = (await import("bpmn-engine").catch(() => undefined)) as { Engine: new (options?: object) => Engine } | undefined;
  if (module === undefined) return undefined;
  const source = sixSteps("${environment.variables.accepted}");
  return async () => {
    let execution = await new module.Engine({ name: "six", source }).execute({ variables: { accepted: true } });
    for (const step of STEPS) {
      const stored = JSON.stringify(await execution.getState());
      execution = await new module.Engine().recover(JSON.parse(stored)).resume();
      execution.signal({ id: step });
    }
    const postponed = execution.getPostponed().map(({ id }) => id);
    if (postponed.length > 0) throw new Error(`bpmn-engine still waits at ${postponed.join()}`);
    JSON.stringify(await execution.getState());
  };
}
