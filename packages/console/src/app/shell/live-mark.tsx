import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../../live/use-live.ts";
import styles from "./top-bar.module.css";

/** Keeps what is on the screen up to date, and says whether it does. */
export function LiveMark(): ReactElement {
  const { t } = useTranslation();
  const state = useLive();
  const text = { on: t("top.live"), off: t("top.liveOff"), waiting: t("top.liveWaiting") }[state];
  return (
    <span className={styles.live} data-state={state} role="img" aria-label={text} title={text}>
      <span />
    </span>
  );
}
