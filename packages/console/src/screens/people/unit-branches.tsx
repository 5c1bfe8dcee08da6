import type { ReactElement } from "react";
import type { Answer } from "../../api/call.ts";
import { language } from "../../i18n/i18n.ts";
import { GoTo } from "../../ui/go-to.tsx";
import styles from "./people.module.css";

type Unit = Answer<"get", "/ops/org/units">["units"][number];

interface Props {
  readonly units: readonly Unit[];
  /** The one that is shown or chosen. */
  readonly open: string | undefined;
  readonly to: string;
  /** What the address says when a unit is chosen. */
  readonly searchOf: (unit: string) => Readonly<Record<string, unknown>>;
}

/** The units under each other, as links. */
export function UnitBranches(props: Props): ReactElement | null {
  const known = new Set(props.units.map(({ id }) => id));
  // A unit whose parent is beyond the page stands at the top.
  const children = Map.groupBy(props.units, ({ parent }) =>
    parent !== null && known.has(parent) ? parent : "",
  );
  return <Branch {...props} children={children} under="" />;
}

function Branch({
  under,
  children,
  ...rest
}: Props & {
  readonly children: ReadonlyMap<string, readonly Unit[]>;
  readonly under: string;
}): ReactElement | null {
  const { open, to, searchOf } = rest;
  const units = children.get(under) ?? [];
  if (units.length === 0) return null;
  return (
    <ul className={styles.tree}>
      {units.map(({ id, name }) => (
        <li key={id}>
          <GoTo to={to} search={searchOf(id)} aria-current={id === open ? "true" : undefined}>
            {name[language()]}
          </GoTo>
          <Branch {...rest} children={children} under={id} />
        </li>
      ))}
    </ul>
  );
}
