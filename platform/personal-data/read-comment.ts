/** What the comment of a personal column says, in its own English words. */
export type PersonalComment = { readonly basis: string; readonly purpose: string; readonly retention: string };

const COMMENT = /^personal: basis=([^;]*); purpose=([^;]*); retention=([^;]*)$/;

/** Reads `personal: basis=…; purpose=…; retention=…`. @throws where it has another form */
export function readComment(comment: string): PersonalComment {
  const [, basis, purpose, retention] = COMMENT.exec(comment) ?? [];
  if (basis === undefined || purpose === undefined || retention === undefined)
    throw new Error(`«${comment}» is no comment of a personal column`);
  return { basis: basis.trim(), purpose: purpose.trim(), retention: retention.trim() };
}
