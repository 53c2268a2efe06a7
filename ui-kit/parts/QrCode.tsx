import { useText } from "../setting/Setting.tsx";

/** The address of a page of ours as a QR code; the server draws it as SVG (`/qr.svg`), so it prints sharp at any size. `printed`: on paper alone. */
export function QrCode({ path, printed = false }: { readonly path: string; readonly printed?: boolean }) {
  const t = useText("ui-kit");
  return (
    <img
      className={printed ? "qr on-paper" : "qr"}
      loading={printed ? "lazy" : "eager"}
      src={`/qr.svg?path=${encodeURIComponent(path)}`}
      alt={t("document.qr")}
      width="116"
      height="116"
    />
  );
}
