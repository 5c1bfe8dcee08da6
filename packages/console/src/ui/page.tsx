import { type ReactElement, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./page.module.css";
import { PrintHead } from "./print-head.tsx";

/** A screen that is read from top to bottom, under its heading, which names its printed pages too. */
export const Page = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement => (
  <div className={styles.page}>
    <PrintHead number={title} />
    <h1>{title}</h1>
    {children}
  </div>
);

/** A part of a page under a heading of its own. */
export function Section({
  title,
  isOnPaper = true,
  children,
}: {
  readonly title: string;
  /** Whether it is printed: not what has nothing to read until a button is pressed. @defaultValue true */
  readonly isOnPaper?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className={classNames(styles.section, !isOnPaper && "screen-only")} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
