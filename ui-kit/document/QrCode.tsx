import { useText } from "../setting/Setting.tsx";

/** The address of a page of ours as a QR code; the server draws it as SVG (`/qr.svg`), so it prints sharp at any size. */
export function QrCode({ path }: { readonly path: string }) {
  const t = useText("ui-kit");
  return <img className="qr" src={`/qr.svg?path=${encodeURIComponent(path)}`} alt={t("document.qr")} width="116" height="116" />;
}
