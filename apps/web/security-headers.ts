/** What a page may do beyond reading and posting; a route module asks by `handle`. */
export type PagePowers = {
  /** The page is hydrated: its scripts run, by nonce. */
  readonly scripted: boolean;
  /** Sends the one small script that keeps the page true (`live/live-page.mjs`), by nonce, and no other. */
  readonly live: boolean;
  /** Sends the one small script that asks the reader's authenticator (`device/ask-device.mjs`), by nonce, and no other. */
  readonly device: boolean;
  /** Sends the one small script that computes before a form is sent (`device/do-work.mjs`), by nonce, and no other. */
  readonly work: boolean;
  /** Sends the one small script that keeps a draft (`device/keep-draft.mjs`), by nonce, and no other. */
  readonly draft: boolean;
  /** Sends the one small script that sends later what was done without a line (`device/send-later.mjs`), by nonce, and no other. */
  readonly later: boolean;
  /** bpmn-js writes innerHTML: the one page that cannot keep to Trusted Types. */
  readonly editor: boolean;
  /** MapLibre draws in a worker made from a blob. */
  readonly map: boolean;
};

export const NO_POWERS: PagePowers = {
  scripted: false,
  live: false,
  device: false,
  work: false,
  draft: false,
  later: false,
  editor: false,
  map: false,
};

/** The content security policy of one page. `style-src-attr`: Mantine and our own bars set widths by style attributes. */
export function contentSecurityPolicy(
  nonce: string,
  { scripted, live, device, work, draft, later, editor, map }: PagePowers,
): string {
  const script = scripted
    ? `'nonce-${nonce}' 'strict-dynamic'`
    : live || device || work || draft || later
      ? `'nonce-${nonce}'`
      : "'none'";
  const directives: readonly (readonly [string, string] | readonly [string])[] = [
    ["default-src", "'none'"],
    ["script-src", script],
    ["script-src-attr", "'none'"],
    ["style-src", scripted ? `'self' 'nonce-${nonce}'` : "'self'"],
    ["style-src-attr", "'unsafe-inline'"],
    ["img-src", "'self' data: blob:"],
    ["font-src", "'self'"],
    ["connect-src", "'self'"],
    ["manifest-src", "'self'"],
    ["worker-src", map ? "'self' blob:" : "'self'"],
    ["form-action", "'self'"],
    ["frame-src", "'none'"],
    ["frame-ancestors", "'none'"],
    ["base-uri", "'none'"],
    ["object-src", "'none'"],
    ...(editor
      ? []
      : ([
          ["require-trusted-types-for", "'script'"],
          ["trusted-types", "'none'"],
        ] as const)),
  ];
  return directives.map((directive) => directive.join(" ")).join("; ");
}

/** Headers of every page, whatever it holds. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Our own pages keep the Origin header on posts (which the cross-site check reads); nobody else learns an address.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
};
