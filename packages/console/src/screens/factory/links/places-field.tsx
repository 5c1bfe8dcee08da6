import { ProbityError } from "@probity/contracts";
import { type Gathered, gatheredOf, textOfGathered } from "@probity/engine/author";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../../ui/button.tsx";
import { AdvancedText } from "../condition/advanced-text.tsx";
import type { Scope } from "../condition/scope.ts";
import styles from "../factory.module.css";
import { partyPlaces, placeText } from "./places.ts";

/** Most places of a list. */
const most = 10;

interface Props {
  readonly label: string;
  /** The list as its CEL text. */
  readonly text: string;
  readonly scope: Scope;
  readonly onChange: (text: string) => void;
}

/** A list of persons and organisations, gathered from fields. What gathers in another way stays as its text. */
export function PlacesField({ label, text, scope, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const places = placesOf(text);
  const offered = partyPlaces(scope);
  const put = (next: readonly Gathered[]): void => onChange(textOfGathered(next));
  const [fresh] = offered;
  if (places === undefined)
    return (
      <div className={styles.labelled} role="group" aria-label={label}>
        <span className={styles.soft}>{label}</span>
        <AdvancedText text={text} name={label} onChange={onChange} />
        {fresh !== undefined && (
          <Button size="small" onClick={() => put([fresh])}>
            {t("links.choose")}
          </Button>
        )}
      </div>
    );
  return (
    <div className={styles.places} role="group" aria-label={label}>
      <span className={styles.soft}>{label}</span>
      {places.map((place, at) => (
        // Places have no identity but their order; none keeps anything of its own.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at} className={styles.labelled}>
          <PlaceSelect
            name={t("links.place", { label, number: at + 1 })}
            value={place}
            offered={offered}
            onChange={(next) => put(places.with(at, next))}
          />
          <IconButton
            size="small"
            icon="close"
            name={t("links.removePlace", { label, number: at + 1 })}
            onClick={() => put(places.toSpliced(at, 1))}
          />
        </span>
      ))}
      {places.length === 0 && <span className={styles.soft}>{t("links.noPlace")}</span>}
      {places.length < most && fresh !== undefined && (
        <Button size="small" icon="plus" onClick={() => put([...places, fresh])}>
          {t("links.addPlace")}
        </Button>
      )}
    </div>
  );
}

/** Undefined as well for a text that does not parse, which is edited as text. */
function placesOf(text: string): readonly Gathered[] | undefined {
  try {
    return gatheredOf(text);
  } catch (error) {
    if (error instanceof ProbityError) return undefined;
    throw error;
  }
}

interface SelectProps {
  readonly name: string;
  readonly value: Gathered;
  readonly offered: readonly Gathered[];
  readonly onChange: (place: Gathered) => void;
}

function PlaceSelect({ name, value, offered, onChange }: SelectProps): ReactElement {
  const all = new Map([value, ...offered].map((place) => [placeText(place), place]));
  return (
    <select
      className={styles.place}
      aria-label={name}
      value={placeText(value)}
      onChange={({ target }) => onChange(all.get(target.value) ?? value)}
    >
      {[...all.keys()].map((text) => (
        <option key={text} value={text}>
          {text}
        </option>
      ))}
    </select>
  );
}
