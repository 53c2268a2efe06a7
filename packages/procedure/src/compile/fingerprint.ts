/**
 * A 53-bit hash of text in base 36 (two multiplicative 32-bit lanes with a final avalanche, after MurmurHash3's mixer).
 * It tells versions apart by accident, not against an adversary: enacted procedures are proved on the record instead.
 */
export function fingerprintOf(text: string): string {
  let first = 0x9e3779b9;
  let second = 0x85ebca6b;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2_654_435_761);
    second = Math.imul(second ^ unit, 1_597_334_677);
  }
  first = Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909);
  second = Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  return (4_294_967_296 * (second & 0x1f_ffff) + (first >>> 0)).toString(36);
}
