import type { ReactElement, ReactNode } from "react";
import styles from "./fact-grid.module.css";

/** Names with what they are, side by side. What is undefined is left out. */
export const FactGrid = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}): ReactElement => (
  <dl className={styles.facts}>
    {facts
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
