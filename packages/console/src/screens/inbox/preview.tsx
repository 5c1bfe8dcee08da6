import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { amountOf, moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";
import { State } from "../../ui/state.tsx";
import { Due } from "./due.tsx";
import styles from "./inbox.module.css";
import { levelOf } from "./level-of.ts";
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
      <p className={styles.marks}>
        <Lamp colour={colourOfLevel(line.level)} text={t(`levels.${levelOf(line.level)}`)} />
        <span>
          {t("columns.risk")} {line.risk.toFixed(1)}
        </span>
        <span>{t(`tracks.${line.track}`)}</span>
        <span>{t(`states.${line.state}`)}</span>
        <Due line={line} />
      </p>
      <div className={styles.reason}>
        <h3>{t("preview.reason")}</h3>
        <p>{line.message[current]}</p>
      </div>
      <dl className={styles.facts}>
        <Fact name={t("columns.official")} value={named(line.official)} />
        <Fact name={t("columns.counterparty")} value={line.counterparty?.id} />
        <Fact name={t("columns.unit")} value={line.unit?.name?.[current] ?? line.unit?.id} />
        <Fact name={t("columns.amount")} value={line.amount === null ? undefined : amountOf(line.amount)} />
        <Fact name={t("preview.process")} value={line.subject} />
        <Fact name={t("columns.handler")} value={named(line.handler)} />
        <Fact name={t("preview.case")} value={line.case} />
        <Fact name={t("preview.rule")} value={line.rule} />
        <Fact name={t("preview.source")} value={line.source} />
        <Fact name={t("preview.events")} value={t("preview.count", { count: line.count })} />
        <Fact name={t("preview.happened")} value={moment(line.lastTime)} />
        <Fact name={t("preview.opened")} value={moment(line.openedAt)} />
      </dl>
    </div>
  );
}

const named = (one: Line["official"]): string | undefined =>
  one === null ? undefined : one.name === null ? one.id : `${one.name} (${one.id})`;

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }): ReactElement | null {
  if (value === undefined || value === null) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
