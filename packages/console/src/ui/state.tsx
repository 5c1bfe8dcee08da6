import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./state.module.css";

interface Props {
  readonly title: string;
  readonly text?: string | undefined;
  readonly icon?: IconName | undefined;
  /** What can be done about it. */
  readonly children?: ReactNode;
  /** Whether it stands for the whole page, whose only heading it then is. @defaultValue false */
  readonly isPage?: boolean;
}

/** What is said where there is nothing to show: an empty list, a page that is not there or not for this person. */
export function State({ title, text, icon = "inbox", children, isPage = false }: Props): ReactElement {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={styles.state}>
      <span className={styles.mark}>
        <Icon name={icon} size={22} />
      </span>
      <Heading>{title}</Heading>
      {text !== undefined && <p>{text}</p>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

/** Bars in the place of what is still on its way. */
export function Loading(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.bars} role="status">
      <span className="visually-hidden">{t("loading")}</span>
      {[0, 1, 2, 3].map((bar) => (
        <span key={bar} className={styles.bar} />
      ))}
    </div>
  );
}
