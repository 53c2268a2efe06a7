export type Photo = {
  readonly href: string;
  /** A small picture of it, or the picture itself. */
  readonly src: string;
  /** What it shows, for whoever cannot see it. */
  readonly alt: string;
  readonly caption?: string;
};

/** Photographs, each opening the whole picture. */
export function PhotoGrid({ photos }: { readonly photos: readonly Photo[] }) {
  return (
    <ul className="photos">
      {photos.map(({ href, src, alt, caption }) => (
        <li key={href}>
          <a href={href}>
            <img src={src} alt={alt} loading="lazy" width="240" height="180" />
          </a>
          {caption === undefined ? undefined : <p className="small soft">{caption}</p>}
        </li>
      ))}
    </ul>
  );
}
