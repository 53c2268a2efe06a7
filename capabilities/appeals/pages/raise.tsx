import { redirect } from "react-router";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { readMap } from "#capabilities/divisions/contract/read-map.ts";
import { FormPage, Notice, on, orRefuse, PlacePicker, submitForm, useTenantPath, useText } from "#ui-kit/index.ts";
import { findChannels } from "../contract/find-channels.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { seekingChoices } from "./FoldedChoices.tsx";
import { areaOptions, matterOptions } from "./options.ts";

export const handle = { draft: true };

export const loader = async ({ context }: PageArgs<"tenant">) => ({
  ...orRefuse(await context.call(readRaiseForm, {})),
  map: orRefuse(await context.call(readMap, {})),
});

/** Sends it; while it is being reviewed, says at once which emergency number or legal channel it seems to be about. */
export const action = async (args: PageArgs<"tenant">) => {
  const state = await submitForm(args, on(raiseAppeal, { done: (raised) => arrived(args, raised) }));
  const text = state.values["text"]?.[0] ?? "";
  const found = state.step === "review" ? await args.context.call(findChannels, { text }) : undefined;
  return { ...state, channels: found !== undefined && "channels" in found ? found.channels : [] };
};

type Raised = { readonly number: string; readonly receiptCode: string | null; readonly heardHere: boolean };

/** The receipt code is shown once, on the matter's own page: it goes there in a cookie, never in an address. */
function arrived({ params }: PageArgs<"tenant">, { number, receiptCode, heardHere }: Raised): Response {
  const to = `/t/${params.tenant}/appeals/${number}?raised=${heardHere ? "1" : "unheard"}`;
  const cookie = `gz_receipt=${receiptCode}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600`;
  return redirect(to, { status: 303, headers: receiptCode === null ? {} : { "set-cookie": cookie } });
}

export default function RaisePage({ loaderData: form, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("appeals");
  const path = useTenantPath();
  return (
    <FormPage
      title={t("raise.title")}
      lead={t("raise.lead")}
      help={
        <RaiseHelp
          signedIn={form.signedIn}
          signIn={`${path("accounts/sign-in")}?to=${encodeURIComponent(path("appeals/new"))}`}
        />
      }
      signature={raiseAppeal}
      state={actionData}
      values={{ mode: form.signedIn ? "named" : "anonymous" }}
      options={{
        area: areaOptions(form.areas),
        matter: matterOptions(form.matters),
        complainedOf: form.parties.map(({ value, name }) => ({ value, label: name })),
      }}
      controls={{ complainedOf: seekingChoices(actionData?.finds?.["complainedOf"]) }}
      omit={["longitude", "latitude", ...(form.desk ? [] : ["mandate"])]}
      autoComplete={{ contactName: "name", contactPhone: "tel" }}
      draft={path("appeals/new")}
      review
    >
      <PlacePicker
        map={{ path: form.map.path, name: form.map.name, shapes: form.map.features }}
        values={actionData?.values ?? {}}
        longitude="longitude"
        latitude="latitude"
      />
      {(actionData?.channels ?? []).map((channel) => (
        <Notice key={channel.key} tone={channel.emergency ? "bad" : "warn"} title={channel.name}>
          <p>
            {channel.why} {channel.emergency ? <a href={`tel:${channel.contact}`}>{channel.contact}</a> : channel.contact}
          </p>
          <p className="small">{t("raise.takenAnyway")}</p>
        </Notice>
      ))}
    </FormPage>
  );
}

function RaiseHelp({ signedIn, signIn }: { readonly signedIn: boolean; readonly signIn: string }) {
  const t = useText("appeals");
  return (
    <>
      <p>{t("raise.help")}</p>
      {signedIn ? undefined : (
        <p>
          {t("raise.notSignedIn")} <a href={signIn}>{t("raise.signIn")}</a>
        </p>
      )}
    </>
  );
}
