import type { Tone } from "#ui-kit/index.ts";
import type { STATES } from "../contract/requests.ts";

export const TONES: Readonly<Record<(typeof STATES)[number], Tone>> = {
  asked: "warn",
  agreed: "warn",
  erasing: "warn",
  erased: "good",
  refused: "neutral",
};
