import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language } from "../../i18n/i18n.ts";
import { type Figures, figureDays, figuresOf, percent } from "./figures.ts";
import styles from "./models.module.css";
import type { Version } from "./models.tsx";
import { StateTag } from "./version-tag.tsx";

interface Props {
  readonly versions: readonly Version[];
  readonly figures: ReadonlyMap<string, Figures> | undefined;
}

/** A card for each model, with all of its versions that the filters let through. */
export function Cards({ versions, figures }: Props): ReactElement {
  const models = Map.groupBy(versions, ({ id }) => id);
  return (
    <ul className={styles.cards}>
      {[...models].map(([id, own]) => (
        <Card key={id} versions={own} figures={figures} />
      ))}
    </ul>
  );
}

/** Of a model the version in force speaks for it, else the highest. */
const speakerOf = (versions: readonly Version[]): Version | undefined =>
  versions.find(({ state }) => state === "active") ?? versions.at(-1);

function Card({ versions, figures }: Props): ReactElement | null {
  const { t } = useTranslation("models");
  const speaker = speakerOf(versions);
  if (speaker === undefined) return null;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <h2>
          <Link to="/models/$id/$version" params={speaker}>
            {speaker.name[language()]}
          </Link>
        </h2>
        <span className={styles.id}>{speaker.id}</span>
      </div>
      <ul className={styles.versions}>
        {versions.map((one) => (
          <li key={one.version}>
            <Link to="/models/$id/$version" params={one} className={styles.version}>
              {one.version}
            </Link>{" "}
            <StateTag state={one.state} />
          </li>
        ))}
      </ul>
      <p className={styles.points}>{t("card.about", { rules: speaker.rules, points: speaker.at.length })}</p>
      <Numbers version={speaker} figures={figures} />
    </li>
  );
}

function Numbers({
  version,
  figures,
}: {
  readonly version: Version;
  readonly figures: ReadonlyMap<string, Figures> | undefined;
}): ReactElement | null {
  const { t } = useTranslation("models");
  if (figures === undefined) return null;
  const sum = figuresOf(version.ruleIds, figures);
  if (sum.evaluated === 0) return <p className={styles.silent}>{t("card.silent", { count: figureDays })}</p>;
  const rows = [
    [t("numbers.hits"), sum.hits],
    [t("numbers.evaluated"), sum.evaluated],
    [t("numbers.lacking"), percent(sum.indeterminate, sum.evaluated)],
    [t("numbers.overridden"), percent(sum.overridden, sum.warned)],
  ] as const;
  return (
    <dl className={styles.numbers} aria-label={t("numbers.label", { count: figureDays })}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
