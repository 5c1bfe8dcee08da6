import { type ReactElement, type ReactNode, useId } from "react";
import styles from "./page.module.css";

/** A screen that is read from top to bottom, under its heading. */
export const Page = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement => (
  <div className={styles.page}>
    <h1>{title}</h1>
    {children}
  </div>
);

/** A part of a page under a heading of its own. */
export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
