/** What is still to be searched, highest bound first (a binary heap); among equal bounds, what was added last. */
export class OpenNodes<Node extends { readonly bound: number }> {
  readonly #heap: { readonly node: Node; readonly order: number }[] = [];
  #added = 0;

  highest(): number {
    return this.#heap[0]?.node.bound ?? Number.NEGATIVE_INFINITY;
  }

  add(node: Node): void {
    this.#added += 1;
    this.#heap.push({ node, order: this.#added });
    let at = this.#heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#comesFirst(at, parent)) return;
      this.#exchange(at, parent);
      at = parent;
    }
  }

  takeHighest(): Node | undefined {
    const taken = this.#heap[0]?.node;
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return taken;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#comesFirst(child, first)) first = child;
      }
      if (first === at) return taken;
      this.#exchange(at, first);
      at = first;
    }
  }

  clear(): void {
    this.#heap.length = 0;
  }

  #comesFirst(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one]!, this.#heap[other]!];
    return a.node.bound === b.node.bound ? a.order > b.order : a.node.bound > b.node.bound;
  }

  #exchange(one: number, other: number): void {
    [this.#heap[one], this.#heap[other]] = [this.#heap[other]!, this.#heap[one]!];
  }
}
