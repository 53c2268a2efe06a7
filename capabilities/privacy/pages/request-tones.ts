import type { Tone } from "#ui-kit/index.ts";
import type { STATES } from "../contract/requests.ts";
import type { OBJECTION_STATES } from "../contract/uses.ts";

export const TONES: Readonly<Record<(typeof STATES)[number], Tone>> = {
  asked: "warn",
  agreed: "warn",
  erasing: "warn",
  erased: "good",
  refused: "neutral",
};

export const OBJECTION_TONES: Readonly<Record<(typeof OBJECTION_STATES)[number], Tone>> = {
  open: "warn",
  upheld: "good",
  refused: "neutral",
};
