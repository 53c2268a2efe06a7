import type { Viewer } from "../../platform/page.ts";

export type Locale = Viewer["locale"];
