import type { ReactElement } from "react";
import { count } from "../i18n/format.ts";
import { classNames } from "../ui/class-names.ts";
import { GoTo } from "../ui/go-to.tsx";
import { isSameView } from "./same-view.ts";
import styles from "./views.module.css";

/** A view of a list, marked where the address shows it. */
export function ViewLink({
  to,
  search,
  view,
  text,
  count: found,
}: {
  readonly to: string;
  /** What the address says now, with the unit. */
  readonly search: { readonly unit?: string | undefined };
  readonly view: object;
  readonly text: string;
  readonly count?: number | undefined;
}): ReactElement {
  const isShown = isSameView(search, view);
  return (
    <GoTo
      to={to}
      search={{ ...view, unit: search.unit }}
      className={classNames(styles.chip, isShown && styles.current)}
      activeOptions={{ exact: true, includeSearch: true }}
      aria-current={isShown || undefined}
    >
      {text}
      {found !== undefined && <span className={styles.count}>{count(found)}</span>}
    </GoTo>
  );
}
