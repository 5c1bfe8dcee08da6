import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { amountOf, moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Due } from "../../ui/due.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Level } from "../../ui/level.tsx";
import { State } from "../../ui/state.tsx";
import styles from "./inbox.module.css";
import type { Line } from "./lines.ts";

/** The main points of the line that is meant: why it was raised, and the numbers. Nothing sensitive is read for it. */
export function Preview({ line }: { readonly line: Line | undefined }): ReactElement {
  const { t } = useTranslation("inbox");
  return (
    <aside className={styles.preview} aria-label={t("preview.label")}>
      {line === undefined ? <State icon="eye" title={t("preview.none")} /> : <Points line={line} />}
    </aside>
  );
}

function Points({ line }: { readonly line: Line }): ReactElement {
  const { t } = useTranslation("inbox");
  const current = language();
  return (
    <div className={styles.previewBody}>
      <h2>{line.name[current]}</h2>
      <Marks line={line} />
      <div className={styles.reason}>
        <h3>{t("preview.reason")}</h3>
        <p>{line.message[current]}</p>
      </div>
      <Facts
        facts={[
          [t("columns.official"), named(line.official)],
          [t("columns.counterparty"), named(line.counterparty)],
          [t("columns.unit"), line.unit?.name?.[current] ?? line.unit?.id],
          [t("columns.amount"), line.amount === null ? undefined : amountOf(line.amount)],
          [t("preview.process"), line.subject],
          [t("columns.handler"), named(line.handler)],
          [t("preview.case"), line.case],
          [t("preview.rule"), line.rule],
          [t("preview.source"), line.source],
          [t("preview.events"), t("preview.number", { number: line.count })],
          [t("preview.happened"), moment(line.lastTime)],
          [t("preview.opened"), moment(line.openedAt)],
        ]}
      />
    </div>
  );
}

function Marks({ line }: { readonly line: Line }): ReactElement {
  const { t } = useTranslation(["inbox", "shell"]);
  return (
    <p className={styles.marks}>
      <Level level={line.level} />
      <span>
        {t("columns.risk")} {line.risk.toFixed(1)}
      </span>
      <span>{t(`shell:words.tracks.${line.track}`)}</span>
      <span>{t(`shell:words.states.${line.state}`)}</span>
      <Due {...line} />
    </p>
  );
}

const named = (one: Line["official"]): string | undefined =>
  one === null ? undefined : one.name === null ? one.id : `${one.name} (${one.id})`;
