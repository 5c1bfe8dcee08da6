import type { ReactElement } from "react";
import styles from "./loop.module.css";

/** A choice of a filter with how many there are. */
export const Chip = ({
  text,
  count,
  isOn,
  onClick,
}: {
  readonly text: string;
  readonly count?: number | undefined;
  readonly isOn: boolean;
  readonly onClick: () => void;
}): ReactElement => (
  <button type="button" className={styles.chip} aria-pressed={isOn} onClick={onClick}>
    {text}
    {count !== undefined && <b>{count}</b>}
  </button>
);
