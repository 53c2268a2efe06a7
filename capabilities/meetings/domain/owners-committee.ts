/** How an owners' committee is called by law, and told apart from a place's other self-governing bodies. */
const OWNERS_COMMITTEE = "业主委员会";

type Body = { readonly name: string; readonly kind: string };

/** May it convene an assembly of owners anywhere? Of self-governing bodies only an owners' committee may. */
export function mayCallOwners({ name, kind }: Body): boolean {
  return kind !== "self-governing" || name.includes(OWNERS_COMMITTEE);
}

/** The owners' committee of one quarter, by the name it is filed under: 滨河花园业主委员会. */
export function isCommitteeOf(quarter: string, { name, kind }: Body): boolean {
  return kind === "self-governing" && name.includes(quarter) && name.includes(OWNERS_COMMITTEE);
}
