import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../../i18n/format.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { useWord } from "../../../loop/word.ts";
import { Facts } from "../../../ui/facts.tsx";
import { GoTo } from "../../../ui/go-to.tsx";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";
import { ContentFacts } from "../content-facts.tsx";
import { OpenTrack } from "../open-track.tsx";

/** Who works on the case, what was found and decided, whom it names. */
export function Overview({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  return (
    <div className={styles.stack}>
      <People file={file} track={track} />
      <section className={styles.card} aria-labelledby="content">
        <h2 id="content">{t("facts.content")}</h2>
        {Object.keys(track.content).length === 0 ? (
          <p className={loop.soft}>{t("facts.nothing")}</p>
        ) : (
          <ContentFacts content={track.content} />
        )}
      </section>
      <Connected file={file} track={track} />
      <OpenTrack file={file} />
    </div>
  );
}

function People({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const names = useNames();
  const opener = file.openedBy === null ? word("origins", file.origin) : names.person(file.openedBy);
  return (
    <section className={styles.card} aria-labelledby="people">
      <h2 id="people">{t("facts.people")}</h2>
      <Facts
        facts={[
          [t("facts.opened"), `${moment(file.openedAt)} ${opener}`],
          [t("facts.origin"), word("origins", file.origin)],
          [word("fields", "unit"), names.unit(track.unit ?? file.unit)],
          [word("fields", "handler"), names.person(track.handler)],
          [t("facts.verifiers"), track.verifiers.map((person) => names.person(person)).join("、")],
          [t("facts.due"), track.dueAt === null ? undefined : moment(track.dueAt)],
          [t("facts.since"), moment(track.since)],
          [t("facts.returns"), track.returns === 0 ? undefined : track.returns],
          [t("facts.contributors"), file.contributors.map((person) => names.person(person)).join("、")],
        ]}
      />
    </section>
  );
}

/** Whom it names, what was merged into it, when its clock stood still. */
function Connected({ file: { named, merged }, track: { pauses } }: CaseProps): ReactElement | null {
  const { t } = useTranslation("case");
  const word = useWord();
  if (named.length + merged.length + pauses.length === 0) return null;
  return (
    <section className={styles.card} aria-label={t("facts.named")}>
      {named.length > 0 && <h2>{t("facts.named")}</h2>}
      <ul>
        {named.map(({ kind, key, name }) => (
          <li key={`${kind} ${key}`}>
            {word("kinds", kind)}：
            {kind === "person" ? (
              <GoTo to={`/entities/person/${encodeURIComponent(key)}`}>{name ?? key}</GoTo>
            ) : (
              (name ?? key)
            )}
          </li>
        ))}
      </ul>
      {merged.length > 0 && <h2>{t("facts.merged")}</h2>}
      <ul>
        {merged.map(({ id }) => (
          <li key={id}>
            <Link to="/cases/$id" params={{ id }}>
              {id}
            </Link>
          </li>
        ))}
      </ul>
      {pauses.length > 0 && <h2>{t("facts.pauses")}</h2>}
      <ul>
        {pauses.map(({ from, until, to, reasonCode }) => (
          <li key={from}>
            {t("facts.pause", {
              reason: word("reasons", reasonCode),
              from: moment(from),
              to: moment(to ?? until),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
