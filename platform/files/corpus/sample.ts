/** One file of the corpus: what is sent, and what must become of it. */
export type Sample = {
  readonly about: string;
  readonly name: string;
  readonly bytes: Buffer;
  /** The refusal's code, or `cleaned`: taken, with whatever was hidden in it gone. */
  readonly expected: string;
  readonly declaredType?: string;
};

/** The EICAR test text, put together so that scanners do not take this source for it. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");
