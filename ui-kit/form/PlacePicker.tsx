import type { FormValues } from "./read-fields.ts";
import { useText } from "../setting/Setting.tsx";
import { drawMap } from "../map/draw-map.ts";
import { closeUp, viewOf, writeView, type MapShape } from "../map/map-view.ts";
import { heightAt, PICTURES, POINT } from "./picked-point.ts";

type Props = {
  /** The map to point on; without shapes nothing is drawn. */
  readonly map: { readonly path: string; readonly name: string; readonly shapes: readonly MapShape[] };
  /** What the form holds now: the point, once it is set. */
  readonly values: FormValues;
  /** The fields of the form that take the point. */
  readonly longitude: string;
  readonly latitude: string;
};

/**
 * Points at a place without any script: the map is a picture that sends the form, with where it was pressed. Pressed once, it comes
 * closer; pressed again, it is exact. Whoever cannot point says the place in words, in the fields beside it.
 */
export function PlacePicker({ map, values, longitude, latitude }: Props) {
  const t = useText("ui-kit");
  const whole = viewOf(map.shapes);
  if (whole === undefined) return undefined;
  const point = pointIn(values, longitude, latitude);
  const view = point === undefined ? whole : closeUp(whole, point);
  const svg = drawMap({
    view,
    shapes: map.shapes,
    title: map.name,
    of: map.path,
    picture: true,
    ...(point === undefined ? {} : { pin: point }),
  });
  return (
    <fieldset className="field place-picker">
      <legend className="field-label">
        {t("map.pick")}
        <span className="soft field-optional"> {t("form.optional")}</span>
      </legend>
      <p className="field-hint soft">{t(point === undefined ? "map.pickHint" : "map.pickedHint")}</p>
      <input type="hidden" name={POINT.fields} value={`${longitude},${latitude}`} />
      <input type="hidden" name={POINT.view} value={writeView(view)} />
      {point === undefined ? undefined : (
        <>
          <input type="hidden" name={longitude} value={String(point[0])} />
          <input type="hidden" name={latitude} value={String(point[1])} />
        </>
      )}
      {PICTURES.map(({ name, width }) => (
        <input
          key={name}
          type="image"
          className={`map-picture map-picture-${name}`}
          name={`${POINT.pressed}.${name}`}
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={t("map.pickOn", { name: map.name })}
          width={width}
          height={heightAt(view, width)}
        />
      ))}
      {point === undefined ? undefined : (
        <button className="button" type="submit" name={POINT.clear} value="1">
          {t("map.clear")}
        </button>
      )}
    </fieldset>
  );
}

function pointIn(values: FormValues, longitude: string, latitude: string): readonly [number, number] | undefined {
  const [x, y] = [Number(values[longitude]?.[0] ?? "x"), Number(values[latitude]?.[0] ?? "x")];
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}
