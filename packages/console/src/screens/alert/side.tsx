import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DialogName } from "../../acts/act-dialog.tsx";
import { useActs } from "../../acts/acts.ts";
import { useActsFor } from "../../acts/may-act.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";

interface Props {
  readonly shown: ShownAlert;
  readonly onDialog: (name: DialogName) => void;
}

/** How it is dealt with, and what the person can do. */
export function Side({ shown, onDialog }: Props): ReactElement {
  const { t } = useTranslation("alert");
  const { inCharge, handler, dueAt, labels } = shown;
  const [newest] = labels;
  return (
    <Section title={t("side.title")}>
      <Facts
        facts={[
          [t("side.case"), shown.case ?? t("side.noCase")],
          [t("side.handler"), handler?.name ?? handler?.id],
          [t("side.unit"), inCharge?.name?.[language()] ?? inCharge?.id],
          [t("side.due"), dueAt === null ? undefined : moment(dueAt)],
        ]}
      />
      {newest !== undefined && <p>{t("side.judged", { label: t(`labels.${newest.label}`) })}</p>}
      <Acts shown={shown} onDialog={onDialog} />
    </Section>
  );
}

function Acts({ shown, onDialog }: Props): ReactElement {
  const { t } = useTranslation("alert");
  const acts = useActsFor();
  const isBusy = useActs().some(({ covers }) => covers(shown.id, ""));
  if (isBusy) return <p role="status">{t("side.pending")}</p>;
  if (acts.length === 0) return <p className={styles.soft}>{t("side.none")}</p>;
  return (
    <div className={styles.acts}>
      {acts.map(({ name, key }, place) => (
        <Button key={name} look={place === 0 ? "main" : undefined} onClick={() => onDialog(name)}>
          {t(`side.${name}`)} <kbd aria-hidden="true">{key.toUpperCase()}</kbd>
        </Button>
      ))}
    </div>
  );
}
