/** Demo sign-ins by phone, in the order of the tour; the server refuses them where the demo is off. */
export const DEMO_PEOPLE = {
  qinghe: [
    ["resident", "19900000011"],
    ["clerk", "19900000001"],
    ["clerk-2", "19900000010"],
    ["works", "19900000002"],
    ["environment", "19900000003"],
    ["welfare", "19900000004"],
    ["village", "19900000005"],
    ["party", "19900000016"],
    ["supervisor", "19900000015"],
    ["leader", "19900000006"],
    ["steward", "19900000007"],
    ["security", "19900000014"],
    ["auditor", "19900000008"],
  ],
  yunxi: [
    ["county", "19900000009"],
    ["transport", "19900000013"],
  ],
} as const;
