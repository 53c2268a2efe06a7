import type { ReactNode } from "react";
import type { Crumb } from "../parts/Breadcrumbs.tsx";
import { PageHead } from "../parts/PageHead.tsx";
import { SignatureForm, type FormProps } from "./SignatureForm.tsx";

type Props = FormProps & {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  /** What to know and have at hand before one begins. */
  readonly help?: ReactNode;
};

/** The page of one form: one column, help before, errors on top and beside. */
export function FormPage({ title, lead, crumbs, help, ...form }: Props) {
  const reviewing = form.state?.step === "review" && form.state.form.startsWith(form.signature.name);
  return (
    <article className="page form-page">
      <PageHead title={title} lead={lead} crumbs={crumbs} />
      {help === undefined || reviewing ? undefined : <div className="form-help stack">{help}</div>}
      <SignatureForm {...form} />
    </article>
  );
}
