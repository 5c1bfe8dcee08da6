import { Fragment, type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/dialog.tsx";
import { keyGroups } from "../keyboard/keys.ts";
import styles from "./help.module.css";

/** The commands of the keyboard that work on the screen behind, and where there is more to read. */
export function Help({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  // Those of the moment at which it was opened: the commands of the screen behind.
  const [groups] = useState(keyGroups);
  return (
    <Dialog title={t("help.title")} size="wide" onClose={onClose}>
      {groups.toReversed().map(({ title, commands }) => (
        <section key={title} className={styles.group}>
          <h3>{title}</h3>
          <dl className={styles.list}>
            {commands.map(({ keys, text }) => (
              <div key={keys} className={styles.command}>
                <dt>{text}</dt>
                <dd className={styles.keys}>
                  <Keys keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className={styles.links}>
        <a href="/docs" target="_blank" rel="noreferrer">
          {t("help.docs")}
        </a>
        <a href="/docs/errors" target="_blank" rel="noreferrer">
          {t("help.errors")}
        </a>
      </p>
    </Dialog>
  );
}

/** `j, ArrowDown` as keys side by side; `g i` as two that follow each other. */
function Keys({ keys }: { readonly keys: string }): ReactNode {
  const { t } = useTranslation();
  return keys.split(", ").map((command) => (
    <Fragment key={command}>
      {command.split(" ").map((key, index) => (
        <Fragment key={key}>
          {index > 0 && <span>{t("help.after")}</span>}
          <kbd>{shown(key)}</kbd>
        </Fragment>
      ))}
    </Fragment>
  ));
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  PageUp: "PgUp",
  PageDown: "PgDn",
};

const shown = (key: string): string =>
  key
    .split("+")
    .map((part) => signs[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join("+");
