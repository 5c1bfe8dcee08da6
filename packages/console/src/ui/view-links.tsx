import type { ReactElement } from "react";
import { GoTo } from "./go-to.tsx";
import styles from "./view-links.module.css";

/** One view of a screen. */
interface Tab {
  readonly name: string;
  readonly text: string;
  readonly search: Readonly<Record<string, unknown>>;
}

/** The views of a screen, side by side; which one is open stands in the address. */
export const ViewLinks = ({
  label,
  to,
  tabs,
  open,
}: {
  readonly label: string;
  readonly to: string;
  readonly tabs: readonly Tab[];
  readonly open: string;
}): ReactElement => (
  <nav aria-label={label}>
    <ul className={styles.tabs}>
      {tabs.map(({ name, text, search }) => (
        <li key={name}>
          <GoTo
            to={to}
            search={search}
            className={styles.tab}
            aria-current={name === open ? "page" : undefined}
          >
            {text}
          </GoTo>
        </li>
      ))}
    </ul>
  </nav>
);
