/** A JSON value: what a case variable may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Case variables by name. */
export type Variables = Readonly<Record<string, Json>>;
