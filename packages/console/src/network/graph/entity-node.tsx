import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo, type ReactElement, useContext } from "react";
import { classNames } from "../../ui/class-names.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { ActiveContext } from "./active.ts";
import type { EntityNode } from "./drawn.ts";
import styles from "./graph.module.css";

/** An entity: what leads to a file is a link. Lines begin and end at its centre, behind it. */
export const EntityBox = memo(function EntityBox({ id, data }: NodeProps<EntityNode>): ReactElement {
  const { reached, shown } = useContext(ActiveContext);
  const { node, name, kind, told, address, isEvidence } = data;
  const given = {
    "data-entity": id,
    tabIndex: reached === id ? 0 : -1,
    className: classNames(
      styles.entity,
      node.distance === 0 && styles.middle,
      isEvidence && styles.evidence,
      shown === id && styles.shown,
    ),
  };
  const content = (
    <>
      <span className={styles.name}>{name}</span>
      <span className={styles.kind}>{kind}</span>
    </>
  );
  return (
    <>
      {address === undefined ? (
        <div role="group" aria-label={`${name} (${kind}): ${told}`} {...given}>
          {content}
        </div>
      ) : (
        <GoTo to={address} draggable={false} {...given}>
          {content}
          <span className="visually-hidden">{told}</span>
        </GoTo>
      )}
      <Handle type="source" position={Position.Top} isConnectable={false} className={styles.end ?? ""} />
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.end ?? ""} />
    </>
  );
});
