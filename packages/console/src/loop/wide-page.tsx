import type { ReactElement, ReactNode } from "react";
import { useScreen } from "../app/shell/use-screen.ts";
import { language } from "../i18n/i18n.ts";
import { PrintHead } from "../ui/print-head.tsx";
import styles from "./loop.module.css";

interface Props {
  readonly title: ReactNode;
  readonly acts?: ReactNode;
  /** What its printed pages are known by. @defaultValue the name of the screen */
  readonly paper?: ReactNode;
  readonly children: ReactNode;
}

/** A screen that uses the width that there is; acts stand beside its heading. */
export function WidePage({ title, acts, paper, children }: Props): ReactElement {
  const screen = useScreen();
  return (
    <div className={styles.wide}>
      {paper ?? <PrintHead number={screen?.title[language()] ?? ""} />}
      <div className={styles.head}>
        <h1>{title}</h1>
        {acts !== undefined && <div className={styles.acts}>{acts}</div>}
      </div>
      {children}
    </div>
  );
}
