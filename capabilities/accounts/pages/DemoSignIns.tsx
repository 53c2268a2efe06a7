import { ActionButton, useTenantPath, useText } from "#ui-kit/index.ts";
import { demoSignIn } from "../contract/demo-sign-in.ts";
import { DEMO_PEOPLE } from "./demo-people.ts";

/** One button a demo person: the demo's tour begins here. */
export function DemoSignIns({ tenant }: { readonly tenant: string }) {
  const t = useText("accounts");
  const path = useTenantPath();
  const people = Object.hasOwn(DEMO_PEOPLE, tenant) ? DEMO_PEOPLE[tenant as keyof typeof DEMO_PEOPLE] : [];
  return (
    <ul className="demo-people">
      {people.map(([key, phone]) => (
        <li key={key}>
          <ActionButton signature={demoSignIn} values={{ phone }} words={t(`demo.people.${key}`)} to={path("accounts/sign-in")} />
        </li>
      ))}
    </ul>
  );
}
