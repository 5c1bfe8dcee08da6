import type { ReactElement, ReactNode } from "react";
import styles from "./loop.module.css";

/** A screen that uses the width that there is; acts stand beside its heading. */
export const WidePage = ({
  title,
  acts,
  children,
}: {
  readonly title: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}): ReactElement => (
  <div className={styles.wide}>
    <div className={styles.head}>
      <h1>{title}</h1>
      {acts !== undefined && <div className={styles.acts}>{acts}</div>}
    </div>
    {children}
  </div>
);
