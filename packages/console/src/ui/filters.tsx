import type { ReactElement, ReactNode } from "react";
import styles from "./filters.module.css";

/** What a list is narrowed by, above it; acts stand at the end. */
export const Filters = ({
  label,
  children,
  acts,
}: {
  readonly label: string;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
}): ReactElement => (
  <div className={styles.filters} role="group" aria-label={label}>
    {children}
    {acts !== undefined && <div className={styles.acts}>{acts}</div>}
  </div>
);
