export const read = async () => undefined;

export default function HomeNothing() {
  return <p>nothing was read, and drawn all the same</p>;
}
