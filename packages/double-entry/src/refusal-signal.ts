import { type Refusal, type RefusalCode, refuse } from "./refusal.ts";

/** Thrown inside the reading of one journal or plan and caught at its door, where it becomes a value. Never leaves this package. */
export class RefusalSignal extends Error {
  readonly refusal: Refusal;
  constructor(code: RefusalCode, message: string, at?: string) {
    super(message);
    this.refusal = refuse(code, message, at);
  }
}

export function onLine(code: RefusalCode, line: number, message: string): RefusalSignal {
  return new RefusalSignal(code, message, `line ${line}`);
}

/** Runs `compute`; a refusal thrown inside becomes its result, a bug goes on as it was. */
export function catchRefusal<T>(compute: () => T): T | Refusal {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RefusalSignal) return error.refusal;
    throw error;
  }
}
