import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { amountOf, count } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Named } from "../../loop/named.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Due } from "../../ui/due.tsx";
import { Level } from "../../ui/level.tsx";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";

interface Props {
  readonly shown: ShownAlert;
  readonly place: Answer<"get", "/console/alerts/{id}/place"> | undefined;
  readonly onBack: () => void;
  readonly onNext: () => void;
  readonly onPrevious: () => void;
}

/** What it is, how it stands, and where it stands in the list. */
export function Head({ shown, place, onBack, onNext, onPrevious }: Props): ReactElement {
  const { t } = useTranslation("alert");
  return (
    <div className={styles.head}>
      <div className={styles.way}>
        <Button size="small" look="quiet" icon="left" onClick={onBack}>
          {t("back")}
        </Button>
        <span className={styles.place}>{place !== undefined && placeText(t, place)}</span>
        <IconButton
          size="small"
          icon="left"
          name={t("previous")}
          aria-keyshortcuts="k"
          disabled={(place?.previous ?? null) === null}
          onClick={onPrevious}
        />
        <IconButton
          size="small"
          icon="right"
          name={t("next")}
          aria-keyshortcuts="j"
          disabled={(place?.next ?? null) === null}
          onClick={onNext}
        />
      </div>
      <h1>{shown.name[language()]}</h1>
      <Marks shown={shown} />
    </div>
  );
}

function placeText(
  t: ReturnType<typeof useTranslation<"alert">>["t"],
  { index, count: total }: NonNullable<Props["place"]>,
): string {
  return index === null ? t("outside") : t("position", { place: count(index + 1), total: count(total) });
}

function Marks({ shown }: { readonly shown: ShownAlert }): ReactElement {
  const { t } = useTranslation(["alert", "shell"]);
  const { level, risk, track, state, rule, ruleVersion, subject, amount, official, counterparty, unit } =
    shown;
  const parts = [
    ["official", official && <Named {...official} />],
    ["counterparty", counterparty && <Named {...counterparty} />],
    ["unit", unit?.name?.[language()] ?? unit?.id],
    ["subject", subject],
    ["amount", amount && amountOf(amount)],
  ] as const;
  return (
    <>
      <p className={styles.marks}>
        <Level level={level} />
        <span>{t("risk", { score: risk.toFixed(1) })}</span>
        <span>{t(`shell:words.tracks.${track}`)}</span>
        <strong>{t(`shell:words.states.${state}`)}</strong>
        <Due {...shown} />
        <span className={styles.soft}>{t("whole", { rule, version: ruleVersion })}</span>
      </p>
      <p className={styles.marks}>
        {parts.map(([name, part]) => part !== undefined && part !== null && <span key={name}>{part}</span>)}
      </p>
    </>
  );
}
