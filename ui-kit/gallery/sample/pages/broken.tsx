export function loader() {
  throw new Error("A planted bug with a secret in its message");
}

export default function BrokenPage() {
  return undefined;
}
